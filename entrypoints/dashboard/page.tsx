import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Card } from '../../components/card.tsx';
import { SettingsForm } from '../../components/settings-form.tsx';
import { SilenceChoice } from '../../components/silence.tsx';
import { type Answer, cardActions } from '../../core/platform/actions.ts';
import { silenceActions } from '../../core/platform/silence.ts';
import { type Store, services } from '../../core/platform/store.ts';

/** Connects the dashboard to the record, and the settings to their store. */
export function DashboardPage({ store }: { readonly store: Store }) {
  const answers = useSignal<Readonly<Record<string, Answer>>>({});
  const { screen, words, settings } = store;
  const { t } = words.value;
  useEffect(() => {
    document.documentElement.lang = words.value.locale;
  }, [words.value]);
  const actions = cardActions(store, answers);
  const { cards, retired, offline, clock } = screen.value;
  return (
    <main class="dashboard">
      <header class="dashboard-head">
        <h1>{t('app.name')}</h1>
        <p class="quiet">{t('app.tagline')}</p>
      </header>
      {store.failed.value && <p class="banner">{t('app.loading-failed')}</p>}
      {offline !== null && <p class="banner">{offline}</p>}
      {clock !== null && <p class="banner">{clock}</p>}
      <section class="cards">
        {cards.map((card) => (
          <Card
            key={`${card.provider}/${card.account}`}
            card={card}
            words={words.value}
            settings={settings.value}
            actions={actions}
            roomy={true}
            answer={answers.value[`${card.provider}/${card.account}`] ?? null}
          />
        ))}
        {retired.map(({ provider, text }) => (
          <p key={provider} class="retired" data-provider={provider} data-account="1" data-state="retired">
            {text}
          </p>
        ))}
      </section>
      <section>
        <h2>{t('settings.title')}</h2>
        <SilenceChoice screen={screen.value} words={words.value} actions={silenceActions(store)} open={true} />
        <SettingsForm
          settings={settings.value}
          words={words.value}
          services={services.map(({ id, facts }) => ({ id, name: facts.name }))}
          onChange={(change) => void store.change(change)}
          onTest={() => void store.send({ say: 'test-notification' })}
        />
      </section>
      <section>
        <h2>{t('settings.data')}</h2>
        <p class="quiet">{t('settings.data-text')}</p>
        <p class="quiet">{t('settings.affiliation')}</p>
      </section>
    </main>
  );
}
