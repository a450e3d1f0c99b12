import type { Words } from '../core/words/words.ts';

type Props = { readonly words: Words; readonly busy: boolean; readonly done: { readonly text: string } | null };

/** What came of the last thing, read out when it is there; while it is going on, that it is. */
export function DoneLine({ words, busy, done }: Props) {
  return (
    <p role="status" class={`done ${done === null && !busy ? 'hidden' : 'banner'}`}>
      {busy ? words.t('data.busy') : done?.text}
    </p>
  );
}
