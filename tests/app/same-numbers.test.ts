import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { badgeOf } from '@/core/app/badge.ts';
import type { Card } from '@/core/app/card.ts';
import { calendarEntries } from '@/core/app/dashboard/calendar.ts';
import { costTables } from '@/core/app/dashboard/costs.ts';
import { creditPlaces } from '@/core/app/dashboard/credits.ts';
import { fansOf } from '@/core/app/dashboard/fans.ts';
import { workshops } from '@/core/app/dashboard/planner.ts';
import { planScreenOf } from '@/core/app/plan-screen.ts';
import { type Selection, type Shown, screenOf } from '@/core/app/view.ts';
import type { Snapshot } from '@/core/domain/account.ts';
import type { Settings } from '@/core/domain/settings.ts';
import { day, hour, minute, second } from '@/core/domain/time.ts';
import { providers } from '@/core/providers/index.ts';
import { quantity } from '@/core/words/names.ts';
import { wordsFor } from '@/core/words/words.ts';
import { lived } from '../life.ts';
import { scenarios } from '../scenarios.ts';
import { yearOf, yearsSettings } from '../year.ts';
import { histories } from './histories.ts';
import { born, lived as livedOn } from './life.ts';
import { facts } from './story.ts';

const noon = Date.parse('2026-11-22T20:00:00Z');
const own: readonly Shown[] = providers.map(({ watch, facts }) => ({ id: watch.id, facts }));
const words = wordsFor('en', 'America/Los_Angeles');
const offsetAt = (at: number) => -new Date(at).getTimezoneOffset();
const looking = (snapshot: Snapshot, settings: Settings, now: number, services = own): Selection => ({
  ...{ snapshot, services, settings, words },
  conditions: { now, offset: offsetAt(now), offsetAt, online: true, noAccess: [], needsReload: [] },
});

const meters = ({ meters, more, balances }: Card) => [
  ...[...meters, ...more.meters],
  ...[...balances, ...more.balances].flatMap(({ cycle }) => cycle ?? []),
];
const credits = ({ balances, more }: Card) => [...balances, ...more.balances].find(({ id }) => id === 'credits');

