import type { Settings } from '../../core/domain/settings.ts';
import { type SettingsProps, Toggle } from './parts.tsx';

type Props = SettingsProps & { readonly services: readonly { readonly id: string; readonly name: string }[] };

/** Which services are watched, and whose pages may ask again by themselves. */
export function Services({ settings, words, services, onChange }: Props) {
  const { t } = words;
  return (
    <>
      <fieldset>
        <legend>{t('settings.watching')}</legend>
        {services.map(({ id, name }) => (
          <Toggle
            key={id}
            text={name}
            on={!settings.stopped.includes(id)}
            onChange={(on) => onChange((before) => ({ ...before, stopped: without(before.stopped, id, on) }))}
          />
        ))}
        <Toggle
          text={t('app.pause')}
          on={settings.paused}
          onChange={(paused) => onChange((before) => ({ ...before, paused }))}
        />
      </fieldset>
      <fieldset>
        <legend>{t('settings.replay')}</legend>
        <p class="quiet small">{t('settings.replay-help')}</p>
        <Toggle
          text={t('settings.ask-again')}
          on={settings.askAgain}
          onChange={(askAgain) => onChange((before) => ({ ...before, askAgain }))}
        />
        {settings.askAgain &&
          services.map(({ id, name }) => (
            <Toggle
              key={id}
              text={t('settings.ask-again-of', { service: name })}
              on={!settings.askAgainNot.includes(id)}
              onChange={(on) => onChange((before) => ({ ...before, askAgainNot: without(before.askAgainNot, id, on) }))}
            />
          ))}
      </fieldset>
    </>
  );
}

/** A list of exceptions, of which a service is one, or is none (`on`). */
function without(all: Settings['stopped'], id: string, on: boolean): readonly string[] {
  const others = all.filter((one) => one !== id);
  return on ? others : [...others, id];
}
