import { SettingsForm } from '../../../components/settings-form.tsx';
import { SilenceChoice } from '../../../components/silence.tsx';
import { silenceActions } from '../../../core/platform/silence.ts';
import { type Store, services } from '../../../core/platform/store.ts';

/** Everything that can be set, and what is kept. */
export function SettingsPlace({ store }: { readonly store: Store }) {
  const { screen, words, settings } = store;
  return (
    <section>
      <SilenceChoice screen={screen.value} words={words.value} actions={silenceActions(store)} open={true} />
      <SettingsForm
        settings={settings.value}
        words={words.value}
        services={services.map(({ id, facts }) => ({ id, name: facts.name }))}
        onChange={(change) => void store.change(change)}
        onTest={() => void store.send({ say: 'test-notification' })}
      />
    </section>
  );
}
