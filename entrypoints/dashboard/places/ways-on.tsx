import { useMemo } from 'preact/hooks';
import { WaysOn } from '../../../components/dashboard/ways-on.tsx';
import { creditsWanted, waysOn } from '../../../core/app/dashboard/ways-on.ts';
import { findCredits } from '../../../core/platform/history.ts';
import type { Store } from '../../../core/platform/store.ts';
import { useHistory } from '../use-history.ts';
import { useSteady } from '../use-steady.ts';

/** Wait, buy, or a bigger plan: what the record says of each account's last cycles. */
export function WaysOnPart({ store }: { readonly store: Store }) {
  const selection = useSteady(store);
  const { words } = selection;
  const wanted = useMemo(() => creditsWanted(selection), [selection]);
  const key = [selection.snapshot.savedAt, ...wanted.map((one) => `${one.provider}/${one.account}/${one.from}`)];
  const found = useHistory(key.join('|'), findCredits(wanted, selection.conditions.now));
  const views = useMemo(() => (found === null ? [] : waysOn(selection, found)), [selection, found]);
  if (views.length === 0) return null;
  return (
    <div class="panels" data-section="ways">
      {views.map((view) => (
        <WaysOn key={view.key} view={view} words={words} />
      ))}
    </div>
  );
}
