import { describe, expect, test } from 'vitest';
import { genspark } from '@/core/providers/genspark/index.ts';
import { readText, readThrough, seenAt, sightingsOf } from './through.ts';

const through = (request: string, body: unknown) => readThrough(genspark, { request }, JSON.stringify(body)).readings;
const charges = (data: unknown) => through('GET /api/credit_audit/logs', { status: 0, data });
const grants = (data: unknown) => through('GET /api/credit_audit/recharge_logs', { status: 0, data });
const [noon, lapses] = ['2026-11-20T12:00:00Z', '2027-05-20T12:00:00Z'];

const row = { id: 'r1', created_at: noon, credits: 30, type: 'video' };
const charge = (more: object = {}) => ({
  ...{ kind: 'charge', id: 'r1', at: Date.parse(noon), credits: 30, what: 'video' },
  ...more,
});

/** The first of these names that is there counts, whatever the others say. */
function first(names: readonly string[], right: unknown, wrong: unknown) {
  return names.map((name, place) => ({
    ...Object.fromEntries(names.slice(place + 1).map((other) => [other, wrong])),
    [name]: right,
  }));
}

describe('the log of what was spent', () => {
  test('is a charge for each row, whatever the sign', () => {
    expect(charges({ logs: [row, { ...row, id: 'r2', credits: -7 }] })).toEqual([
      charge(),
      charge({ id: 'r2', credits: 7 }),
    ]);
  });

  test.each(first(['logs', 'items', 'records', 'list'], [row], [{ ...row, id: 'wrong' }]))(
    'may be called anything of which the first counts: %j',
    (data) => {
      expect(charges(data)).toEqual([charge()]);
    },
  );

  const { id: _, ...nobody } = row;
  test.each(first(['id', '_id', 'log_id'], 'r1', 'wrong'))('is known by its id: %j', (named) => {
    expect(charges({ logs: [{ ...nobody, ...named }] })).toEqual([charge()]);
  });

  const { credits: __, ...free } = row;
  test.each(first(['credits', 'credit', 'credit_amount', 'amount', 'cost', 'delta'], 30, 4))(
    'took what it says: %j',
    (amount) => {
      expect(charges({ logs: [{ ...free, ...amount }] })).toEqual([charge()]);
    },
  );

  const { created_at: ___, ...undated } = row;
  test.each(first(['created_at', 'create_time', 'ctime', 'time', 'timestamp', 'date'], noon, '2020-01-01'))(
    'happened when it says: %j',
    (when) => {
      expect(charges({ logs: [{ ...undated, ...when }] })).toEqual([charge()]);
    },
  );

  const { type: ____, ...plain } = row;
  test.each(first(['type', 'action', 'category'], 'video', 'wrong'))('went on what it says: %j', (what) => {
    expect(charges({ logs: [{ ...plain, ...what }] })).toEqual([charge()]);
  });

  test('may not say when, or on what; without an id or an amount a row tells nothing', () => {
    expect(charges({ logs: [undated, plain] })).toEqual([charge({ at: null }), charge({ what: null })]);
    expect(charges({ logs: [nobody, free] })).toEqual([]);
  });

  test('under a name nobody knows has changed its shape', () => {
    expect(
      readThrough(genspark, { request: 'GET /api/credit_audit/logs' }, '{"status":0,"data":{"rows":[]}}').problems,
    ).toMatchObject([{ kind: 'changed-shape', about: 'history' }]);
    expect(charges({ logs: [] })).toEqual([]);
  });
});

