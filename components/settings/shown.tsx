import { Choice } from '../choice.tsx';
import { OneOf, type SettingsProps } from './parts.tsx';

type Props = SettingsProps & { readonly meters: readonly { readonly value: string; readonly text: string }[] };

/** How numbers and times are shown, what the toolbar follows, and the language. */
export function Shown({ settings, words, meters, onChange }: Props) {
  const { t } = words;
  const followed = settings.badge ?? '';
  // One that has nothing to say now stays chosen.
  const gone = followed !== '' && meters.every(({ value }) => value !== followed);
  return (
    <>
      <OneOf
        name="show"
        title={t('settings.show')}
        value={settings.show}
        options={(['used', 'left'] as const).map((value) => ({ value, text: t(`settings.show-${value}`) }))}
        onValue={(show) => onChange((before) => ({ ...before, show }))}
      />
      <OneOf
        name="times"
        title={t('settings.times')}
        value={settings.times}
        options={(['countdown', 'clock'] as const).map((value) => ({ value, text: t(`settings.times-${value}`) }))}
        onValue={(times) => onChange((before) => ({ ...before, times }))}
      />
      <fieldset class="wide">
        <legend>{t('settings.badge')}</legend>
        <p class="quiet small">{t('settings.badge-help')}</p>
        <div class="fields">
          <Choice
            id="badge"
            label={t('settings.badge-label')}
            value={followed}
            options={[
              { value: '', text: t('settings.badge-pressing') },
              ...meters,
              ...(gone ? [{ value: followed, text: t('settings.badge-gone') }] : []),
            ]}
            onValue={(value) => onChange((before) => ({ ...before, badge: value === '' ? null : value }))}
          />
        </div>
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
    </>
  );
}
