import { useState } from 'preact/hooks';
import { type Settings, type Switch, switches } from '../../core/domain/settings.ts';
import { QuietHours } from '../quiet-hours.tsx';
import { type SettingsProps, Toggle } from './parts.tsx';

/** From which shares on one is warned, of what, and when not. */
export function WarningSettings({
  settings,
  words,
  onChange,
  onTest,
}: SettingsProps & { readonly onTest: () => void }) {
  const { t } = words;
  return (
    <>
      <Thresholds settings={settings} words={words} onChange={onChange} />
      <fieldset>
        <legend>{t('settings.notifications')}</legend>
        {switches.map((kind) => (
          <Toggle
            key={kind}
            text={t(`settings.notify-${kind}`)}
            on={settings.notify[kind]}
            onChange={(on) => onChange((before) => withSwitch(before, kind, on))}
          />
        ))}
        <button type="button" class="action" onClick={onTest}>
          {t('settings.test')}
        </button>
      </fieldset>
      <QuietHours settings={settings} words={words} onChange={onChange} />
    </>
  );
}

/** The two shares. What makes no sense together is said, and not saved. */
function Thresholds({ settings, words, onChange }: SettingsProps) {
  const { t } = words;
  const [draft, setDraft] = useState<Settings['thresholds']>(settings.thresholds);
  const isShare = (value: number) => Number.isInteger(value) && value >= 1 && value <= 99;
  const makesSense = ({ notice, warning }: Settings['thresholds']) =>
    isShare(notice) && isShare(warning) && notice < warning;
  const set = (which: 'notice' | 'warning', value: number) => {
    const next = { ...draft, [which]: value };
    setDraft(next);
    if (makesSense(next)) onChange((before) => ({ ...before, thresholds: next }));
  };
  return (
    <fieldset>
      <legend>{t('settings.thresholds')}</legend>
      {(['notice', 'warning'] as const).map((which) => (
        <label key={which}>
          <input
            type="number"
            min={1}
            max={99}
            value={draft[which]}
            onInput={({ currentTarget }) => set(which, currentTarget.valueAsNumber)}
          />
          {t(`settings.threshold-${which}`)}
        </label>
      ))}
      <div role="alert">{!makesSense(draft) && <p class="line level-notice">{t('settings.threshold-order')}</p>}</div>
    </fieldset>
  );
}

function withSwitch(settings: Settings, kind: Switch, on: boolean): Settings {
  return { ...settings, notify: { ...settings.notify, [kind]: on } };
}
