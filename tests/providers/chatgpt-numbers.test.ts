import { describe, expect, test } from 'vitest';
import { chatgpt } from '@/core/providers/chatgpt/index.ts';
import { readText, readThrough, seenAt, sightingsOf } from './through.ts';

const through = (request: string, body: unknown) => readThrough(chatgpt, { request }, JSON.stringify(body));
const usage = (body: object) => through('GET /backend-api/wham/usage', body);
const soon = seenAt + 600_000;
const week = { used_percent: 20, limit_window_seconds: 604_800, reset_after_seconds: 600 };
const window = (more: object) => ({
  ...{ kind: 'window', feature: 'codex', label: 'codex', length: 604_800_000, used: 20, amount: null, resetsAt: soon },
  ...{ blocked: null, ...more },
});
const stop = (why: string, more: object = {}) => ({
  ...{ kind: 'stop', feature: 'codex', label: 'codex', why, until: null },
  ...more,
});

describe('a group of windows', () => {
  test('that lists none says only where work stops', () => {
    expect(usage({ rate_limit: { allowed: false } }).readings).toEqual([stop('limit-reached')]);
    expect(usage({ code_review_rate_limit: { limit_reached: true } }).readings).toEqual([
      stop('limit-reached', { feature: 'code-review', label: 'code-review' }),
    ]);
    expect(usage({ rate_limit: { allowed: true } }).readings).toEqual([]);
    expect(usage({ rate_limit: { allowed: null, limit_reached: null } }).readings).toEqual([]);
  });

  test.each([
    [{ allowed: true }, false],
    [{ limit_reached: false }, false],
    [{}, null],
  ])('that says %j of itself stands as %s', (more, blocked) => {
    expect(usage({ rate_limit: { primary_window: week, ...more } }).readings).toEqual([window({ blocked })]);
  });

  test.each([
    [0, null],
    [-5, null],
    [1e9, null],
    [999_999_999, 999_999_999_000],
    [null, null],
  ])('a window of %s seconds is %s ms long', (limit_window_seconds, length) => {
    expect(usage({ rate_limit: { primary_window: { ...week, limit_window_seconds } } }).readings).toEqual([
      window({ length }),
    ]);
  });

  test('with any use is used, though nobody says when it comes back', () => {
    const bare = { used_percent: 3, limit_window_seconds: 604_800 };
    expect(usage({ rate_limit: { primary_window: bare } }).readings).toEqual([window({ used: 3, resetsAt: null })]);
  });

  test('beside the usual ones has the name the service gives it', () => {
    const rate_limit = { primary_window: week };
    const more = (named: object) => usage({ additional_rate_limits: [{ ...named, rate_limit }] }).readings;
    expect(more({ limit_name: 'GPT-6 Spark', metered_feature: 'codex_spark' })).toEqual([
      window({ feature: 'codex-spark', label: { name: 'GPT-6 Spark' } }),
    ]);
    expect(more({ metered_feature: 'codex_spark' })).toEqual([
      window({ feature: 'codex-spark', label: { name: 'codex_spark' } }),
    ]);
    expect(more({ limit_name: 'Sites' })).toEqual([window({ feature: 'sites', label: { name: 'Sites' } })]);
    expect(more({})).toEqual([]);
    expect(usage({ additional_rate_limits: null, plan_type: 'plus' }).readings).toMatchObject([{ kind: 'plan' }]);
  });
});

