import { describe, expect, test } from 'vitest';
import { type FoundCredits, seenCycles } from '@/core/app/dashboard/seen-cycles.ts';
import { creditsWanted, waysOn } from '@/core/app/dashboard/ways-on.ts';
import type { ObservationRow, SpendingRow } from '@/core/app/rows.ts';
import type { Selection } from '@/core/app/view.ts';
import { emptySnapshot } from '@/core/domain/account.ts';
import type { Settings } from '@/core/domain/settings.ts';
import { day, type EpochMs, hour } from '@/core/domain/time.ts';
import type { Facts } from '@/core/providers/provider.ts';
import { en } from '../looking.ts';
import {
  accountOf,
  ann,
  credits,
  entering,
  facts,
  later,
  noon,
  offset,
  onPlan,
  plain,
  play,
  sole,
  tells,
} from '../story.ts';

const figure = <T>(value: T) => ({ value, source: 'invented for tests', date: '2026-11' });
const dollars = (amount: number) => figure({ amount, currency: 'USD' as const });
const shop: Facts = {
  ...facts,
  plans: {
    free: {
      name: 'Free',
      paid: false,
      monthly: null,
      rank: 0,
      grant: figure({ credits: 100, every: 'day', exact: true }),
    },
    plus: {
      name: 'Plus',
      paid: true,
      monthly: dollars(25),
      rank: 1,
      grant: figure({ credits: 10_000, every: 'month', exact: false }),
    },
    pro: {
      name: 'Pro',
      paid: true,
      monthly: dollars(250),
      rank: 2,
      grant: figure({ credits: 125_000, every: 'month', exact: false }),
    },
  },
  purchases: {
    validMonths: figure(3),
    perCredit: null,
    offer: figure({ sold: [{ credits: 5_000, price: { amount: 20, currency: 'USD' } }], certain: true }),
    notFor: figure(['free']),
  },
};

/** The cycle renews on the 6th: those that end on 6 November, 6 October … are over. */
const renewal = Date.parse('2026-12-06T08:00:00Z');
const months = [7, 8, 9, 10, 11].map((month) => Date.UTC(2026, month - 1, 6, 8));
const reading = (from: EpochMs, value: number, until = from): ObservationRow => ({
  ...{ provider: 'muse', account: ann, meter: 'credits', from, until, value },
  ...{ unit: 'credits', resetsAt: null, blocked: null, watch: 'numbers', via: 'page' },
});
const spending = (to: EpochMs, amount: number): SpendingRow => ({
  ...{ provider: 'muse', account: ann, id: `${to}:1`, from: to - hour, to, task: null, credits: amount },
  ...{ how: 'unattributed', running: [], failed: false },
});
/** So much of each cycle, looked at closely from the first boundary on; the last cycle is the one that is over. */
const lived = (...used: readonly number[]): FoundCredits => {
  const starts = months.slice(-1 - used.length, -1);
  return {
    since: starts[0] ?? null,
    spending: used.map((amount, n) => spending((starts[n] ?? 0) + 10 * day, amount)),
    readings: starts.flatMap((from, n) => [
      reading(from + hour, 10_000, from + 9 * day),
      reading(from + 10 * day, Math.max(0, 10_000 - (used[n] ?? 0)), (months.at(n - used.length) ?? 0) - hour),
    ]),
  };
};

const selection = (plan: string, settings: Settings = entering({ monthly: 10_000 }), own: Facts = shop): Selection => {
  const account = accountOf(
    play([tells([credits(6_000), onPlan(plan, renewal)], { at: later(-hour) })], { facts: own, settings }),
  );
  return {
    ...{
      snapshot: { ...emptySnapshot, accounts: [account] },
      services: [{ id: 'muse', facts: own }],
      settings,
      words: en,
    },
    conditions: { now: noon, offset, online: true, noAccess: [], needsReload: [] },
  };
};
const view = (found: FoundCredits, of: Selection = selection('plus')) =>
  sole(waysOn(of, new Map([[`muse/${ann}`, found]])));

