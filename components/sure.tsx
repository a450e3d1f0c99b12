import { useEffect, useRef } from 'preact/hooks';
import type { Words } from '../core/words/words.ts';

type Props = {
  readonly words: Words;
  readonly title: string;
  /** What will happen. */
  readonly text: string;
  readonly yes: string;
  /** What keeps all as it is. */
  readonly keep?: string;
  readonly busy: boolean;
  readonly onKeep: () => void;
  readonly onSave: () => void;
  readonly onYes: () => void;
};

/** What cannot be taken back is asked once more, with a file offered first; keeping is what Enter does. */
export function Sure({ words, title, text, yes, keep: no, busy, onKeep, onSave, onYes }: Props) {
  const { t } = words;
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), [title]);
  return (
    <fieldset class="sure">
      <legend class="sure-title">{title}</legend>
      <p>{text}</p>
      <div class="row">
        <button type="button" class="action" ref={keep} onClick={onKeep}>
          {no ?? t('data.keep')}
        </button>
        <button type="button" class="action" disabled={busy} onClick={onSave}>
          {t('data.save-first')}
        </button>
        <button type="button" class="action danger" disabled={busy} onClick={onYes}>
          {yes}
        </button>
      </div>
    </fieldset>
  );
}
