import { useState } from 'preact/hooks';
import type { Settings } from '../core/domain/settings.ts';
import type { Words } from '../core/words/words.ts';
import { clockText, minutesOf } from './clock-field.ts';

type Props = {
  readonly settings: Settings;
  readonly words: Words;
  readonly onChange: (change: (settings: Settings) => Settings) => void;
};

/** From when until when nothing is told. Times that make no sense together are said, and not saved. */
export function QuietHours({ settings, words, onChange }: Props) {
  const { t } = words;
  const { on, from, to } = settings.quietHours;
  const [draft, setDraft] = useState({ from: clockText(from), to: clockText(to) });
  const change = (next: Partial<Settings['quietHours']>) =>
    onChange((before) => ({ ...before, quietHours: { ...before.quietHours, ...next } }));
  const set = (which: 'from' | 'to', text: string) => {
    const next = { ...draft, [which]: text };
    setDraft(next);
    const [begins, ends] = [minutesOf(next.from), minutesOf(next.to)];
    if (begins !== null && ends !== null && begins !== ends) change({ from: begins, to: ends });
  };
  return (
    <fieldset>
      <legend>{t('settings.quiet-hours')}</legend>
      <label>
        <input type="checkbox" checked={on} onChange={({ currentTarget }) => change({ on: currentTarget.checked })} />
        {t('settings.quiet-hours-on')}
      </label>
      {(['from', 'to'] as const).map((which) => (
        <label key={which}>
          <input
            type="time"
            id={`quiet-hours-${which}`}
            value={draft[which]}
            disabled={!on}
            onInput={({ currentTarget }) => set(which, currentTarget.value)}
          />
          {t(`settings.quiet-hours-${which}`)}
        </label>
      ))}
      <div role="alert">
        {draft.from === draft.to && <p class="line level-notice">{t('settings.quiet-hours-same')}</p>}
      </div>
      <p class="quiet small">{t('settings.quiet-hours-text')}</p>
    </fieldset>
  );
}
