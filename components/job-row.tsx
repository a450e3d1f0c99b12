import { useState } from 'preact/hooks';
import type { JobView } from '../core/app/job-views.ts';
import type { Job } from '../core/domain/jobs.ts';
import type { Words } from '../core/words/words.ts';
import { JobFields } from './job-fields.tsx';

/** What a person can change of a job. */
export type JobEdits = {
  readonly pick: (id: string | null) => void;
  readonly edit: (id: string, to: Partial<Pick<Job, 'name' | 'ceiling' | 'counts'>>) => void;
  readonly finish: (id: string) => void;
  readonly reopen: (id: string) => void;
  readonly remove: (id: string) => void;
};

type Props = {
  readonly view: JobView;
  readonly job: Job;
  readonly purses: readonly { readonly id: string; readonly name: string }[];
  readonly words: Words;
  readonly actions: JobEdits;
};

/** One job with its totals; its fields are open while it is edited. */
export function JobRow({ view, job, purses, words, actions }: Props) {
  const { t } = words;
  const [editing, setEditing] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const made = [view.made, view.retakes].filter((one) => one !== null);
  return (
    <li data-job={view.name}>
      <div class="job-head">
        <h3>{view.name}</h3>
        {view.current && <span class="chip">{t('job.is-current')}</span>}
      </div>
      {view.spent.map((line) => (
        <p key={line} class={`line level-${view.level}`}>
          {line}
        </p>
      ))}
      <p class="quiet small">{made.length === 0 ? t('job.nothing') : words.list(made)}</p>
      <div class="row">
        {!view.finished && (
          <button type="button" class="action" onClick={() => actions.pick(view.current ? null : view.id)}>
            {view.current ? t('job.unpick') : t('job.pick')}
          </button>
        )}
        <button type="button" class="action" aria-expanded={editing} onClick={() => setEditing(!editing)}>
          {t('job.edit')}
        </button>
        <button
          type="button"
          class="action"
          onClick={() => (view.finished ? actions.reopen(view.id) : actions.finish(view.id))}
        >
          {view.finished ? t('job.reopen') : t('job.finish')}
        </button>
        <button type="button" class="action" aria-expanded={deleting} onClick={() => setDeleting(!deleting)}>
          {t('job.delete')}
        </button>
      </div>
      <div role="alert">
        {deleting && (
          <div class="line level-notice row">
            <span>{t('job.delete-sure', { name: view.name })}</span>
            <button type="button" class="action" onClick={() => actions.remove(view.id)}>
              {t('job.delete-yes')}
            </button>
          </div>
        )}
      </div>
      {editing && <JobFields job={job} purses={purses} words={words} actions={actions} />}
    </li>
  );
}
