import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reading } from '@/core/domain/reading.ts';
import { chatgpt } from '@/core/providers/chatgpt/index.ts';
import type { Outcome } from '@/core/providers/provider.ts';
import { seenAt, sightingsOf } from './through.ts';

const second = 1_000;
const soon = '2026-11-22T13:00:00Z';
const hourOn = seenAt + 3_600 * second;

/** As one answer is read, with what it says of its completeness. */
function outcomeOf(body: object): Outcome {
  const [sighting] = sightingsOf(chatgpt, { request: 'GET /backend-api/wham/usage' }, JSON.stringify(body));
  if (sighting === undefined) throw new Error('nothing was seen');
  return chatgpt.read(sighting);
}
const readingsOf = (body: object) => outcomeOf({ credits: null, ...body }).readings;
const ofKind = (kind: Reading['kind'], body: object) => readingsOf(body).filter((one) => one.kind === kind);
const at = (used_percent: number, more: object = {}) => ({
  ...{ used_percent, limit_window_seconds: 18_000, reset_after_seconds: 600 },
  ...more,
});

describe('the cap of a workspace', () => {
  const cap = (of: object, spend_control: object = {}) =>
    ofKind('window', { spend_control: { individual_limit: of, ...spend_control } })[0];
  const amounts = fc.integer({ min: 0, max: 100_000 });

  test('is a share of its amount, with what is left of it, until it comes back', () => {
    expect(cap({ used: 40, limit: 160, used_percent: 26, reset_at: soon })).toEqual({
      ...{ kind: 'window', feature: 'workspace-cap', label: 'workspace-cap', length: null, blocked: null },
      ...{ used: 25, amount: { unit: 'credits', used: 40, limit: 160, left: 120 }, resetsAt: hourOn },
    });
  });

  test('is told exactly wherever both amounts are, whatever the rounded percentages say', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 100_000 }), fc.nat(100), (used, limit, percent) => {
        const read = cap({ used: used % (limit * 10), limit, used_percent: percent, remaining_percent: percent });
        expect(read).toMatchObject({ used: ((used % (limit * 10)) / limit) * 100 });
        expect(read).toMatchObject({ amount: { left: limit - (used % (limit * 10)) } });
      }),
    );
  });

  test.each([
    ['what is used, in percent', { used_percent: 30 }, { used: 30 }],
    ['nothing that is used', { used_percent: 0, remaining_percent: 40 }, { used: 0 }],
    ['what remains, in percent', { remaining_percent: 30 }, { used: 70 }],
    ['all that remains', { remaining_percent: 100 }, { used: 0 }],
    ['a percentage beside half of the amounts', { used: 5, remaining_percent: 90 }, { used: 10 }],
    ['a percentage beside the other half', { limit: 5, used_percent: 40 }, { used: 40 }],
    ['a percentage beside a limit of nothing', { used: 5, limit: 0, used_percent: 100 }, { used: 100 }],
    ['nothing at all', { reset_at: soon }, { used: null }],
    ['nothing but null', { remaining_percent: null, used_percent: null, reset_at: soon }, { used: null }],
    ['one amount', { used: 5, reset_at: soon }, { used: null }],
    ['a limit of nothing', { used: 5, limit: 0 }, { used: null }],
    ['a limit below nothing', { used: 5, limit: -50 }, { used: null }],
    ['more than can be', { used: 5_000, limit: 1 }, { used: null }],
  ])('of which is told %s', (_, of, expected) => {
    expect(cap(of)).toMatchObject(expected);
  });

  test.each([
    [{ used: 5 }, { used: 5, limit: null, left: null }],
    [{ limit: 5 }, { used: null, limit: 5, left: null }],
    [
      { used: 0, limit: 0 },
      { used: 0, limit: 0, left: 0 },
    ],
    [{ used_percent: 5 }, { used: null, limit: null, left: null }],
  ])('%j has these amounts', (of, amount) => {
    expect(cap(of)).toMatchObject({ amount: { unit: 'credits', ...amount } });
  });

  test.each([[{ reset_after_seconds: 3_600 }], [{ reset_at: soon }], [{ resets_at: soon }]])(
    'comes back when %j says',
    (when) => {
      expect(cap({ used_percent: 5, ...when })).toMatchObject({ resetsAt: hourOn });
    },
  );

  test('stops where the service says so, and does not where it says so', () => {
    expect(cap({ used_percent: 99 }, { reached: true })).toMatchObject({ blocked: true });
    expect(cap({ used_percent: 99 }, { reached: false })).toMatchObject({ blocked: false });
  });

  test('that nobody can see stops all the same once it is reached', () => {
    const stops = (reached: unknown) => ofKind('stop', { plan_type: 'team', spend_control: { reached } });
    expect(stops(true)).toEqual([
      { kind: 'stop', feature: 'workspace-cap', label: 'workspace-cap', why: 'workspace-limit-reached', until: null },
    ]);
    expect([stops(false), stops(null), stops('yes')]).toEqual([[], [], []]);
  });
});

describe('what an answer lists of the windows', () => {
  const window = { rate_limit: { primary_window: at(5) } };

  test('is all there are, but for a cap that may be told elsewhere', () => {
    expect(outcomeOf({ ...window, credits: null }).complete).toEqual({ but: ['workspace-cap'] });
    expect(outcomeOf({ plan_type: 'plus', credits: null }).complete).toEqual({ but: ['workspace-cap'] });
  });

  test('is all there are where the cap is among them', () => {
    const cap = { spend_control: { individual_limit: { used: 1, limit: 2 } } };
    expect(outcomeOf(cap).complete).toEqual({ but: [] });
    expect(outcomeOf({ ...window, ...cap }).complete).toEqual({ but: [] });
  });

  test('does not hold a cap that is only known to be reached', () => {
    expect(outcomeOf({ ...window, spend_control: { reached: true } }).complete).toEqual({ but: ['workspace-cap'] });
  });
});

