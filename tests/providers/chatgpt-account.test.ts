import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sighting } from '@/core/domain/sighting.ts';
import { chatgpt } from '@/core/providers/chatgpt/index.ts';
import { seen } from '../app/story.ts';
import { readThrough, seenAt } from './through.ts';

const day = 86_400_000;
const dateIn = (days: number) => new Date(seenAt + days * day).toISOString();
const ask = (path: string, body: unknown) =>
  readThrough(chatgpt, { request: `GET /backend-api/${path}` }, JSON.stringify(body));
const nothing = { readings: [], problems: [] };

describe('resets that were put by', () => {
  const banked = (body: object) => ask('wham/rate-limit-reset-credits', body).readings;

  test('are as many as are told, and the first of those that can be used ends first', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 6 }), (days) => {
        const credits = days.map((one) => ({ status: 'available', expires_at: dateIn(one) }));
        const spent = [
          { status: 'redeemed', expires_at: dateIn(0.5) },
          { status: null, expires_at: dateIn(0.5) },
        ];
        expect(banked({ available_count: 9, credits: [...spent, ...credits] })).toEqual([
          { kind: 'banked', available: 9, nextExpiry: seenAt + Math.min(...days) * day },
        ]);
      }),
    );
  });

  test.each([
    [undefined],
    [null],
    [[]],
    [[{ status: 'available' }]],
    [[{ status: 'redeemed', expires_at: dateIn(3) }]],
  ])('have no known end where %j is told of them', (credits) => {
    expect(banked({ available_count: 2, credits })).toEqual([{ kind: 'banked', available: 2, nextExpiry: null }]);
  });

  test('are not none where their number is missing', () => {
    expect(banked({ available_count: 0 })).toEqual([{ kind: 'banked', available: 0, nextExpiry: null }]);
    const { readings } = chatgpt.read(seen({ watch: 'banked', fields: { available_count: null, credits: [] } }));
    expect(readings).toEqual([]);
  });
});

describe('the history of credits', () => {
  const history = (data: unknown) => ask('wham/usage/credit-usage-events', { data });
  const row = { date: '2026-11-20', product_surface: 'codex_cli', credit_amount: 4.5, usage_id: 'u1' };
  const at = Date.parse('2026-11-20T00:00:00Z');
  const charge = { kind: 'charge', id: 'u1', at, credits: 4.5, what: 'codex_cli' };

  test('is read row by row; what is given back is less than nothing', () => {
    expect(history([row, { ...row, usage_id: 'u2', credit_amount: '-2' }]).readings).toEqual([
      charge,
      { ...charge, id: 'u2', credits: -2 },
    ]);
  });

  test('leaves out a row without an amount, and no other', () => {
    expect(history([{ ...row, credit_amount: null }, { ...row, credit_amount: 'many' }, row]).readings).toEqual([
      charge,
    ]);
  });

  test('keeps rows without ids apart, and gives them the same ids each time', () => {
    const rows = [{ ...row, usage_id: null }, { ...row, usage_id: null }, { credit_amount: 1 }];
    const ids = () => history(rows).readings.map((one) => (one.kind === 'charge' ? one.id : null));
    expect(new Set(ids()).size).toBe(3);
    expect(ids()).toEqual(ids());
    expect(history(rows).readings[2]).toMatchObject({ at: null, credits: 1, what: null });
  });

  test('that is empty is empty', () => {
    expect(history([])).toEqual(nothing);
    expect(history(null)).toEqual(nothing);
  });
});