describe('a workspace’s cap', () => {
  const cap = (more: object, reached?: boolean) =>
    usage({ spend_control: { individual_limit: more, ...(reached === undefined ? {} : { reached }) } }).readings;
  const capped = (used: number | null, amount: object, more: object = {}) =>
    window({
      ...{ feature: 'workspace-cap', label: 'workspace-cap', length: null, resetsAt: null, used },
      ...{ amount: { unit: 'credits', used: null, limit: null, left: null, ...amount }, ...more },
    });

  test('is as full as its amounts say, which are exact', () => {
    const all = { limit: 300, used: 100, used_percent: 33, remaining_percent: 67 };
    expect(cap(all)).toEqual([capped((100 / 300) * 100, { used: 100, limit: 300, left: 200 })]);
  });

  test('is as full as its percentages say, where an amount is missing or means nothing', () => {
    expect(cap({ used: 100, used_percent: 33, remaining_percent: 60 })).toEqual([capped(33, { used: 100 })]);
    expect(cap({ limit: 300, used_percent: 33 })).toEqual([capped(33, { limit: 300 })]);
    expect(cap({ limit: 0, used: 0, used_percent: 33 })).toEqual([capped(33, { used: 0, limit: 0, left: 0 })]);
    expect(cap({ remaining_percent: 60 })).toEqual([capped(40, {})]);
    expect(cap({ remaining_percent: null, limit: 300 })).toEqual([capped(null, { limit: 300 })]);
    expect(cap({ limit: 300 })).toEqual([capped(null, { limit: 300 })]);
    expect(cap({ used_percent: -3 })).toEqual([capped(null, {})]);
  });

  test('comes back when it says, and stops where the workspace says so', () => {
    const of = { limit: 300, used: 300 };
    const full = (more: object) => capped(100, { ...of, left: 0 }, more);
    expect(cap({ ...of, resets_at: soon / 1_000 }, true)).toEqual([full({ resetsAt: soon, blocked: true })]);
    expect(cap({ ...of, reset_at: soon / 1_000 }, false)).toEqual([full({ resetsAt: soon, blocked: false })]);
    expect(cap({ ...of, reset_after_seconds: 600 })).toEqual([full({ resetsAt: soon })]);
  });

  test('that is reached without being told is a stop; one that is not is nothing', () => {
    const told = { feature: 'workspace-cap', label: 'workspace-cap' };
    expect(usage({ spend_control: { reached: true } }).readings).toEqual([stop('workspace-limit-reached', told)]);
    expect(usage({ spend_control: { reached: false } }).readings).toEqual([]);
  });

  test('is not over because an answer that never tells it does not', () => {
    const but = (body: object) => {
      const answer = JSON.stringify({ rate_limit: { primary_window: week }, ...body });
      const [seen] = sightingsOf(chatgpt, { request: 'GET /backend-api/wham/usage' }, answer);
      return seen && chatgpt.read(seen).complete;
    };
    expect(but({})).toEqual({ but: ['workspace-cap'] });
    expect(but({ spend_control: { reached: true } })).toEqual({ but: ['workspace-cap'] });
    expect(but({ spend_control: { individual_limit: { limit: 300, used: 100 } } })).toEqual({ but: [] });
  });
});

describe('credits', () => {
  const usable = (credits: object) =>
    usage({ credits }).readings.map((one) => (one.kind === 'balance' ? [one.feature, one.left, one.usable] : one.kind));

  test.each([
    [{ balance: 5 }, 5, true],
    [{ balance: 0 }, 0, false],
    [{ balance: -1 }, -1, false],
    [{ balance: 5, has_credits: false }, 5, false],
    [{ balance: 5, has_credits: false, unlimited: true }, 5, true],
    [{ balance: 5, has_credits: true, overage_limit_reached: true }, 5, false],
  ])('of which it says %j are %d, to be spent: %s', (told, left, may) => {
    expect(usable(told)).toEqual([['credits', left, may]]);
  });
});

