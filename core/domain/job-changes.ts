import { type Job, jobsKept } from './jobs.ts';
import type { Settings } from './settings.ts';
import type { EpochMs } from './time.ts';
import { typedName } from './typed-name.ts';

/** A name as it is kept: trimmed, and cut to what fits. */
export const jobName = (typed: string): string => typedName(typed, jobsKept.name);

/** Makes a job the one that tasks count to from now on; `null`: none. */
export function withPicked(settings: Settings, id: string | null, now: EpochMs): Settings {
  const known = settings.jobs.find((job) => job.id === id && job.finishedAt === null);
  return { ...settings, currentJob: known === undefined ? null : { id: known.id, since: now } };
}

/** A job by the name somebody typed: the open one that is called so, or a new one with the given id. It is gone on with. */
export function withTyped(settings: Settings, typed: string, id: string, now: EpochMs): Settings {
  const name = jobName(typed);
  if (name === '') return settings;
  const known = settings.jobs.find((job) => job.name === name && job.finishedAt === null);
  if (known !== undefined) return withPicked(settings, known.id, now);
  if (settings.jobs.length >= jobsKept.jobs) return settings;
  const made: Job = { id, name, ceiling: null, counts: {}, createdAt: now, finishedAt: null };
  return withPicked({ ...settings, jobs: [...settings.jobs, made] }, id, now);
}

/** With something of a job changed; a name that is empty stays as it was. */
export function withJobChanged(
  settings: Settings,
  id: string,
  change: Partial<Pick<Job, 'name' | 'ceiling' | 'counts'>>,
): Settings {
  const name = change.name === undefined ? undefined : jobName(change.name);
  const changed = (job: Job): Job => ({ ...job, ...change, name: name === undefined || name === '' ? job.name : name });
  return { ...settings, jobs: settings.jobs.map((job) => (job.id === id ? changed(job) : job)) };
}

/** Puts a job away, or takes it up again. What it has cost stays. */
export function withFinished(settings: Settings, id: string, finishedAt: EpochMs | null): Settings {
  const jobs = settings.jobs.map((job) => (job.id === id ? { ...job, finishedAt } : job));
  return { ...settings, jobs, currentJob: without(settings, id) };
}

/** Forgets a job and its name; its tasks count to none. */
export function withoutJob(settings: Settings, id: string): Settings {
  const jobs = settings.jobs.filter((job) => job.id !== id);
  return { ...settings, jobs, currentJob: without(settings, id) };
}

const without = ({ currentJob }: Settings, id: string) => (currentJob?.id === id ? null : currentJob);
