import type { JobView, TaskView } from '../core/app/job-views.ts';
import type { Settings } from '../core/domain/settings.ts';
import type { Words } from '../core/words/words.ts';
import { type JobChoice, NewJob } from './job-picker.tsx';
import { type JobEdits, JobRow } from './job-row.tsx';

export type JobActions = JobChoice & JobEdits & { readonly move: (task: TaskView, job: string | null) => void };

type Props = {
  readonly settings: Settings;
  readonly jobs: readonly JobView[];
  readonly tasks: readonly TaskView[];
  readonly purses: readonly { readonly id: string; readonly name: string }[];
  readonly words: Words;
  readonly actions: JobActions;
};

/** All jobs: what came together for each, and what it is meant to take. */
export function JobsForm({ settings, jobs, tasks, purses, words, actions }: Props) {
  const { t } = words;
  const row = (view: JobView) => {
    const job = settings.jobs.find(({ id }) => id === view.id);
    return job === undefined ? null : (
      <JobRow key={view.id} view={view} job={job} purses={purses} words={words} actions={actions} />
    );
  };
  const finished = jobs.filter((one) => one.finished);
  return (
    <fieldset class="wide" data-section="jobs">
      <legend>{t('job.title')}</legend>
      <p class="quiet">{t('job.text')}</p>
      <NewJob words={words} full={settings.jobs.length >= 100} onName={actions.type} />
      <ul class="jobs">{jobs.filter((one) => !one.finished).map(row)}</ul>
      {finished.length > 0 && (
        <details class="more">
          <summary>{t('job.finished', { count: finished.length })}</summary>
          <ul class="jobs">{finished.map(row)}</ul>
        </details>
      )}
      {settings.jobs.length > 0 && tasks.length > 0 && (
        <Tasks settings={settings} tasks={tasks} words={words} actions={actions} />
      )}
    </fieldset>
  );
}

function Tasks({ settings, tasks, words, actions }: Pick<Props, 'settings' | 'tasks' | 'words' | 'actions'>) {
  const { t } = words;
  return (
    <section class="job-tasks">
      <h3>{t('job.tasks')}</h3>
      <p class="quiet small">{t('job.tasks-text')}</p>
      <ul>
        {tasks.map((task) => (
          <li key={`${task.provider}/${task.owner}/${task.key}`}>
            <span>{task.text}</span>
            <span class="quiet">{task.cost}</span>
            <select
              aria-label={t('job.task-job', { task: task.text })}
              value={task.job ?? ''}
              onChange={({ currentTarget }) =>
                actions.move(task, currentTarget.value === '' ? null : currentTarget.value)
              }
            >
              <option value="">{t('job.none')}</option>
              {settings.jobs.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
    </section>
  );
}