describe('the log of what was given', () => {
  const grant = { kind: 'grant', id: 'r1', at: Date.parse(noon), credits: 30, expiresAt: null };

  test.each(first(['expire_at', 'expires_at', 'expired_at', 'expire_time'], lapses, '2020-01-01'))(
    'lapses when it says: %j',
    (when) => {
      expect(grants({ logs: [{ ...row, ...when }] })).toEqual([{ ...grant, expiresAt: Date.parse(lapses) }]);
    },
  );

  test.each([
    ['no id', { id: null }],
    ['no amount', { credits: null }],
    ['no time', { created_at: null }],
    ['nothing given', { credits: 0 }],
    ['something taken', { credits: -30 }],
  ])('with %s is no grant', (_, more) => {
    expect(grants({ logs: [{ ...row, ...more }, row] })).toEqual([grant]);
  });

  test('under a name nobody knows has changed its shape', () => {
    expect(
      readThrough(genspark, { request: 'GET /api/credit_audit/recharge_logs' }, '{"status":0,"data":{"rows":[]}}')
        .problems,
    ).toMatchObject([{ kind: 'changed-shape', about: 'history' }]);
  });
});

describe('the plan', () => {
  const plan = (cogen: unknown) => through('GET /api/user', { status: 0, data: { cogen } });
  test.each([
    [{ personal_plan: 'plus', plan: 'team' }, 'plus'],
    [{ personal_plan: 'plus' }, 'plus'],
    [{ personal_plan: 'free', plan: 'team' }, 'team'],
    [{ personal_plan: 'free', plan: null }, 'free'],
    [{ personal_plan: null, plan: 'team' }, 'team'],
  ])('of %j is %s', (cogen, name) => {
    expect(plan(cogen)).toEqual([{ kind: 'plan', plan: name, renewsAt: null, willRenew: null }]);
  });

  test.each([[{}], [{ personal_plan: null, plan: null }], [null]])('of %j is unknown', (cogen) => {
    const request = { request: 'GET /api/user' };
    const outcome = readThrough(genspark, request, JSON.stringify({ status: 0, data: { cogen } }));
    expect(outcome.readings).toEqual([]);
    expect(outcome.problems).toMatchObject([{ kind: 'changed-shape', about: 'plan' }]);
  });
});

describe('whether somebody is signed in', () => {
  const login = (body: object) => through('GET /api/is_login', { status: 0, ...body });
  test('is told in one of two places, of which the inner one counts', () => {
    expect(login({ data: { is_login: false } })).toEqual([{ kind: 'signed-out' }]);
    expect(login({ is_login: false })).toEqual([{ kind: 'signed-out' }]);
    expect(login({ data: { is_login: false }, is_login: true })).toEqual([{ kind: 'signed-out' }]);
    expect(login({ data: { is_login: true }, is_login: false })).toEqual([]);
    expect(login({ data: {}, is_login: null })).toEqual([]);
  });
});

describe('the free quota', () => {
  const pool = (windows: unknown) => through('GET /api/quota/free_pool', { status: 0, windows });
  const quota = (more: object) => ({
    ...{ kind: 'window', feature: 'free-quota', label: 'free-quota', length: 5 * 3_600_000, resetsAt: null },
    ...{ blocked: null, ...more },
  });
  const dollars = (used: number, limit: number, left: number) => ({
    used: (used / limit) * 100,
    amount: { unit: 'dollars', used, limit, left },
  });

  test('tells what is used, of how much, and what is left', () => {
    expect(pool({ '5h': { limit_dollars: 2, spent_dollars: 0.5 } })).toEqual([quota(dollars(0.5, 2, 1.5))]);
    expect(pool({ '5h': { limit_dollars: 2, remaining_dollars: 0.5 } })).toEqual([quota(dollars(1.5, 2, 0.5))]);
    expect(pool({ '5h': { limit_dollars: 2, spent_dollars: 0.5, remaining_dollars: 1 } })).toEqual([
      quota(dollars(0.5, 2, 1)),
    ]);
  });

  test('that was read tells of every window it has', () => {
    const [sighting] = sightingsOf(
      genspark,
      { request: 'GET /api/quota/free_pool' },
      JSON.stringify({ status: 0, windows: { '5h': { limit_dollars: 2, spent_dollars: 0.5 } } }),
    );
    expect(sighting && genspark.read(sighting)).toMatchObject({ complete: ['free-quota'], problems: [] });
  });

  test('never stands below nothing', () => {
    expect(pool({ '5h': { limit_dollars: 2, spent_dollars: -1, remaining_dollars: 3 } })).toMatchObject([{ used: 0 }]);
  });

  test.each([
    ['5h', 5 * 3_600_000],
    ['7d', 7 * 86_400_000],
    ['30m', 30 * 60_000],
    ['12h', 12 * 3_600_000],
    ['a5h', null],
    ['5hours', null],
    ['week', null],
  ])('called %s is %s ms long', (name, length) => {
    expect(pool({ [name]: { limit_dollars: 2, spent_dollars: 1 } })).toMatchObject([{ length }]);
  });

  test.each([
    [{ limit_dollars: null, spent_dollars: 1 }],
    [{ limit_dollars: 0, spent_dollars: 1 }],
    [{ limit_dollars: -1, spent_dollars: 1 }],
    [{ limit_dollars: 2, spent_dollars: null, remaining_dollars: null }],
    [{ limit_dollars: null, remaining_dollars: 1 }],
    [{ limit_dollars: 1, spent_dollars: 1_000 }],
  ])('%j is nothing to be believed, and neither is what stands beside it', (odd) => {
    const request = { request: 'GET /api/quota/free_pool' };
    const windows = { '7d': odd, '5h': { limit_dollars: 2, spent_dollars: 1 } };
    const { readings, problems } = readThrough(genspark, request, JSON.stringify({ status: 0, windows }));
    expect(readings).toEqual([]);
    expect(problems).toMatchObject([{ kind: 'changed-shape', about: 'numbers' }]);
  });
});