describe('what stops', () => {
  test.each([
    ['rate_limit_reached', 'limit-reached'],
    ['workspace_owner_credits_depleted', 'workspace-credits-used-up'],
    ['workspace_member_credits_depleted', 'workspace-credits-used-up'],
    ['workspace_owner_usage_limit_reached', 'workspace-limit-reached'],
    ['workspace_member_usage_limit_reached', 'workspace-limit-reached'],
    ['something_new', 'limit-reached'],
  ])('for %s, is told as %s', (type, why) => {
    const rate_limit_reached_type = { type };
    expect(usage({ rate_limit_reached_type }).readings).toEqual([stop(why)]);
    const upsell = { rate_limit_upsell: { reset_at: soon / 1_000 } };
    expect(usage({ rate_limit_reached_type, ...upsell }).readings).toEqual([stop(why, { until: soon })]);
  });

  test('of single models are those it says are not to be had', () => {
    const model_usage = {
      'gpt-6-pro': { available: false, available_at: soon / 1_000 },
      'gpt-6': { available: true, available_at: soon / 1_000 },
      'gpt-5': { available: null },
    };
    expect(usage({ model_usage }).readings).toEqual([
      stop('limit-reached', { feature: 'gpt-6-pro', label: { name: 'gpt-6-pro' }, until: soon }),
    ]);
    expect(usage({ model_usage: null, plan_type: 'plus' }).readings).toMatchObject([{ kind: 'plan' }]);
  });
});

describe('resets that are kept', () => {
  const banked = (body: object) => through('GET /backend-api/wham/rate-limit-reset-credits', body).readings;
  const until = (status: string, hours: number) => ({
    ...{ status, expires_at: new Date(seenAt + hours * 3_600_000).toISOString() },
  });

  test('are as many as is said, until the first of those that are left lapses', () => {
    const credits = [until('available', 9), until('available', 5), until('used', 1), { status: 'available' }];
    expect(banked({ available_count: 2, credits })).toEqual([
      { kind: 'banked', available: 2, nextExpiry: seenAt + 5 * 3_600_000 },
    ]);
    expect(banked({ available_count: 0, credits: null })).toEqual([{ kind: 'banked', available: 0, nextExpiry: null }]);
  });

  test('are unknown without a number', () => {
    expect(banked({ available_count: null, credits: [] })).toEqual([]);
  });
});

describe('credits that were spent', () => {
  const path = 'GET /backend-api/wham/usage/credit-usage-events';
  const row = { date: '2026-11-20', product_surface: 'codex', credit_amount: 3, usage_id: 'u1' };

  test('are told row by row; one without an amount is none', () => {
    const charge = { kind: 'charge', id: 'u1', at: Date.parse('2026-11-20'), credits: 3, what: 'codex' };
    expect(through(path, { data: [row, { ...row, credit_amount: null }] }).readings).toEqual([charge]);
    expect(through(path, { data: [{ ...row, product_surface: null, credit_amount: -3 }] }).readings).toEqual([
      { ...charge, credits: -3, what: null },
    ]);
    expect(through(path, { data: null }).readings).toEqual([]);
  });

  test('without an id are told apart by day, product and place', () => {
    const bare = { ...row, usage_id: null };
    const ids = through(path, { data: [bare, bare] }).readings.map((one) => one.kind === 'charge' && one.id);
    expect(ids).toEqual([`${Date.parse('2026-11-20')}:codex:0`, `${Date.parse('2026-11-20')}:codex:1`]);
  });
});

describe('a cap that is only told by the month', () => {
  const month = (used: unknown, limit: unknown, limit_mode: unknown = 'amount_credits') =>
    through('GET /backend-api/accounts/a1/spend-controls/current-user/monthly-usage', {
      ...{ current_month_usage: used, effective_monthly_limit: { limit, limit_mode } },
    }).readings;

  test('is a window of that amount', () => {
    expect(month(50, 200)).toEqual([
      window({
        ...{ feature: 'workspace-cap', label: 'workspace-cap', length: null, used: 25, resetsAt: null },
        amount: { unit: 'credits', used: 50, limit: 200, left: 150 },
      }),
    ]);
    expect(month(0, 200)).toMatchObject([{ used: 0, amount: { left: 200 } }]);
  });

  test.each([
    ['nothing used is said', null, 200, 'amount_credits'],
    ['less than nothing is used', -1, 200, 'amount_credits'],
    ['there is no limit', 50, null, 'amount_credits'],
    ['the limit is nothing', 50, 0, 'amount_credits'],
    ['the share is beyond all numbers', 1e14, 1e-300, 'amount_credits'],
    ['it counts something else', 50, 200, 'amount_usd'],
    ['it does not say what it counts', 50, 200, null],
  ])('is none where %s', (_, used, limit, mode) => {
    expect(month(used, limit, mode)).toEqual([]);
  });

  test('is none where no limit is told at all', () => {
    const path = 'GET /backend-api/accounts/a1/spend-controls/current-user/monthly-usage';
    expect(through(path, { current_month_usage: 50, effective_monthly_limit: null }).readings).toEqual([]);
  });
});

