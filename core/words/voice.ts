import type { EpochMs, Ms } from '../domain/time.ts';
import { day, hour, minute } from '../domain/time.ts';
import type { English } from './compiled.ts';

export type Locale = 'en' | 'ja';
export type Key = keyof English;
/** Texts of one language by their keys; plural forms by category. */
export type Texts = Readonly<Partial<Record<Key, string | Readonly<Record<string, string>>>>>;

/** The names in braces of a text. */
type Names<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type TextOf<K extends Key> = English[K] extends string ? English[K] : English[K][keyof English[K]];
type Values<K extends Key> = { readonly [Name in Names<TextOf<K>>]: string | number } & { readonly count?: number };
type Arguments<K extends Key> = [Names<TextOf<K>>] extends [never] ? [] : [Values<K>];

/** Some Monday, in UTC. */
const monday: EpochMs = Date.UTC(2026, 0, 5);

/** A number as it is written: whole from 100 on, with two decimals below; never more than there is. */
export function asShown(value: number): number {
  if (Math.abs(value) >= 100) return Math.floor(value);
  // 4.35 * 100 is a little less than 435.
  return Math.floor(Number((value * 100).toFixed(6))) / 100;
}

/** What takes its time to make, made when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Texts, numbers and times in one language and zone. Whole sentences; numbers and dates only through Intl. */
export function voiceOf(texts: Texts, locale: Locale, zone?: string) {
  const plural = once(() => new Intl.PluralRules(locale));
  const integers = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }));
  const decimals = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }));
  const inZone = zone === undefined ? {} : { timeZone: zone };
  const clock = once(() => new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', ...inZone }));
  const date = once(() => new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', ...inZone }));
  const dateAndYear = once(
    () => new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', day: 'numeric', ...inZone }),
  );
  const shortDate = once(() => new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', ...inZone }));
  const month = once(() => new Intl.DateTimeFormat(locale, { month: 'short', ...inZone }));
  const monthAndYear = once(() => new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', ...inZone }));
  const year = once(() => new Intl.DateTimeFormat(locale, { year: 'numeric', ...inZone }));
  const hourOfDay = once(() => new Intl.DateTimeFormat(locale, { hour: 'numeric', ...inZone }));
  const anyHour = once(() => new Intl.DateTimeFormat(locale, { hour: 'numeric', timeZone: 'UTC' }));
  const weekday = once(() => new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }));
  const longWeekday = once(() => new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }));
  const anyClock = once(() => new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }));
  const dayKey = once(() => new Intl.DateTimeFormat('en-CA', { ...inZone }));
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'always' }));
  const list = once(() => new Intl.ListFormat(locale, { type: 'conjunction' }));
  const either = once(() => new Intl.ListFormat(locale, { type: 'disjunction' }));

  function t<K extends Key>(key: K, ...[values]: Arguments<K>): string {
    const text = texts[key] ?? '';
    const given: Readonly<Record<string, string | number>> = values ?? {};
    const chosen =
      typeof text === 'string' ? text : (text[plural().select(Number(given.count ?? 0))] ?? text.other ?? '');
    return chosen.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = given[name];
      return typeof value === 'number' ? amount(value) : (value ?? '');
    });
  }

  const amount = (value: number): string => decimals().format(asShown(value));

  /** A length of time in its two largest units: `2 h 10 min`. */
  function duration(ms: Ms): string {
    const minutes = Math.max(0, Math.floor(ms / minute));
    const [d, h, m] = [Math.floor(minutes / 1_440), Math.floor(minutes / 60) % 24, minutes % 60];
    if (d > 0) return h > 0 ? t('time.days-hours', { d, h }) : t('time.days', { d });
    if (h > 0) return m > 0 ? t('time.hours-minutes', { h, m }) : t('time.hours', { h });
    return m > 0 ? t('time.minutes', { m }) : t('time.under-a-minute');
  }

  /** As lengths of time are written: 「2分前」, where `Intl` has a space in it. */
  function before(number: number, unit: 'minute' | 'hour' | 'day'): string {
    const text = relative().format(-Math.floor(number), unit);
    return locale === 'ja' ? text.replace(/\s/gu, '') : text;
  }

  const isSameDay = (a: EpochMs, b: EpochMs) => dayKey().format(a) === dayKey().format(b);

  return {
    locale,
    t,
    amount,
    /** An amount of money, in the way of its currency: `¥3,000`. */
    money: ({ amount, currency }: { readonly amount: number; readonly currency: string }): string =>
      new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount),
    /** `日本円 (JPY)`. */
    currency: (code: string): string =>
      `${new Intl.DisplayNames(locale, { type: 'currency' }).of(code) ?? code} (${code})`,
    list: (items: readonly string[]) => list().format(items),
    /** `a, b, or c`. */
    either: (items: readonly string[]) => either().format(items),
    /** Whole sentences one after the other; those without a fact have been left out (`null`). */
    sentences: (all: readonly (string | null)[]) =>
      all.filter((one) => one !== null && one !== '').join(locale === 'ja' ? '' : ' '),
    /** `82%`: the share used, never rounded up to a threshold it has not reached. */
    percent: (value: number) => `${integers().format(Math.floor(value))}%`,
    duration,
    /** How long it is until a moment: like a length of time, but it goes on while a screen waits to be looked at. */
    until: (at: EpochMs, now: EpochMs): string => duration(at - now),
    /** A moment as people say it: the time today, else the date, with the time where it is near. */
    moment(at: EpochMs, now: EpochMs): string {
      if (isSameDay(at, now)) return clock().format(at);
      return t('time.date-and-clock', { date: date().format(at), clock: clock().format(at) });
    },
    date: (at: EpochMs) => date().format(at),
    dateAndYear: (at: EpochMs) => dateAndYear().format(at),
    clock: (at: EpochMs) => clock().format(at),
    /** Beside axes: `Nov 22`, `Nov`, `Nov 2026`, `2026`, `3 PM`. */
    shortDate: (at: EpochMs) => shortDate().format(at),
    month: (at: EpochMs) => month().format(at),
    monthAndYear: (at: EpochMs) => monthAndYear().format(at),
    year: (at: EpochMs) => year().format(at),
    hour: (at: EpochMs) => hourOfDay().format(at),
    /** An hour of any day, 0 to 23: `3 PM`. */
    hourOfDay: (h: number) => anyHour().format(monday + h * hour),
    /** A day of the week, 0 for Monday: `Mon`. */
    weekday: (index: number) => weekday().format(monday + index * day),
    /** The same in full: `Monday`. */
    longWeekday: (index: number) => longWeekday().format(monday + index * day),
    /** A time of any day, in minutes after midnight: `9:00 AM`. */
    timeOfDay: (time: number) => anyClock().format(monday + time * minute),
    /** How long ago, in one unit: `3 minutes ago`. */
    ago(ms: Ms): string {
      if (ms < minute) return t('time.just-now');
      if (ms < hour) return before(ms / minute, 'minute');
      return ms < day ? before(ms / hour, 'hour') : before(ms / day, 'day');
    },
  };
}

export type Words = ReturnType<typeof voiceOf>;
