import { useState } from 'preact/hooks';
import type { JobView } from '../core/app/job-views.ts';
import type { Counts, Job } from '../core/domain/jobs.ts';
import type { Words } from '../core/words/words.ts';
import { AmountField } from './amount-field.tsx';
import { Choice } from './budget-form.tsx';

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

/** Counts that are offered: kinds of which people speak in versions, productions and previews. */
const counted = [
  { kind: 'slides', of: 'finals' },
  { kind: 'page', of: 'finals' },
  { kind: 'video', of: 'finals' },
  { kind: 'video', of: 'previews' },
] as const;

function JobFields({ job, purses, words, actions }: Omit<Props, 'view'>) {
  const { t } = words;
  const [name, setName] = useState(job.name);
  const [provider, setProvider] = useState(job.ceiling?.provider ?? purses.at(-1)?.id ?? '');
  const id = `job-${job.id}`;
  const ceiling = (credits: number | null, at: string) =>
    actions.edit(job.id, { ceiling: credits === null ? null : { provider: at, credits } });
  return (
    <div class="job-fields">
      <div class="fields">
        <div class="amount">
          <label class="amount-label" for={`${id}-name`}>
            {t('job.name')}
          </label>
          <input
            id={`${id}-name`}
            type="text"
            maxLength={60}
            autocomplete="off"
            value={name}
            aria-invalid={name.trim() === ''}
            aria-describedby={`${id}-name-said`}
            onInput={({ currentTarget }) => {
              setName(currentTarget.value);
              actions.edit(job.id, { name: currentTarget.value });
            }}
          />
          <div id={`${id}-name-said`} class="said" role="alert">
            {name.trim() === '' && <p class="line level-notice">{t('job.name-invalid')}</p>}
          </div>
        </div>
        <AmountField
          id={`${id}-ceiling`}
          label={t('job.ceiling')}
          value={job.ceiling?.credits ?? null}
          invalid={t('job.ceiling-invalid')}
          onValue={(credits) => ceiling(credits, provider)}
        />
        <Choice
          id={`${id}-at`}
          label={t('job.ceiling-at')}
          value={provider}
          options={purses.map((one) => ({ value: one.id, text: one.name }))}
          onValue={(at) => {
            setProvider(at);
            if (job.ceiling !== null) ceiling(job.ceiling.credits, at);
          }}
        />
      </div>
      <fieldset class="counts wide">
        <legend>{t('job.counts')}</legend>
        <div class="fields">
          {counted.map(({ kind, of }) => (
            <AmountField
              key={`${kind}-${of}`}
              id={`${id}-${kind}-${of}`}
              label={t(`job.${`${kind}-${of}` as 'slides-finals' | 'page-finals' | 'video-finals' | 'video-previews'}`)}
              value={job.counts[kind]?.[of] ?? null}
              invalid={t('job.counts-invalid')}
              whole={true}
              onValue={(count) => actions.edit(job.id, { counts: withCount(job.counts, kind, of, count) })}
            />
          ))}
        </div>
        <p class="quiet small">{t('job.counts-text')}</p>
      </fieldset>
    </div>
  );
}

function withCount(
  counts: Counts,
  kind: (typeof counted)[number]['kind'],
  of: 'finals' | 'previews',
  count: number | null,
): Counts {
  const next = { finals: null, previews: null, ...counts[kind], [of]: count };
  const { [kind]: _, ...others } = counts;
  return next.finals === null && next.previews === null ? others : { ...others, [kind]: next };
}
