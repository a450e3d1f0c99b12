import type { Ref } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { JobView } from '../core/app/job-views.ts';
import type { Settings } from '../core/domain/settings.ts';
import type { Words } from '../core/words/words.ts';

/** What a person can do about the job they are at. */
export type JobChoice = {
  readonly pick: (id: string | null) => void;
  /** A name somebody typed: the open job that is called so, or a new one. */
  readonly type: (name: string) => void;
};

type Props = { readonly settings: Settings; readonly words: Words; readonly actions: JobChoice };

/** One line that says which job tasks count to, and opens the choice. */
export function JobButton({
  job,
  words,
  open,
  opener,
  onOpen,
}: {
  readonly job: JobView | null;
  readonly words: Words;
  readonly open: boolean;
  readonly opener: Ref<HTMLButtonElement>;
  readonly onOpen: (open: boolean) => void;
}) {
  const text = job === null ? words.t('job.count-to') : words.t('job.current', { name: job.name });
  return (
    <button
      ref={opener}
      type="button"
      class="job-button"
      data-job={job === null ? '' : job.name}
      aria-expanded={open}
      title={text}
      onClick={() => onOpen(!open)}
    >
      <span>{text}</span>
      <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
        <path d="m4 6 4 4 4-4" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" />
      </svg>
    </button>
  );
}

/** The jobs that go on, to pick from, and a field for a new one. Taken at once. */
export function JobPanel({ settings, words, actions, onClose }: Props & { readonly onClose: () => void }) {
  const { t } = words;
  const open = settings.jobs
    .filter(({ finishedAt }) => finishedAt === null)
    .toSorted((a, b) => b.createdAt - a.createdAt);
  const current = open.find(({ id }) => id === settings.currentJob?.id)?.id ?? null;
  const choices = open.length === 0 ? [] : [{ id: null, name: t('job.none') }, ...open];
  const panel = useRef<HTMLFieldSetElement>(null);
  // Whoever opens it wants to choose: the keyboard goes along.
  useEffect(() => {
    const inside = (what: string) => panel.current?.querySelector<HTMLElement>(what);
    (inside('input:checked') ?? inside('input'))?.focus();
  }, []);
  return (
    <fieldset
      ref={panel}
      class="job-panel"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onClose();
      }}
    >
      <legend class="job-legend">{t('job.choose')}</legend>
      <div class="job-choices">
        {choices.map(({ id, name }) => (
          <label key={id ?? ''} class="job-choice">
            <input type="radio" name="job" checked={id === current} onChange={() => actions.pick(id)} />
            {name}
          </label>
        ))}
      </div>
      <NewJob words={words} full={settings.jobs.length >= 100} onName={actions.type} onDone={onClose} />
    </fieldset>
  );
}

type NewProps = {
  readonly words: Words;
  readonly full: boolean;
  readonly onName: (name: string) => void;
  readonly onDone?: () => void;
};

/** A field for the name of a new job. */
export function NewJob({ words, full, onName, onDone }: NewProps) {
  const { t } = words;
  const [name, setName] = useState('');
  const [asked, setAsked] = useState(false);
  const nameless = name.trim() === '';
  if (full) return <p class="quiet small">{t('job.full')}</p>;
  return (
    <form
      class="new-job"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (nameless) return;
        onName(name);
        setName('');
        setAsked(false);
        onDone?.();
      }}
    >
      <label for="new-job">{t('job.new')}</label>
      <input
        id="new-job"
        type="text"
        maxLength={60}
        autocomplete="off"
        value={name}
        onInput={({ currentTarget }) => setName(currentTarget.value)}
      />
      <button type="submit" class="action">
        {t('job.add')}
      </button>
      <div class="said" role="alert">
        {asked && nameless && <p class="line level-notice">{t('job.new-invalid')}</p>}
      </div>
    </form>
  );
}
