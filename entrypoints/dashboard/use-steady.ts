import { useMemo } from 'preact/hooks';
import type { Selection } from '../../core/app/view.ts';
import type { Store } from '../../core/platform/store.ts';

/** The selection as of the last change of the record, or of the minute: what looks back need not tick. */
export function useSteady(store: Store): Selection {
  const selection = store.selection.value;
  const { snapshot, settings, words, conditions } = selection;
  const minute = Math.floor(conditions.now / 60_000);
  return useMemo(() => selection, [snapshot, settings, words, minute]);
}
