import { useSignal } from '@preact/signals';
import { Diagnosis } from '../../../components/data/diagnosis.tsx';
import { Files } from '../../../components/data/files.tsx';
import { Forget } from '../../../components/data/forget.tsx';
import { Kept } from '../../../components/data/kept.tsx';
import { Rescue } from '../../../components/data/rescue.tsx';
import { type Done, dataActions } from '../../../core/platform/data-actions.ts';
import { type Store, services } from '../../../core/platform/store.ts';

/** Everything that is kept: saved, taken in, deleted, and explained. One thing at a time. */
export function DataPlace({ store }: { readonly store: Store }) {
  const busy = useSignal(false);
  const done = useSignal<Done | null>(null);
  const words = store.words.value;
  const actions = dataActions(store);
  const run = (work: () => Promise<Done>) => {
    if (busy.value) return;
    busy.value = true;
    done.value = null;
    void work().then((result) => {
      busy.value = false;
      done.value = result;
    });
  };
  const save = () => run(actions.save);
  const named = services.map(({ id, facts }) => ({ id, name: facts.short }));
  return (
    <div class="panels">
      <p role="status" class={`done ${done.value === null && !busy.value ? 'hidden' : 'banner'}`}>
        {busy.value ? words.t('data.busy') : done.value?.text}
      </p>
      {store.trouble.value === 'broken' && (
        <Rescue words={words} busy={busy.value} onSave={save} onStartOver={() => run(actions.startOver)} />
      )}
      <Files
        words={words}
        busy={busy.value}
        onSave={save}
        onSheet={(kind) => run(() => actions.sheet(kind))}
        onTake={(file) => run(() => actions.take(file))}
      />
      <Kept words={words} />
      <Forget
        words={words}
        busy={busy.value}
        services={named}
        onSave={save}
        onForget={(service) => run(() => actions.forget(service?.id ?? null, service?.name ?? null))}
      />
      <Diagnosis words={words} onMake={actions.diagnosis} onCopy={actions.copy} />
      <p class="quiet">{words.t('settings.affiliation')}</p>
    </div>
  );
}