/** Every number of the popup, against each place of the dashboard that shows it, too. How many were compared. */
function compare(selection: Selection): number {
  const { snapshot, services, settings, conditions } = selection;
  const screen = screenOf(snapshot, services, settings, words, conditions);
  const places = creditPlaces(selection);
  const tables = costTables(selection);
  const shops = workshops(selection);
  const entries = calendarEntries(selection);
  const plans = planScreenOf(selection);
  let compared = 0;
  const same = (one: unknown, other: unknown, what: string) => {
    expect(one, what).toEqual(other);
    compared++;
  };
  for (const card of screen.cards) {
    const key = `${card.provider}/${card.owner}`;
    const all = meters(card);
    // Percent used, when it comes back, and whether it lasts: beside the card, as a drawing.
    for (const fan of fansOf(card, selection)) {
      const meter = all.find(({ id }) => id === fan.meter);
      same(fan.used, meter?.used, `${fan.key} used`);
      if (meter?.lasting != null) same(fan.finding, meter.lasting.text, `${fan.key} lasts`);
      const reset = meter?.reset?.iso;
      if (reset !== undefined && fan.resetsAt !== null)
        same(
          Math.abs(fan.resetsAt - Date.parse(reset)) < minute,
          true,
          `${fan.key} resets ${new Date(fan.resetsAt).toISOString()} ${reset}`,
        );
    }
    // Credits left: credits, costs, planner.
    const balance = credits(card);
    if (balance?.value != null && balance.value >= 0 && balance.value < Number.POSITIVE_INFINITY) {
      const left = quantity(words, balance.value, 'credits');
      const place = places.find((one) => one.key === key);
      if (place !== undefined && !place.finding.includes(words.t('credits.left-unknown')))
        same(
          place.finding.startsWith(words.t('credits.left', { amount: left })),
          true,
          `${key} left: ${place.finding}`,
        );
      const table = tables.find((one) => one.key === key);
      if (table !== undefined && table.left !== null) same(table.left, left, `${key} costs`);
      const shop = shops.find((one) => one.key === key);
      if (shop !== undefined && shop.left !== null) same(shop.left, balance.value, `${key} planner`);
      // Expiry: the next one of the card is among those of the credits, and in the calendar with as much.
      const note = balance.notes.find((one) => /lapse/.test(one));
      if (note !== undefined && place !== undefined) {
        same(place.lapsing.map(({ text }) => text).includes(note), true, `${key} lapse: ${note}`);
        const amount = /([\d,.]+ credits?)/.exec(note)?.[1] ?? '?';
        const lapses = entries.filter(({ uid }) => uid.startsWith(`${card.provider}-${card.account}-lapse`));
        same(lapses[0]?.title.includes(amount), true, `${key} calendar: ${note} ${lapses[0]?.title}`);
      }
    }
    // Resets that a calendar has are those that are counted down to.
    for (const meter of card.meters.concat(card.more.meters)) {
      const uid = `${card.provider}-${card.account}-reset-${meter.id.replace(/[^A-Za-z0-9.]+/g, '-')}@nokori`;
      const entry = entries.find((one) => one.uid === uid);
      if (entry === undefined || meter.reset === null) continue;
      same(entry.at, Date.parse(meter.reset.iso), `${uid} at`);
      same(meter.reset.countdown.endsWith(words.duration(entry.at - conditions.now)), true, `${uid} countdown`);
    }
    // The budget.
    const budget = plans.budgets.find((one) => one.key === key);
    const bar = budget?.bars.find(({ id }) => id === 'budget');
    const said = [...card.planNotes, ...card.warnings.flatMap((one) => (one.kind === 'budget' ? [one.text] : []))];
    if (bar?.share != null && said.length > 0) {
      const numbers = bar.text.match(/[\d,.]*\d/g) ?? [];
      same(
        numbers.length > 1 && numbers.slice(0, 2).every((one) => said.join(' ').includes(one)),
        true,
        `${said} ${bar.text}`,
      );
    }
  }
  // The toolbar says no other number than the cards.
  const { text } = badgeOf(screen, words, settings.badge);
  const figures = screen.cards.flatMap((card) => [
    ...meters(card).map(({ figure }) => figure),
    ...[...card.balances, ...card.more.balances].map(({ short }) => short),
    card.estimate?.short ?? null,
  ]);
  if (text !== '' && text !== '!') same(figures.includes(text), true, `badge ${text}`);
  return compared;
}

const moments = [0, 17 * second, 40 * minute, 3 * hour, day, 6 * day, 20 * day, 45 * day, 300 * day];

describe('what the popup and the dashboard say', () => {
  let lives: Readonly<Record<string, Snapshot>> = {};
  beforeAll(() => {
    lives = { ...scenarios(noon), lived: lived(noon), year: yearOf(noon, { days: 73, times: 1 }).snapshot };
  }, 120_000);

  test('is the same for everybody who was made up, whenever they look', () => {
    let compared = 0;
    for (const snapshot of Object.values(lives))
      for (const after of moments)
        for (const show of ['used', 'left'] as const)
          compared += compare(looking(snapshot, { ...yearsSettings(noon), show }, noon + after));
    expect(compared).toBeGreaterThan(1_000);
  });

  test('is the same at any moment of the two months and the year that were lived', () => {
    fc.assert(
      fc.property(fc.constantFrom('lived', 'year'), fc.integer({ min: 0, max: 60 * day }), (name, after) => {
        const snapshot = lives[name];
        if (snapshot === undefined) throw new Error(`no life ${name}`);
        expect(compare(looking(snapshot, yearsSettings(noon), noon + after))).toBeGreaterThan(1);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test('is the same whatever happens', () => {
    const muse: readonly Shown[] = [{ id: 'muse', facts: { ...facts, recipes: [] } }];
    fc.assert(
      fc.property(histories, fc.constantFrom(...moments), (steps, after) => {
        const life = steps.reduce(livedOn, born);
        compare(looking(life.snapshot, life.settings, life.now + after, muse));
      }),
      { numRuns: 80 },
    );
  }, 60_000);
});
