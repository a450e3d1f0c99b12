import { Diagnosis } from '../../../components/data/diagnosis.tsx';
import { Files } from '../../../components/data/files.tsx';
import { Forget } from '../../../components/data/forget.tsx';
import { Kept } from '../../../components/data/kept.tsx';
import { Rescue } from '../../../components/data/rescue.tsx';
import { DoneLine } from '../../../components/done-line.tsx';
import { dataActions } from '../../../core/platform/data-actions.ts';
import { type Store, services } from '../../../core/platform/store.ts';
import { openPage } from '../../../core/platform/tabs.ts';
import { useDoing } from '../use-doing.ts';

/** Everything that is kept: saved, taken in, deleted, and explained. One thing at a time. */
export function DataPlace({ store }: { readonly store: Store }) {
  const { busy, done, run } = useDoing();
  const words = store.words.value;
  const actions = dataActions(store);
  const save = () => run(actions.save);
  const named = services.map(({ id, facts }) => ({ id, name: facts.short }));
  return (
    <div class="panels">
      <DoneLine words={words} busy={busy} done={done} />
      {store.trouble.value === 'broken' && (
        <Rescue words={words} busy={busy} onSave={save} onStartOver={() => run(actions.startOver)} />
      )}
      <Files
        words={words}
        busy={busy}
        onSave={save}
        onSheet={(kind) => run(() => actions.sheet(kind))}
        onTake={(file) => run(() => actions.take(file))}
      />
      <Kept words={words} />
      <Forget
        words={words}
        busy={busy}
        services={named}
        onSave={save}
        onForget={(service) => run(() => actions.forget(service?.id ?? null, service?.name ?? null))}
      />
      <Diagnosis
        words={words}
        onMake={actions.diagnosis}
        onCopy={actions.copy}
        support={services.flatMap(({ facts }) =>
          facts.help === undefined ? [] : [{ name: facts.short, url: facts.help.support.value }],
        )}
        onOpen={(url) => void openPage(url)}
      />
      <p class="quiet">{words.t('settings.affiliation')}</p>
    </div>
  );
}
