import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CalendarEntry, calendarEntries, foldedLines } from '@/core/app/dashboard/calendar.ts';
import { type AccountState, emptySnapshot } from '@/core/domain/account.ts';
import { addLot } from '@/core/domain/lot-entries.ts';
import { defaultSettings, type Settings } from '@/core/domain/settings.ts';
import { day, hour } from '@/core/domain/time.ts';
import { calendarText } from '@/core/platform/calendar.ts';
import { wordsFor } from '@/core/words/words.ts';
import { muse, zone } from '../app/looking.ts';
import { accountOf, ann, credits, later, noon, offset, play, tells, weekly } from '../app/story.ts';

/** What RFC 5545 says of a file, read by ourselves: lines, then properties with their parameters. */
function parsed(file: string) {
  expect(file.endsWith('\r\n')).toBe(true);
  expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  const raw = file.slice(0, -2).split('\r\n');
  for (const line of raw) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75);
  const lines = file
    .slice(0, -2)
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n');
  return lines.map((line) => {
    const [, name = '', parameters = '', value = ''] = /^([A-Z-]+)((?:;[A-Z-]+=[^:;]+)*):(.*)$/s.exec(line) ?? [];
    expect(name, line).not.toBe('');
    return { name, parameters, value };
  });
}

/** The entries of a file. Components are nested as they should be, and every entry has what it must have, once. */
function entriesOf(file: string) {
  const all = parsed(file);
  expect(all[0]).toMatchObject({ name: 'BEGIN', value: 'VCALENDAR' });
  expect(all.at(-1)).toMatchObject({ name: 'END', value: 'VCALENDAR' });
  const head = all.slice(
    0,
    all.findIndex(({ value }) => value === 'VEVENT'),
  );
  for (const name of ['VERSION', 'PRODID']) expect(head.filter((one) => one.name === name)).toHaveLength(1);
  const events: (typeof all)[] = [];
  let open: typeof all | null = null;
  for (const one of all.slice(1, -1)) {
    if (one.name === 'BEGIN') {
      expect([one.value, open]).toEqual(['VEVENT', null]);
      open = [];
    } else if (one.name === 'END') {
      expect(one.value).toBe('VEVENT');
      events.push(open ?? []);
      open = null;
    } else open?.push(one);
  }
  expect(open).toBeNull();
  return events.map((event) => {
    for (const name of ['UID', 'DTSTAMP', 'DTSTART', 'SUMMARY'])
      expect(
        event.filter((one) => one.name === name),
        name,
      ).toHaveLength(1);
    expect(event.filter(({ name }) => name === 'DTEND' || name === 'DURATION')).toHaveLength(1);
    const of = (wanted: string) => event.find(({ name }) => name === wanted);
    expect(of('DTSTAMP')?.value).toMatch(/^\d{8}T\d{6}Z$/);
    const [start, end] = [of('DTSTART'), of('DTEND')];
    if (start?.parameters === ';VALUE=DATE') {
      expect(start.value).toMatch(/^\d{8}$/);
      expect(end?.parameters).toBe(';VALUE=DATE');
      expect(Number(end?.value)).toBeGreaterThan(Number(start.value));
    } else expect(start?.value).toMatch(/^\d{8}T\d{6}Z$/);
    const text = (value = '') => value.replace(/\\([\\;,nN])/g, (_, c: string) => (c.toLowerCase() === 'n' ? '\n' : c));
    return {
      uid: of('UID')?.value ?? '',
      start: start?.value,
      title: text(of('SUMMARY')?.value),
      text: text(of('DESCRIPTION')?.value),
    };
  });
}

const words = wordsFor('en', zone);
const base = accountOf(play([tells([weekly(40), credits(900)], { at: later(-hour) })]));
const bought = (expiresAt: number, more: Partial<AccountState> = {}): AccountState => ({
  ...base,
  lots: addLot(base.lots, {
    ...{ id: `entered:1:500`, kind: 'purchased', by: 'entered', at: later(-60 * day), credits: 500, price: null },
    expiresAt,
  }),
  ...more,
});
const ahead = (account: AccountState, settings: Settings = defaultSettings, at = noon, locale: 'en' | 'ja' = 'en') =>
  calendarEntries({
    ...{ snapshot: { ...emptySnapshot, accounts: [account] }, services: [muse], settings },
    words: locale === 'en' ? words : wordsFor('ja', zone),
    conditions: { now: at, offset, online: true, noAccess: [], needsReload: [] },
  });
