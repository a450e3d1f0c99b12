import { useState } from 'preact/hooks';
import { type Settings, type Switch, switches } from '../core/domain/settings.ts';
import type { Words } from '../core/words/words.ts';
import { AskFirstSettings } from './ask-first-settings.tsx';
import { QuietHours } from './quiet-hours.tsx';

type Props = {
  readonly settings: Settings;
  readonly words: Words;
  readonly services: readonly { readonly id: string; readonly name: string }[];
  readonly onChange: (change: (settings: Settings) => Settings) => void;
  readonly onTest: () => void;
};

/** Every setting takes effect at once; used or left is the first, since it holds everywhere. */
export function SettingsForm({ settings, words, services, onChange, onTest }: Props) {
  const { t } = words;
  return (
    <form class="settings" onSubmit={(event) => event.preventDefault()}>
      <fieldset>
        <legend>{t('settings.show')}</legend>
        {(['used', 'left'] as const).map((show) => (
          <label key={show}>
            <input
              type="radio"
              name="show"
              checked={settings.show === show}
              onChange={() => onChange((before) => ({ ...before, show }))}
            />
            {t(`settings.show-${show}`)}
          </label>
        ))}
      </fieldset>
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
      <AskFirstSettings settings={settings} words={words} services={services} onChange={onChange} />
      <QuietHours settings={settings} words={words} onChange={onChange} />
      <fieldset>
        <legend>{t('settings.watching')}</legend>
        {services.map(({ id, name }) => (
          <Toggle
            key={id}
            text={name}
            on={!settings.stopped.includes(id)}
            onChange={(on) => onChange((before) => withService(before, id, on))}
          />
        ))}
        <Toggle
          text={t('settings.ask-again')}
          on={settings.askAgain}
          onChange={(askAgain) => onChange((before) => ({ ...before, askAgain }))}
        />
        <Toggle
          text={t('app.pause')}
          on={settings.paused}
          onChange={(paused) => onChange((before) => ({ ...before, paused }))}
        />
      </fieldset>
      <fieldset>
        <legend>
          <label for="language">{t('settings.language')}</label>
        </legend>
        <select
          id="language"
          value={settings.language}
          onChange={({ currentTarget }) => {
            const language = (['auto', 'en', 'ja'] as const).find((one) => one === currentTarget.value) ?? 'auto';
            onChange((before) => ({ ...before, language }));
          }}
        >
          <option value="auto">{t('settings.language-auto')}</option>
          <option value="en" lang="en">
            English
          </option>
          <option value="ja" lang="ja">
            日本語
          </option>
        </select>
      </fieldset>
    </form>
  );
}

function Toggle({
  text,
  on,
  onChange,
}: {
  readonly text: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}) {
  return (
    <label>
      <input type="checkbox" checked={on} onChange={({ currentTarget }) => onChange(currentTarget.checked)} />
      {text}
    </label>
  );
}

/** The two shares. What makes no sense together is said, and not saved. */
function Thresholds({ settings, words, onChange }: Pick<Props, 'settings' | 'words' | 'onChange'>) {
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

function withService(settings: Settings, id: string, on: boolean): Settings {
  const others = settings.stopped.filter((one) => one !== id);
  return { ...settings, stopped: on ? others : [...others, id] };
}
