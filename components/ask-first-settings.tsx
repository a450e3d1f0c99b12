import { type AskFirst, askFirstModes, askFirstOf } from '../core/domain/ask-first.ts';
import type { Settings } from '../core/domain/settings.ts';
import type { Words } from '../core/words/words.ts';

type Props = {
  readonly settings: Settings;
  readonly words: Words;
  readonly services: readonly { readonly id: string; readonly name: string }[];
  readonly onChange: (change: (settings: Settings) => Settings) => void;
};

/** For each service: whether a heavy task waits until somebody has said yes. */
export function AskFirstSettings({ settings, words, services, onChange }: Props) {
  const { t } = words;
  return (
    <fieldset>
      <legend>{t('settings.ask-first')}</legend>
      <p class="quiet small">{t('settings.ask-first-help')}</p>
      {services.map(({ id, name }) => (
        <label key={id} class="choice">
          <span>{name}</span>
          <select
            id={`ask-first-${id}`}
            value={askFirstOf(settings, id)}
            onChange={({ currentTarget }) => {
              const mode = askFirstModes.find((one) => one === currentTarget.value) ?? 'off';
              onChange((before) => withMode(before, id, mode));
            }}
          >
            {askFirstModes.map((mode) => (
              <option key={mode} value={mode}>
                {t(`settings.ask-first-${mode}`)}
              </option>
            ))}
          </select>
        </label>
      ))}
    </fieldset>
  );
}

/** Whoever changes it wants to be asked from now on, whatever was said earlier today. */
function withMode(settings: Settings, id: string, mode: AskFirst): Settings {
  const unasked = Object.entries(settings.unasked).filter(([key]) => !key.startsWith(`${id}/`));
  return { ...settings, askFirst: { ...settings.askFirst, [id]: mode }, unasked: Object.fromEntries(unasked) };
}