describe('wait, buy, or a bigger plan', () => {
  test('asks the record from the oldest cycle on', () => {
    expect(creditsWanted(selection('plus'))).toEqual([
      { provider: 'muse', account: ann, from: Date.UTC(2026, 4, 6, 8) },
    ]);
  });

  test('cannot tell before a whole cycle was seen, and says when it will', () => {
    const { finding, sure, rows } = view({ ...lived(8_000), since: later(-10 * day) });
    expect(rows).toEqual([]);
    expect(finding).toBe('It cannot be told yet: no whole cycle has been seen from its begin to its end.');
    expect(sure).toBe('The first one ends on January 6.');
    expect(view({ ...lived(8_000), since: Date.UTC(2026, 10, 6, 12) }).sure).toBe('The first one ends on December 6.');
  });

  test('says that waiting cost nothing where the plan was enough', () => {
    const { finding, sure, rows } = view(lived(8_000));
    expect(finding).toContain('waiting cost nothing');
    expect(sure).toBe('It rests on 1 whole cycle. One may have been an exception.');
    expect(sole(rows)).toMatchObject({
      used: '8,000 credits',
      packs: 'none needed',
      cheapest: 'waiting',
      best: 'stay',
    });
  });

  test('weighs packs against the next plan, cycle by cycle, the newest first', () => {
    const { finding, rows, bigger } = view(lived(12_000, 16_000, 9_000));
    expect(finding).toBe(
      'In the last 3 whole cycles 8,000 credits went beyond the plan. Packs would have been cheapest: $40.00, against $675.00 more for Pro.',
    );
    expect(bigger).toBe('Pro');
    expect(rows.map(({ used, packs, wait }) => [used, packs, wait])).toEqual([
      ['9,000 credits', 'none needed', 'nothing would have waited'],
      // 3,000 were left of the first pack.
      ['16,000 credits', '$20.00', '6,000 credits would have waited'],
      ['12,000 credits', '$20.00', '2,000 credits would have waited'],
    ]);
    expect(rows[1]?.bigger).toBe('$225.00 more');
  });

  test('says of a service that sells no packs that it sells none, with the day', () => {
    const closed = {
      ...shop,
      purchases: { validMonths: null, perCredit: null, offer: figure({ sold: [], certain: true }) },
    };
    const settings: Settings = {
      ...entering({ monthly: 10_000 }),
      budgets: {
        [`muse/${ann}`]: { amount: 50, currency: 'USD', price: { paid: 20, credits: 5_000 }, period: 'month' },
      },
    };
    const { finding, rows, reasons } = view(lived(12_000), selection('plus', settings, closed));
    expect(sole(rows)).toMatchObject({ packs: 'none are sold', best: 'bigger', cheapest: 'Pro' });
    expect(reasons.join(' ')).toContain('Muse sells no packs at the moment');
    expect(finding).toContain('Pro would have covered it: $225.00 more.');
  });

  test('reckons with what somebody pays, and converts nothing', () => {
    const price = { paid: 4_000, credits: 10_000 };
    const settings: Settings = {
      ...entering({ monthly: 10_000 }),
      budgets: { [`muse/${ann}`]: { amount: 8_000, currency: 'JPY', price, period: 'month' } },
    };
    const { rows, reasons, finding } = view(lived(12_000), selection('plus', settings));
    expect(sole(rows)).toMatchObject({ packs: '¥800', best: 'open' });
    expect(reasons.join(' ')).toContain('Nothing is converted');
    expect(finding).toContain('cannot be told');
  });

  test('does not take the smallest size’s price for that of another size', () => {
    const { reasons, rows } = view(lived(30_000), selection('plus', entering({ monthly: 20_000 })));
    expect(reasons[0]).toBe('Your plan: Plus with 20,000 credits a cycle. What this size costs is not known here.');
    expect(sole(rows)).toMatchObject({ bigger: 'not known', packs: '$40.00', best: 'packs' });
    expect(sole(rows).cheapest).toBe('packs, as far as known');
  });

  test('carries what is left of a pack into the next cycle, and says so', () => {
    expect(view(lived(12_000, 11_000)).rows.map(({ packs }) => packs)).toEqual(['none, one still served', '$20.00']);
  });

  test('says so where calendar months stand in for cycles that nobody knows', () => {
    const of = selection('plus');
    const [account] = of.snapshot.accounts;
    if (account === undefined) throw new Error('no account');
    const blind = { ...of, snapshot: { ...of.snapshot, accounts: [{ ...account, renewal: null, cycle: null }] } };
    expect(view(lived(12_000), blind).reasons).toContain(en.t('budget.period-unknown'));
    expect(view(lived(12_000), of).reasons).not.toContain(en.t('budget.period-unknown'));
  });

  test('says that nothing was left, since more may have been wanted', () => {
    expect(view(lived(10_000)).sure).toContain('In 1 of them nothing was left at some time');
    expect(sole(view(lived(10_000)).rows).ranOut).toBe('nothing was left at some time');
  });

  test('compares nothing where credits come every day, or where nobody knows how many come', () => {
    expect(view(lived(100), selection('free', plain))).toMatchObject({
      rows: [],
      finding: en.t('ways.daily'),
      before: [],
    });
    expect(view(lived(100), selection('plus', plain))).toMatchObject({
      rows: [],
      finding: en.t('ways.monthly-unknown'),
    });
  });
});

