import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { absorbLeft, noEvidence } from '@/core/domain/resets/evidence.ts';
import { nextReset } from '@/core/domain/resets/next-reset.ts';
import { billingDayPrior, billingPrior, dailyGrantPrior } from '@/core/domain/resets/rule.ts';
import { triggerBelief } from '@/core/domain/resets/trigger.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import { ask, at, dailyLooks, follow, look } from './days.ts';

describe('before a rule is known', () => {
  test('nothing is said', () => {
    expect(ask(noEvidence, at(0))).toBeNull();
    expect(ask(follow([look(at(0), 80)]), at(0))).toMatchObject({ refills: 0, due: null, visit: null });
  });
});

describe('credits that come back at 09:00 UTC every day', () => {
  const learned = follow(dailyLooks(10, [7, 8.5, 9.5, 20], 9));

  test('are foretold between the looks around it, and the rule is named', () => {
    const answer = ask(learned, at(9, 20));
    expect(answer).toMatchObject({ rule: 'daily-utc', refills: 10 });
    const { earliest, latest } = answer?.due ?? { earliest: 0, latest: 0 };
    expect(earliest).toBeGreaterThan(at(10, 8.4));
    expect(latest).toBeLessThan(at(10, 9.6));
    expect(answer?.due?.at).toBeGreaterThan(at(10, 8.5));
  });

  test('are learned in spite of one wrong reading', () => {
    for (const wrong of [look(at(10, 3), 97), look(at(10, 3), 3), look(at(9, 22), 71)]) {
      const answer = ask(
        follow([wrong, look(at(10, 8.5), 40), look(at(10, 9.5), 100), look(at(10, 20), 70)], learned),
        at(10, 20),
      );
      expect(answer?.due?.earliest).toBeLessThan(at(11, 9));
      expect(answer?.due?.latest).toBeGreaterThan(at(11, 9));
      expect(answer?.due?.latest).toBeLessThan(at(11, 24));
    }
  });

  test('stay within the interval when one stale reading puts the refill after the time it came', () => {
    const stale = [look(at(10, 7), 80), look(at(10, 8.5), 70), look(at(10, 9.25), 70), look(at(10, 9.5), 100)];
    const due = ask(follow(stale, learned), at(10, 9.5))?.due;
    expect(due?.earliest).toBeGreaterThan(at(11, 8));
    expect(due?.earliest).toBeLessThan(at(11, 9));
    expect(due?.latest).toBeGreaterThan(at(11, 9));
  });

  test('are foretold for the next day once the time has passed unseen', () => {
    expect(ask(learned, at(12, 12))?.due?.earliest).toBeGreaterThan(at(13, 8.4));
  });

  test('may have come already while the time is passing', () => {
    const due = ask(learned, at(10, 9))?.due;
    expect(due?.earliest).toBeLessThan(at(10, 9));
    expect(due?.latest).toBeGreaterThan(at(10, 9));
  });

  test('ask for no visit while the interval is within the hour or so', () => {
    const narrow = follow(dailyLooks(10, [8.75, 9.2, 20], 9));
    expect(ask(narrow, at(9, 20))?.visit).toBeNull();
  });

  test('ask for one visit in the middle of a wide interval', () => {
    const wide = follow(dailyLooks(12, [6, 12, 20], 9));
    const answer = ask(wide, at(11, 20));
    expect(answer?.visit).toBeGreaterThan(at(12, 7));
    expect(answer?.visit).toBeLessThan(at(12, 11));
    expect(answer?.useFirst).toBe(false);
    // All is there at noon: until something is used, a refill would not show.
    expect(ask(wide, at(11, 12.1))?.useFirst).toBe(false);
    expect(ask(follow([look(at(12, 12), 100)], wide), at(12, 12.1))).toMatchObject({ useFirst: true });
  });
});

describe('credits that come back 24 hours after the first use', () => {
  const uses = [0, 1.2, 2.5, 3.6, 5, 6.3, 7.5, 8.7, 10];
  const learned = follow(
    uses.flatMap((days) => [
      look(at(days, 1), 100),
      look(at(days, 1.1), 60),
      look(at(days + 1, 0.9), 60),
      look(at(days + 1, 1.15), 100),
    ]),
  );

  test('have no time while nothing is used', () => {
    expect(ask(learned, at(11, 2))).toMatchObject({ rule: 'after-first-use', due: null, waitsFor: 'use' });
  });

  test('are no less likely for a day that began with a wrong look, however long nothing came', () => {
    const cycle = { firstUse: { after: at(0), upTo: at(0, 0.1) }, exhausted: null };
    const waited = (days: number) =>
      triggerBelief('after-first-use', {
        ...noEvidence,
        cycle,
        quiets: [{ after: at(1, 1), upTo: at(1 + days), weight: 1, sure: true }],
      }).logLikelihood;
    expect(waited(1)).toBeLessThan(-1);
    expect(waited(9)).toBeGreaterThan(waited(1) - 1);
  });

  test('are foretold from the first use', () => {
    const answer = ask(follow([look(at(12), 100), look(at(12, 0.2), 50)], learned), at(12, 1));
    expect(answer).toMatchObject({ rule: 'after-first-use', waitsFor: null });
    expect(answer?.due?.earliest).toBeGreaterThan(at(13) - 2 * minute);
    expect(answer?.due?.latest).toBeLessThan(at(13, 0.3));
  });
});