describe('the plan', () => {
  const plan = (more: object) => ({ kind: 'plan', plan: 'plus', renewsAt: null, willRenew: null, ...more });
  test('goes on or ends as the subscription says, and is unknown where it does not', () => {
    const told = (will_renew: unknown) =>
      through('GET /backend-api/subscriptions', { plan_type: 'plus', active_until: null, will_renew }).readings;
    expect(told(true)).toEqual([plan({ willRenew: true })]);
    expect(told(false)).toEqual([plan({ willRenew: false })]);
    expect(told(null)).toEqual([plan({})]);
  });

  const listed = (accounts: unknown) => through('GET /backend-api/accounts/check/v4-2023-04-27', { accounts }).readings;
  test('of the one account ends where it was cancelled', () => {
    const account = { plan_type: 'plus' };
    const one = (entitlement: unknown, more: object = { account }) => listed({ a1: { ...more, entitlement } });
    expect(one({ cancels_at: '2026-12-01T00:00:00Z' })).toEqual([plan({ willRenew: false })]);
    expect(one({ cancels_at: null })).toEqual([plan({ willRenew: true })]);
    for (const unsaid of [null, {}]) expect(one(unsaid)).toEqual([plan({})]);
    expect(one(null, { account: { plan_type: null } })).toEqual([plan({ plan: null })]);
  });

  test('is nobody’s where no account is listed', () => {
    expect(listed(null)).toEqual([]);
    expect(listed({ a1: { account: null, entitlement: {} } })).toEqual([]);
  });
});

describe('the visible page', () => {
  const read = (fields: unknown) =>
    chatgpt.read({
      ...{ id: '1', watch: 'usage-text', phase: 'text', rule: null, call: '1', at: seenAt, offset: 0, status: 0 },
      ...{ served: null, via: 'text', onUsagePage: true, account: null, fields },
    } as never).readings;

  test.each(['100.5', '1e1', '0x10', ' 5', '5 ', '5%', '5.x', '5.', '1000', '-5', '', null])(
    'with %j left tells no window',
    (left) => {
      expect(read({ weekly: { left } })).toEqual([]);
    },
  );

  test.each([
    ['0', 100],
    ['100', 0],
    ['7.25', 92.75],
  ])('with %s left has %d used', (left, used) => {
    expect(read({ weekly: { left } })).toEqual([window({ used, resetsAt: null })]);
  });

  test('tells no window by a name it does not know', () => {
    expect(read({ other: { left: '40' }, constructor: { left: '40' } })).toEqual([]);
    expect(read(null)).toEqual([]);
  });

  test('tells what is left of credits, and nothing where it shows no number', () => {
    const balance = {
      ...{ kind: 'balance', feature: 'credits', label: 'credits', unit: 'credits', left: 1_234.5, unlimited: false },
      ...{ usable: null, blocked: null, returnsAt: null, pool: 'openai-credits' },
    };
    expect(readText(chatgpt, 'usage-text', 'Credits remaining 1,234.5').readings).toEqual([balance]);
    expect(read({ credits: { number: '1,234.5' } })).toEqual([balance]);
    for (const number of [null, '', 'many']) expect(read({ credits: { number } })).toEqual([]);
  });
});

test('a whole answer where a stream of usage was expected has changed its shape', () => {
  expect(through('GET /backend-api/wham/usage/stream', {})).toMatchObject({
    readings: [],
    problems: [{ kind: 'changed-shape', about: 'numbers' }],
  });
});
