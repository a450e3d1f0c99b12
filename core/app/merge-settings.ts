import { unknownAccount } from '../domain/account.ts';
import { accountKey, defaultSettings, type Settings } from '../domain/settings.ts';
import { isSame } from './same.ts';

/** Fields that are lists or are kept by name: of these, both sides' entries are kept. */
const byName = [
  'askFirst',
  'unasked',
  'entered',
  'budgets',
  'names',
  'planned',
] as const satisfies readonly (keyof Settings)[];

/**
 * Saved settings put into the present ones: what somebody has set here stays, what still stands as it is by default
 * becomes as it was saved. Of what was entered of an account, the later one counts. Pure.
 */
export function mergedSettings(present: Settings, saved: Settings): Settings {
  const untouched = (Object.keys(defaultSettings) as (keyof Settings)[]).filter((field) =>
    isSame(present[field], defaultSettings[field]),
  );
  const taken = Object.fromEntries(untouched.map((field) => [field, saved[field]]));
  const named = Object.fromEntries(byName.map((field) => [field, { ...saved[field], ...present[field] }]));
  const later = Object.entries(saved.entered).filter(([key, { at }]) => at > (present.entered[key]?.at ?? -1));
  const jobs = [...present.jobs, ...saved.jobs.filter(({ id }) => present.jobs.every((job) => job.id !== id))];
  const next = { ...present, ...taken, ...named, entered: { ...present.entered, ...Object.fromEntries(later) }, jobs };
  return isSame(next, present) ? present : (next as Settings);
}

/** Settings without what was said of the accounts of a service. What is watched and asked about is no record: it stays. */
export function withoutAccountsOf(settings: Settings, provider: string): Settings {
  const others = <T>(all: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(all).filter(([key]) => !key.startsWith(`${provider}/`)));
  return {
    ...settings,
    unasked: others(settings.unasked),
    entered: others(settings.entered),
    budgets: others(settings.budgets),
    names: others(settings.names),
    planned: others(settings.planned),
    badge: settings.badge?.startsWith(`${provider}/`) === true ? null : settings.badge,
    jobs: settings.jobs.map((job) => (job.ceiling?.provider === provider ? { ...job, ceiling: null } : job)),
  };
}

type Of = { readonly provider: string; readonly account: string; readonly number: number };

const byAccount = ['entered', 'budgets', 'names'] as const satisfies readonly (keyof Settings)[];
/** The keys under which something may be kept of an account: what was entered while it had no name is the first one's. */
const keysOf = (of: Of) => [accountKey(of), ...(of.number === 1 ? [`${of.provider}/${unknownAccount}`] : [])];

/** Settings without what was said of one account. */
export function withoutAccount(settings: Settings, of: Of): Settings {
  const keys = keysOf(of);
  const others = byAccount.map((field) => [
    field,
    Object.fromEntries(Object.entries(settings[field]).filter(([key]) => !keys.includes(key))),
  ]);
  const followed = settings.badge?.startsWith(`${accountKey(of)}/`) === true;
  return { ...settings, ...Object.fromEntries(others), badge: followed ? null : settings.badge };
}

/** What was said of an account that is the same as another goes to that one, unless the same was said of it, too. */
export function mergedAccount(settings: Settings, into: Of, from: Of): Settings {
  const [key, badge] = [accountKey(into), settings.badge];
  const own = byAccount.map((field) => {
    const all: Readonly<Record<string, unknown>> = settings[field];
    const value = [...keysOf(into), ...keysOf(from)].map((one) => all[one]).find((one) => one !== undefined);
    return [field, value] as const;
  });
  const left = withoutAccount(withoutAccount(settings, from), into);
  const next = own.map(([field, value]) => [
    field,
    value === undefined ? left[field] : { ...left[field], [key]: value },
  ]);
  const begin = `${accountKey(from)}/`;
  const followed = badge?.startsWith(begin) === true ? `${key}/${badge.slice(begin.length)}` : badge;
  return { ...left, ...Object.fromEntries(next), badge: followed };
}
