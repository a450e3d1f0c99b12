import { useSignal } from '@preact/signals';
import type { Done } from '../../core/platform/data-actions.ts';

/** One thing at a time that takes a while, and what came of the last one. */
export function useDoing(): {
  readonly busy: boolean;
  readonly done: Done | null;
  readonly run: (work: () => Promise<Done>) => void;
} {
  const busy = useSignal(false);
  const done = useSignal<Done | null>(null);
  const run = (work: () => Promise<Done>) => {
    if (busy.value) return;
    busy.value = true;
    done.value = null;
    void work().then((result) => {
      busy.value = false;
      done.value = result;
    });
  };
  return { busy: busy.value, done: done.value, run };
}