describe('a cycle that was not looked at closely', () => {
  const [from = 0, to = 0] = months.slice(-2);
  const period = { from, to, by: 'cycle' as const };
  const used = (readings: readonly ObservationRow[]) =>
    sole(seenCycles({ since: from, readings, spending: [spending(from + 5 * day, 4_000)] }, [period], 10_000, noon))
      .used;

  test('has a range that holds what may have gone unseen, and no more', () => {
    expect(used([reading(from + hour, 10_000), reading(from + 5 * day, 6_000, to - hour)])).toEqual({
      low: 4_000,
      high: 4_000,
    });
    expect(used([reading(from + hour, 10_000), reading(from + 5 * day, 6_000)])).toEqual({ low: 4_000, high: 10_000 });
    expect(used([reading(from + 2 * day, 9_000), reading(from + 5 * day, 5_000, to)])).toEqual({
      low: 4_000,
      high: 5_000,
    });
    expect(used([])).toEqual({ low: 4_000, high: 14_000 });
  });

  test('is not counted before it is over', () => {
    expect(
      seenCycles({ since: from, readings: [], spending: [] }, [{ ...period, to: noon + 1 }], 10_000, noon),
    ).toEqual([]);
  });
});

describe('before cancelling', () => {
  const leaving: Facts['leaving'] = {
    holdsUntil: figure('cycle-end'),
    planCredits: figure('lapse'),
    spentFirst: figure('soonest-end'),
    boughtNeed: figure(['Plus', 'Pro']),
  };

  test('says what is left, when the plan ends, what lapses then, and what is spent first, with its source', () => {
    const { before } = view(lived(8_000), selection('plus', entering({ monthly: 10_000 }), { ...shop, leaving }));
    expect(before).toEqual([
      'Look at what is left first: 6,000 credits, read 1 hour ago.',
      'The plan goes on until the end of its cycle, December 6, 2026. Source: invented for tests (Nov 2026).',
      'Credits that came with the plan lapse then: use these up before. Source: invented for tests (Nov 2026).',
      'Credits bought at Muse are valid for 3 months. Source: invented for tests (Nov 2026).',
      'Credits that were bought can be used there only with Plus or Pro: use them up before, or keep one of these. Source: invented for tests (Nov 2026).',
      'What lapses soonest is spent first, by itself. Source: invented for tests (Nov 2026).',
      en.t('leaving.big-first'),
      en.t('leaving.no-refund'),
    ]);
  });

  test('says what is not known where nobody has published it', () => {
    const { before } = view(lived(8_000));
    for (const key of ['leaving.holds-unknown', 'leaving.need-unknown', 'leaving.first-unknown'] as const)
      expect(before).toContain(en.t(key, { service: 'Muse' }));
    expect(before).toContain(en.t('leaving.lapse-unknown'));
  });
});
