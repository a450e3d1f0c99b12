import { describe, expect, test } from 'vitest';
import { nextSteps } from '@/core/app/dashboard/next.ts';
import { defaultSettings, type Settings } from '@/core/domain/settings.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import { type Locale, wordsFor } from '@/core/words/words.ts';
import { muse, screen, zone } from '../looking.ts';
import { credits, facts, fails, fiveHours, later, offset, play, sole, stop, tells, weekly } from '../story.ts';

type Reads = Parameters<typeof play>[0];

const selling = {
  ...facts,
  purchases: { validMonths: { value: 12, source: 'invented for tests', date: '2026-11' }, perCredit: null },
};

/** What stands on the card at a time, and what there is to do. */
function at(now: number, reads: Reads, settings: Settings = defaultSettings, locale: Locale = 'en') {
  const services = [{ ...muse, facts: selling }];
  const { snapshot } = play(reads, { settings, facts: selling });
  const words = wordsFor(locale, zone);
  const conditions = { now: later(now), offset, online: true, noAccess: [], needsReload: [] };
  const card = sole(screen(snapshot, { ...conditions, settings, locale, services }).cards);
  return { card, words, steps: nextSteps(card, { snapshot, services, settings, words, conditions }) };
}
/** Half an hour into a window of five hours, and burning fast. */
const burning = [10, 20, 30, 40, 50, 60].map((used, n) =>
  tells(fiveHours(used, { resetsAt: later(4.5 * hour) }), { at: later(n * 8 * minute) }),
);
const growing = (shares: readonly number[], back: number) =>
  shares.map((used, n) => tells(weekly(used, { resetsAt: later(back) }), { at: later(n * 8 * hour) }));

describe.each(['en', 'ja'] as const)('what to do, in %s', (locale) => {
  test('is to move heavy work behind a reset that comes too late', () => {
    const { card, words, steps } = at(42 * minute, burning, defaultSettings, locale);
    const meter = sole(card.meters);
    expect(meter.lasting?.runsOutIn).toBeGreaterThan(0);
    expect(steps).toEqual([words.t('next.move', { meter: meter.name, moment: meter.reset?.moment ?? '?' })]);
  });

  test('is to keep to so much a day where it may get tight, as the card reckons it', () => {
    const tight = at(2.4 * day, growing([4, 12, 18, 26, 33, 41, 48, 56], 5 * day), defaultSettings, locale);
    const { lasting, name } = sole(tight.card.meters);
    expect([lasting?.level, lasting?.runsOutIn]).toEqual(['notice', null]);
    const { amount = '?', date = '?', today = null } = lasting?.daily ?? {};
    expect(lasting?.evidence[0]).toContain(amount);
    expect(tight.steps).toEqual([
      today === null
        ? tight.words.t('next.pace', { meter: name, amount, date })
        : tight.words.t('next.pace-used', { meter: name, amount, date, today }),
    ]);
  });

  test('is that, too, where it will run out days before it comes back', () => {
    const { card, words, steps } = at(1.1 * day, growing([20, 40, 60, 80], 5 * day), defaultSettings, locale);
    const { lasting, name } = sole(card.meters);
    expect(lasting?.runsOutIn).toBeGreaterThan(0);
    const { amount = '?', date = '?' } = lasting?.daily ?? {};
    expect(steps.join()).toContain(words.t('next.pace', { meter: name, amount, date }).replace(/[.。]$/, ''));
  });

  test('is to go on where it will probably last', () => {
    const { card, words, steps } = at(2.4 * day, growing([1, 2, 3, 4, 5, 6, 7], 5 * day), defaultSettings, locale);
    expect(sole(card.meters).lasting?.level).toBe('none');
    expect(steps).toEqual([words.t('next.go-on')]);
  });

  test('is to wait with what is not urgent where it is used up', () => {
    const { card, words, steps } = at(minute, [tells(weekly(100))], defaultSettings, locale);
    expect(steps).toEqual([
      words.t('next.wait', {
        meter: sole(card.meters).name,
        moment: sole(card.meters).reset?.moment ?? '?',
      }),
    ]);
  });

  test('is nothing where little was used and nothing can be foreseen yet', () => {
    const { words, steps } = at(minute, [tells(weekly(1))], defaultSettings, locale);
    expect(steps).toEqual([words.t('next.calm')]);
  });

  test('is to keep what is left where much was used and nothing can be foreseen', () => {
    const { card, words, steps } = at(minute, [tells(weekly(85, { length: null }))], defaultSettings, locale);
    expect(sole(card.meters).lasting).toBeNull();
    expect(steps).toEqual([words.t('next.spare', { meter: sole(card.meters).name })]);
  });
});

describe('what to do', () => {
  test('names the two most urgent limits, the one that is used up first', () => {
    const third = weekly(88, { feature: 'spark', label: { name: 'Spark' }, length: null });
    const both = at(minute, [tells([weekly(84, { length: null }), fiveHours(100), third])]);
    expect(both.steps).toHaveLength(2);
    expect(both.steps[0]).toContain('5-hour');
    expect(both.steps[1]).toContain('Spark');
  });

  test('is not to stop with everything where the uses of a single feature are gone', () => {
    const images = credits(0, { feature: 'images', label: 'images', unit: 'uses', blocked: true });
    const { words, steps } = at(minute, [tells([credits(500), images])]);
    expect(steps).not.toContain(words.t('notice.limit-reached.todo-stops'));
  });

  test('is left to the card where something is wrong, and where nothing is known', () => {
    const broken = at(day, [tells(weekly(60)), fails('changed-shape', { status: 200, at: later(hour) })]);
    expect([broken.card.trouble === null, broken.steps]).toEqual([false, []]);
    expect(at(minute, []).steps).toEqual([]);
  });

  test('says what is possible still where credits are used up, or the service stops without a number', () => {
    const { words, steps } = at(minute, [tells(credits(0))]);
    expect(steps).toEqual([words.t('notice.limit-reached.todo-stops')]);
    const stopped = at(minute, [tells([weekly(10), stop()])]);
    expect(stopped.card.level).toBe('critical');
    expect(stopped.steps).toEqual([words.t('notice.limit-reached.todo-unknown')]);
  });

  test('is to plan for credits that lapse once people are reminded of them, and not before', () => {
    const grant = (expires: number) =>
      tells(
        { kind: 'grant', id: 'p', at: later(-60 * day), credits: 400, expiresAt: later(expires) },
        { watch: 'log' },
      );
    const soon = at(minute, [grant(20 * day), tells(credits(400))]);
    const long = at(minute, [grant(40 * day), tells(credits(400))]);
    expect(soon.steps.join()).toMatch(/^400 credits lapse on /);
    expect(long.steps).toEqual([long.words.t('next.calm')]);
  });

  test('is to answer what is asked', () => {
    const { card, words, steps } = at(2 * hour, [
      tells(credits(100, { pool: 'shared' })),
      ...[1, 2].map((n) => tells(credits(600, { pool: 'shared' }), { at: later(n * hour) })),
    ]);
    expect(card.bought).not.toBeNull();
    expect(steps).toContain(words.t('next.answer'));
  });
});