describe('a billing day', () => {
  const renewals = ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31'].map((date) =>
    Date.parse(`${date}T04:00Z`),
  );
  const looks = Array.from({ length: 110 }, (_, index) => {
    const when = Date.parse('2026-01-20T12:00Z') + index * day;
    const last = renewals.findLast((one) => one <= when) ?? Date.parse('2025-12-31T04:00Z');
    return look(when, 100 - Math.floor(((when - last) / day) * 2));
  });

  test('is known within two cycles though nobody was asked', () => {
    const now = Date.parse('2026-03-10T12:00Z');
    const answer = ask(follow(looks.filter((one) => one.at <= now)), now, billingPrior);
    expect(answer?.due?.earliest).toBeLessThanOrEqual(renewals[2] ?? 0);
    expect(answer?.due?.latest).toBeGreaterThanOrEqual(renewals[2] ?? 0);
  });

  test('at the end of the month is held through months of any length', () => {
    for (const [turn, renewal] of renewals.entries()) {
      if (turn < 3) continue;
      const now = renewal - 5 * day;
      const due = ask(follow(looks.filter((one) => one.at <= now)), now, billingPrior)?.due;
      expect(due?.earliest).toBeLessThan(renewal);
      expect(due?.latest).toBeGreaterThan(renewal);
      expect((due?.latest ?? 0) - (due?.earliest ?? 0)).toBeLessThan(2 * day);
    }
  });

  test('that was named is believed before anything was seen, and an impossible one is not', () => {
    const now = Date.parse('2026-02-10T00:00Z');
    const answer = ask(follow([look(now, 80)]), now, { ...billingDayPrior(17), weights: { 'monthly-utc': 1 } });
    expect(answer?.due?.earliest).toBeGreaterThanOrEqual(Date.parse('2026-02-17T00:00Z') - hour);
    expect(answer?.due?.latest).toBeLessThanOrEqual(Date.parse('2026-02-18T00:00Z') + hour);
    expect(billingDayPrior(0)).toBe(billingPrior);
  });
});

describe('any readings at all', () => {
  const number = fc.oneof(fc.double(), fc.integer({ min: -10, max: 200 }));
  const reading = fc.record({
    at: fc.oneof(fc.double(), fc.integer({ min: at(0), max: at(60) })),
    left: number,
    full: fc.option(number),
    granted: fc.boolean(),
  });

  test('give an answer in order, or none, and state that survives JSON', () => {
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 40 }), number, (readings, offset) => {
        const evidence = follow(readings);
        expect(JSON.parse(JSON.stringify(evidence))).toEqual(evidence);
        for (const prior of [dailyGrantPrior, billingPrior, { weights: {}, guesses: [] }]) {
          const answer = nextReset(evidence, at(60), { prior, offsetAt: () => offset });
          if (answer?.due == null) continue;
          expect(answer.due.earliest).toBeLessThanOrEqual(answer.due.at);
          expect(answer.due.at).toBeLessThanOrEqual(answer.due.latest + 1);
          expect(answer.due.latest).toBeGreaterThan(at(60));
          expect(answer.confidence).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('that come late or twice change nothing', () => {
    fc.assert(
      fc.property(fc.array(reading, { minLength: 1, maxLength: 30 }), (readings) => {
        const evidence = follow(readings);
        const again = readings.filter((one) => one.at <= (evidence.last?.at ?? Number.NEGATIVE_INFINITY));
        expect(again.reduce(absorbLeft, evidence)).toEqual(evidence);
      }),
      { numRuns: 100 },
    );
  });

  test('stay within bounds however long they go on', () => {
    const long = follow(dailyLooks(400, [7, 8.5, 9.5, 20], 9));
    expect(JSON.stringify(long).length).toBeLessThan(25_000);
    expect(ask(long, at(399, 20))?.due?.latest).toBeLessThan(at(400, 9.6));
  });

  test('learned one by one or read from storage halfway are the same', () => {
    const looks = dailyLooks(12, [7, 9.5, 20], 9);
    const half = JSON.parse(JSON.stringify(follow(looks.slice(0, 17)))) as typeof noEvidence;
    expect(follow(looks.slice(17), half)).toEqual(follow(looks));
  });
});