describe('the cycle', () => {
  const day = 86_400_000;
  const cycle = (...times: number[]) =>
    through('GET /api/credit_audit/billing_cycle', {
      ...{ status: 0, data: Object.fromEntries(times.map((time, n) => [`t${n}`, new Date(time).toISOString()])) },
    });

  test('is between the nearest times before and after', () => {
    const [from, to] = [seenAt - 10 * day, seenAt + 20 * day];
    expect(cycle(from, to, from - 30 * day, to + 30 * day)).toEqual([{ kind: 'cycle', from, to }]);
  });

  test('may begin at this very moment', () => {
    expect(cycle(seenAt, seenAt + day)).toEqual([{ kind: 'cycle', from: seenAt, to: seenAt + day }]);
  });

  test('is a day long at least and a little over a year at most', () => {
    expect(cycle(seenAt - 3_600_000, seenAt - 3_600_000 + day)).toHaveLength(1);
    expect(cycle(seenAt - 3_600_000, seenAt - 3_600_001 + day)).toEqual([]);
    expect(cycle(seenAt - day, seenAt + 366 * day)).toHaveLength(1);
    expect(cycle(seenAt - day, seenAt + 366 * day + 1)).toEqual([]);
  });

  test('needs both ends', () => {
    expect(cycle(seenAt - day)).toEqual([]);
    expect(cycle(seenAt + day)).toEqual([]);
  });
});

describe('the menu’s number', () => {
  const menu = (text: string) => readText(genspark, 'menu-text', text).readings;
  const read = (fields: unknown) =>
    genspark.read({
      ...{ id: '1', watch: 'menu-text', phase: 'text', rule: null, call: '1', at: seenAt, offset: 0, status: 0 },
      ...{ served: null, via: 'text', onUsagePage: false, account: null, fields },
    } as never).readings;
  const left = (credits: number) => [
    {
      ...{ kind: 'balance', feature: 'credits', label: 'credits', unit: 'credits', unlimited: false, returnsAt: null },
      ...{ pool: null, left: credits, usable: null, blocked: null },
    },
  ];

  test('is what is left, and says nothing about what may be spent', () => {
    expect(menu('Credits\n9,717')).toEqual(left(9_717));
    expect(read({ other: { number: '5' }, credits: { number: '9,717' } })).toEqual(left(9_717));
  });

  test.each(['0', '-5', 'many', '', null])('%j is not believed', (number) => {
    expect(read({ credits: { number } })).toEqual([]);
    expect(read({ other: { number: '9' } })).toEqual([]);
    expect(read(null)).toEqual([]);
  });
});