const file = (entries: readonly CalendarEntry[]) => calendarText(entries, noon);

describe('a calendar file', () => {
  test('has one calendar month before credits lapse as a whole day, and the lapse itself in UTC', async () => {
    const all = entriesOf(await file(ahead(bought(Date.parse('2027-03-31T20:00:00Z')))));
    expect(all.filter(({ uid }) => uid.includes('entered'))).toMatchObject([
      { start: '20270228', title: 'Muse: 500 credits lapse in one month' },
      { start: '20270331T200000Z', title: 'Muse: 500 credits lapse' },
    ]);
    expect(all.map(({ text }) => text).join()).toContain('500 credits lapse on March 31, 2027. After that');
  });

  test('has no reminder whose day has passed', () => {
    const uids = ahead(bought(later(10 * day))).map(({ uid }) => uid);
    expect(uids.some((uid) => uid.includes('month-before'))).toBe(false);
    expect(uids.some((uid) => uid.includes('lapse'))).toBe(true);
  });

  test('has resets of a day or more at their moment, and renewals on the day somebody has entered', async () => {
    const settings = { ...defaultSettings, entered: { [`muse/${ann}`]: { renewalDay: 6, monthly: null, at: 0 } } };
    const all = entriesOf(await file(ahead(base, settings)));
    const reset = base.windows[0]?.resetsAt ?? 0;
    expect(all).toContainEqual(
      expect.objectContaining({
        title: 'Muse: the weekly limit comes back',
        start: new Date(reset).toISOString().replace(/[-:]|\.\d+/g, ''),
      }),
    );
    expect(all).toContainEqual(expect.objectContaining({ title: 'Muse: the plan is renewed', start: '20261206' }));
  });

  test('calls the same thing the same next time, and never two things alike', () => {
    const uids = (at: number) => ahead(bought(later(200 * day)), defaultSettings, at).map(({ uid }) => uid);
    expect(uids(noon)).toEqual(uids(later(hour)));
    expect(new Set(uids(noon)).size).toBe(uids(noon).length);
    expect(uids(noon).join()).not.toContain(ann);
  });

  test('is valid in Japanese, and whatever a title or a text holds', async () => {
    const japanese = entriesOf(await file(ahead(bought(later(200 * day)), defaultSettings, noon, 'ja')));
    expect(japanese.map(({ title }) => title)).toContain('Muse：500クレジットがあと1か月で失効します');
    const texts = fc.string({ unit: 'grapheme', maxLength: 300 }).filter((text) => !/[\p{Cc}\p{Cs}]/u.test(text));
    const entries = fc.array(
      fc.record({
        uid: fc.uuid(),
        at: fc.integer({ min: noon, max: later(900 * day) }),
        wholeDay: fc.boolean(),
        title: texts.map((text) => `t${text}`),
        text: texts.map((text) => `t${text}`),
      }),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(entries, async (all) => {
        const read = entriesOf(await file(all));
        expect(read.map(({ uid, title, text }) => ({ uid, title, text }))).toEqual(
          all.map(({ uid, title, text }) => ({ uid, title, text })),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('is folded without a change of what it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const line = text.replace(/[\r\n]/g, '');
        expect(foldedLines(line).replaceAll('\r\n ', '')).toBe(line);
      }),
    );
  });
});

test('no name begins a line of its own, whatever signs it has', async () => {
  const name = 'Acme\r\nBEGIN:VEVENT\rX-EVIL:1\u2028\u0085\u0000\u001b[1m\tend';
  const one: CalendarEntry = { uid: 'a@nokori', at: noon, wholeDay: false, title: name, text: name };
  const file = await calendarText([one], noon);
  expect(file.replaceAll('\r\n', '')).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
  const names = parsed(file).map(({ name, value }) => `${name}:${value}`);
  expect(names.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1);
  expect(names.filter((line) => line.startsWith('X-EVIL'))).toEqual([]);
  expect(names).toContain('SUMMARY:Acme BEGIN:VEVENT X-EVIL:1 [1m end');
});
