import { useState } from 'preact/hooks';
import type { Counts, Job } from '../core/domain/jobs.ts';
import type { Words } from '../core/words/words.ts';
import { AmountField } from './amount-field.tsx';
import { Choice } from './choice.tsx';
import type { JobEdits } from './job-row.tsx';

type Props = {
  readonly job: Job;
  readonly purses: readonly { readonly id: string; readonly name: string }[];
  readonly words: Words;
  readonly actions: Pick<JobEdits, 'edit'>;
};

/** Counts that are offered: kinds of which people speak in versions, productions and previews. */
const counted = [
  { kind: 'slides', of: 'finals' },
  { kind: 'page', of: 'finals' },
  { kind: 'video', of: 'finals' },
  { kind: 'video', of: 'previews' },
] as const;

/** What can be changed of a job; saved as it is typed. */
export function JobFields({ job, purses, words, actions }: Props) {
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