describe('a workspace’s monthly cap', () => {
  const cap = (used: unknown, limit: unknown, limit_mode: unknown = 'amount_credits') =>
    ask('accounts/a1/spend-controls/current-user/monthly-usage', {
      current_month_usage: used,
      effective_monthly_limit: { limit, limit_mode },
    }).readings;

  test('is a share of the credits of the month', () => {
    const cap40 = {
      ...{ kind: 'window', feature: 'workspace-cap', label: 'workspace-cap', length: null, resetsAt: null },
      ...{ used: 25, amount: { unit: 'credits', used: 40, limit: 160, left: 120 }, blocked: null },
    };
    expect(cap(40, 160)).toEqual([cap40]);
    expect(cap(0, 160)).toMatchObject([{ used: 0, amount: { used: 0, left: 160 } }]);
  });

  test.each([
    ['less than nothing used', -1, 160],
    ['nothing said to be used', null, 160],
    ['no limit', 40, null],
    ['a limit of nothing', 0, 0],
    ['a limit below nothing', 40, -5],
    ['a limit so small that no share comes of it', 1e14, 1e-300],
    ['a limit in another unit', 40, 160, 'amount_dollars'],
    ['a limit in no known unit', 40, 160, null],
  ])('says nothing with %s', (_, used, limit, mode?: unknown) => {
    const fields = {
      current_month_usage: used,
      effective_monthly_limit: { limit, limit_mode: mode === undefined ? 'amount_credits' : mode },
    } as Sighting['fields'];
    expect(chatgpt.read(seen({ watch: 'monthly-cap', fields }))).toEqual(nothing);
  });

  test('says nothing where no limit is in force', () => {
    for (const effective_monthly_limit of [null, undefined])
      expect(
        ask('accounts/a1/spend-controls/current-user/monthly-usage', {
          current_month_usage: 4,
          effective_monthly_limit,
        }),
      ).toEqual(nothing);
  });
});

describe('the plan', () => {
  const plan = { kind: 'plan', plan: 'plus', renewsAt: seenAt + 9 * day, willRenew: true };

  test('is what the subscription says; whether it renews is not guessed', () => {
    const subscription = (body: object) => ask('subscriptions', body).readings;
    const told = { plan_type: 'plus', active_until: dateIn(9), will_renew: true };
    expect(subscription(told)).toEqual([plan]);
    expect(subscription({ ...told, will_renew: false })).toEqual([{ ...plan, willRenew: false }]);
    expect(subscription({ ...told, will_renew: null, active_until: null })).toEqual([
      { ...plan, willRenew: null, renewsAt: null },
    ]);
    expect(subscription({ active_until: dateIn(9) })).toEqual([{ ...plan, plan: null, willRenew: null }]);
  });

  test('of the one account there is ends where it was cancelled', () => {
    const accounts = (of: object) => ask('accounts/check/v4-2023-04-27', { accounts: of }).readings;
    const one = { account: { plan_type: 'plus' }, entitlement: { renews_at: dateIn(9) } };
    expect(accounts({ a1: one })).toEqual([plan]);
    expect(accounts({ a1: { ...one, entitlement: { renews_at: dateIn(9), cancels_at: dateIn(9) } } })).toEqual([
      { ...plan, willRenew: false },
    ]);
    expect(accounts({ a1: { account: {} } })).toMatchObject([{ plan: null, renewsAt: null }]);
    expect(accounts({ a1: { account: null } })).toEqual([]);
    expect(accounts({})).toEqual([]);
  });

  test('is topped up by itself as its settings say', () => {
    const topUp = (body: object) => ask('subscriptions/auto_top_up/settings', body).readings;
    expect(topUp({ is_enabled: true, recharge_threshold: '100', recharge_target: 500 })).toEqual([
      { kind: 'top-up', enabled: true, threshold: 100, target: 500 },
    ]);
    expect(topUp({ is_enabled: false })).toEqual([{ kind: 'top-up', enabled: false, threshold: null, target: null }]);
  });
});

describe('the stream of usage', () => {
  const stream = (over: Partial<Sighting>) => chatgpt.read(seen({ watch: 'usage-stream', ...over }));

  test('that turns out to be a whole answer has changed its shape, and says which', () => {
    const changed = (paths: readonly string[]) => ({
      readings: [],
      problems: [{ kind: 'changed-shape', about: 'numbers', paths }],
    });
    expect(stream({ fields: {} })).toEqual(changed([]));
    expect(stream({ fields: {}, outline: ['$.usage:string'] })).toEqual(changed(['$.usage:string']));
  });

  test('that ends says nothing', () => {
    expect(stream({ phase: 'end', status: 0, rule: 'closed' })).toEqual(nothing);
  });
});
