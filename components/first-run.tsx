import type { Settings } from '../core/domain/settings.ts';
import type { Words } from '../core/words/words.ts';

export type FirstRunActions = {
  readonly open: (url: string) => void;
  readonly test: () => void;
  readonly appeared: (answer: 'yes' | 'no') => void;
  readonly dismiss: () => void;
};

type Props = {
  readonly words: Words;
  readonly settings: Settings;
  readonly services: readonly { readonly name: string; readonly home: string }[];
  readonly opened: boolean;
  readonly pinned: boolean;
  readonly tested: boolean;
  readonly actions: FirstRunActions;
};

/** Three steps, each ticking itself when it is done. */
export function FirstRun({ words, settings, services, opened, pinned, tested, actions }: Props) {
  const { t } = words;
  const { appeared } = settings.firstRun;
  return (
    <section class="first-run">
      <h2>{t('first-run.title')}</h2>
      <ol>
        <li class={opened ? 'done' : ''}>
          <p>{t('first-run.open')}</p>
          {!opened && (
            <div class="row">
              {services.map(({ name, home }) => (
                <button key={home} type="button" class="action" onClick={() => actions.open(home)}>
                  {name}
                </button>
              ))}
            </div>
          )}
        </li>
        <li class={pinned ? 'done' : ''}>
          <p>{t('first-run.pin')}</p>
          {!pinned && <p class="quiet small">{t('first-run.pin-how')}</p>}
        </li>
        <li class={appeared === 'yes' ? 'done' : ''}>
          <p>{t('first-run.test')}</p>
          {appeared !== 'yes' && (
            <div class="row">
              <button type="button" class="action" onClick={actions.test}>
                {t('first-run.test-button')}
              </button>
              {tested && (
                <>
                  <span>{t('first-run.appeared')}</span>
                  <button type="button" class="action" onClick={() => actions.appeared('yes')}>
                    {t('app.yes')}
                  </button>
                  <button type="button" class="action" onClick={() => actions.appeared('no')}>
                    {t('app.no')}
                  </button>
                </>
              )}
            </div>
          )}
          {appeared === 'no' && (
            <div class="help small">
              <p>{t('first-run.hidden')}</p>
              <ul>
                <li>{t('first-run.windows')}</li>
                <li>{t('first-run.macos')}</li>
                <li>{t('first-run.browser')}</li>
              </ul>
            </div>
          )}
        </li>
      </ol>
      <p class="quiet small">{t('first-run.promise')}</p>
      {opened && (
        <button type="button" class="action" onClick={actions.dismiss}>
          {t('first-run.done')}
        </button>
      )}
    </section>
  );
}