describe('a stop', () => {
  const stop = { kind: 'stop', why: 'limit-reached', until: null };

  test.each([
    ['rate_limit', 'codex'],
    ['code_review_rate_limit', 'code-review'],
  ])('of all of %s without any window is told as a stop', (group, feature) => {
    for (const told of [{ allowed: false }, { limit_reached: true }, { allowed: true, limit_reached: true }])
      expect(ofKind('stop', { [group]: told })).toEqual([{ ...stop, feature, label: feature }]);
    for (const told of [{ allowed: true }, { limit_reached: false }, {}, null])
      expect(ofKind('stop', { plan_type: 'plus', [group]: told })).toEqual([]);
  });

  test('of a group with windows is told by its window alone', () => {
    expect(ofKind('stop', { rate_limit: { allowed: false, primary_window: at(100) } })).toEqual([]);
  });

  test.each([
    ['allowed', { allowed: true }, false],
    ['not reached', { limit_reached: false }, false],
    ['allowed, yet reached', { allowed: true, limit_reached: true }, true],
    ['nothing', {}, null],
  ])('is not assumed of a window whose group says it is %s', (_, said, blocked) => {
    expect(ofKind('window', { rate_limit: { ...said, primary_window: at(100) } })).toMatchObject([{ blocked }]);
  });

  test.each([
    ['rate_limit_reached', 'limit-reached'],
    ['workspace_owner_credits_depleted', 'workspace-credits-used-up'],
    ['workspace_member_usage_limit_reached', 'workspace-limit-reached'],
    ['something_new', 'limit-reached'],
  ])('that is called %s is one of %s', (type, why) => {
    expect(ofKind('stop', { rate_limit_reached_type: { type } })).toEqual([
      { ...stop, feature: 'codex', label: 'codex', why },
    ]);
  });

  test('ends when the offer beside it says so', () => {
    expect(
      ofKind('stop', {
        rate_limit_reached_type: { type: 'rate_limit_reached' },
        rate_limit_upsell: { reset_at: soon },
      }),
    ).toEqual([{ ...stop, feature: 'codex', label: 'codex', until: hourOn }]);
    expect(ofKind('stop', { plan_type: 'plus', rate_limit_upsell: { reset_at: soon } })).toEqual([]);
  });

  test('of one model is told with its name, until it is there again', () => {
    const model_usage = {
      'GPT-6_Max': { available: false, available_at: soon },
      'gpt-6': { available: true, available_at: soon },
      'gpt-5': { available: null },
      o9: {},
    };
    expect(readingsOf({ model_usage })).toEqual([
      { ...stop, feature: 'gpt-6-max', label: { name: 'GPT-6_Max' }, until: hourOn },
    ]);
  });
});

describe('a window', () => {
  const first = (window: object) => ofKind('window', { rate_limit: { primary_window: window } })[0];

  test('lasts as long as it says, unless that is no length', () => {
    const length = (limit_window_seconds: unknown) => first(at(5, { limit_window_seconds }));
    expect(length(604_800)).toMatchObject({ length: 604_800 * second });
    for (const nonsense of [1e9, 1e12, -5, 0, 'a week', null]) expect(length(nonsense)).toMatchObject({ length: null });
  });

  test('at more than nothing is believed without a time, too', () => {
    expect(first({ used_percent: 12, limit_window_seconds: 18_000 })).toMatchObject({ used: 12, resetsAt: null });
  });

  test.each([
    [{ limit_name: 'Spark', metered_feature: 'codex_spark' }, 'codex-spark', 'Spark'],
    [{ limit_name: 'GPT-5.3 Spark' }, 'gpt-5.3-spark', 'GPT-5.3 Spark'],
    [{ metered_feature: 'codex_spark' }, 'codex-spark', 'codex_spark'],
  ])('of its own, %j, is named as the service names it', (names, feature, name) => {
    const body = { additional_rate_limits: [{ ...names, rate_limit: { primary_window: at(5) } }] };
    expect(ofKind('window', body)).toMatchObject([{ feature, label: { name }, used: 5 }]);
  });

  test('of its own without a name is left out', () => {
    const body = { plan_type: 'plus', additional_rate_limits: [{ rate_limit: { primary_window: at(5) } }] };
    expect(readingsOf(body)).toEqual([{ kind: 'plan', plan: 'plus', renewsAt: null, willRenew: null }]);
  });
});

describe('credits', () => {
  const credits = (of: object) => ofKind('balance', { plan_type: 'plus', credits: of });

  test.each([
    [{ balance: '5' }, true],
    [{ balance: '0' }, false],
    [{ balance: '-3' }, false],
    [{ balance: '5', has_credits: false }, false],
    [{ balance: '0', has_credits: true }, true],
    [{ balance: '0', unlimited: true }, true],
    [{ balance: '5', unlimited: true, overage_limit_reached: true }, false],
  ])('%j may be spent: %s', (of, usable) => {
    expect(credits(of)).toMatchObject([{ feature: 'credits', label: 'credits', usable, pool: 'openai-credits' }]);
  });
});
