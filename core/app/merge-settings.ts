import { unknownAccount } from '../domain/account.ts';
import { accountKey, defaultSettings, type Settings } from '../domain/settings.ts';
import { isSame } from './same.ts';

/**
 * Under which keys each field keeps something. `account`: `provider/account` · `kind`: `provider/kind of task` ·
 * `service` · `one`: it is one thing for all. A field that is not named here does not compile: what is kept by account
 * has to go when an account is forgotten, and along when it becomes another.
 */
const keptBy = {
  ...{ show: 'one', times: 'one', badge: 'one', thresholds: 'one', language: 'one', notify: 'one' },
  ...{ quietHours: 'one', snoozedUntil: 'one', paused: 'one', stopped: 'one', askAgain: 'one', askAgainNot: 'one' },
  ...{ firstRun: 'one', caps: 'one', shares: 'one', review: 'one', planning: 'one', jobs: 'one', currentJob: 'one' },
  ...{ names: 'account', entered: 'account', budgets: 'account', planned: 'account' },
  ...{ askFirst: 'service', unasked: 'kind' },
} as const satisfies { readonly [Field in keyof Settings]: KeptBy<Settings[Field]> };

type KeptBy<Value> = string extends keyof Value ? 'account' | 'kind' | 'service' : 'one';
type Field = keyof Settings;
type Named<By> = { [Of in Field]: (typeof keptBy)[Of] extends By ? Of : never }[Field];
const fieldsBy = <By extends string>(...by: readonly By[]) =>
  (Object.keys(keptBy) as Field[]).filter((field): field is Named<By> =>
    (by as readonly string[]).includes(keptBy[field]),
  );
const byAccount = fieldsBy('account');
const byName = fieldsBy('account', 'kind', 'service');

/** How things were at a moment that is over: what a file says of it is not taken over. */
const momentary: readonly Field[] = ['paused', 'snoozedUntil'];

/** Entries of a field under some keys only. */
const only = <T>(all: Readonly<Record<string, T>>, wanted: (key: string) => boolean): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(all).filter(([key]) => wanted(key)));

/**
 * Saved settings put into the present ones: what somebody has set here stays, what still stands as it is by default
 * becomes as it was saved, but for what was so at a moment only. Of what was entered of an account, the later one
 * counts. Pure.
 */
export function mergedSettings(present: Settings, saved: Settings): Settings {
  const untouched = (Object.keys(keptBy) as Field[]).filter(
    (field) => !momentary.includes(field) && isSame(present[field], defaultSettings[field]),
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
  const begin = `${provider}/`;
  const others = fieldsBy('account', 'kind').map((field) => [
    field,
    only<unknown>(settings[field], (key) => !key.startsWith(begin)),
  ]);
  return {
    ...settings,
    ...Object.fromEntries(others),
    badge: settings.badge?.startsWith(begin) === true ? null : settings.badge,
    jobs: settings.jobs.map((job) => (job.ceiling?.provider === provider ? { ...job, ceiling: null } : job)),
  };
}

type Of = { readonly provider: string; readonly account: string; readonly number: number };

/** The keys under which something may be kept of an account: what was entered while it had no name is the first one's. */
const keysOf = (of: Of) => [accountKey(of), ...(of.number === 1 ? [`${of.provider}/${unknownAccount}`] : [])];

/** Settings without what was said of one account. */
export function withoutAccount(settings: Settings, of: Of): Settings {
  const keys = keysOf(of);
  const others = byAccount.map((field) => [field, only<unknown>(settings[field], (key) => !keys.includes(key))]);
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
