import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WindowReading } from '@/core/domain/reading.ts';
import { chatgpt } from '@/core/providers/chatgpt/index.ts';
import { digest } from './digest.ts';
import { readText, readThrough } from './through.ts';

const request = 'GET /backend-api/wham/usage';
const outcomeOf = (body: object) => readThrough(chatgpt, { request }, JSON.stringify(body));
const read = (body: object) => digest(outcomeOf(body));
const windows = (body: object) => outcomeOf(body).readings.filter((one): one is WindowReading => one.kind === 'window');
const credits = (of: object) => read({ plan_type: 'plus', credits: of }).filter((line) => line.startsWith('balance'));
const at = (used_percent: unknown, limit_window_seconds: unknown, more: object = {}) => ({
  used_percent,
  limit_window_seconds,
  reset_after_seconds: 600,
  ...more,
});

describe('the windows of Codex', () => {
  test('are told by their length, whatever their slots are called and however they stand', () => {
    const lengths = [18_000, 604_800, 2_592_000];
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z_]{0,12}_window$/), { minLength: 3, maxLength: 3 });
    const usual = fc.constant(['primary_window', 'secondary_window', 'tertiary_window']);
    fc.assert(
      fc.property(fc.oneof(usual, names), fc.shuffledSubarray([0, 1, 2], { minLength: 1 }), (slots, order) => {
        const rate_limit = Object.fromEntries(
          order.map((which, place) => [slots[place], at(10 * (which + 1), lengths[which])]),
        );
        const found = windows({ rate_limit }).map(({ length, used }) => [(length ?? 0) / 1_000, used]);
        expect(found.toSorted()).toEqual(order.map((which) => [lengths[which], 10 * (which + 1)]).toSorted());
      }),
    );
  });

  test('a personal cap among them is a cap of the workspace, not one more window', () => {
    const cap = { limit: 100, used: 40, used_percent: 40, reset_at: 1_796_688_000 };
    expect(windows({ rate_limit: { individual_limit: cap } }).map(({ feature, used }) => [feature, used])).toEqual([
      ['workspace-cap', 40],
    ]);
  });

  test('swapped slots give the same readings', () => {
    const [five, week] = [at(46, 18_000), at(15, 604_800)];
    const one = read({ rate_limit: { primary_window: five, secondary_window: week } });
    const other = read({ rate_limit: { primary_window: week, secondary_window: five } });
    expect(other.toSorted()).toEqual(one.toSorted());
    expect(one).toHaveLength(2);
  });

  test('that are null are not there, and one that is left is still read', () => {
    expect(read({ rate_limit: { primary_window: null, secondary_window: at('15', '604800') } })).toEqual([
      'window codex [codex] 7d 15% resets +600s',
    ]);
  });

  test('of unknown length keep their value', () => {
    expect(windows({ rate_limit: { primary_window: at(5, null) } })).toMatchObject([{ length: null, used: 5 }]);
    expect(windows({ rate_limit: { primary_window: at(5, 0) } })).toMatchObject([{ length: null, used: 5 }]);
  });

  test('with nonsense for a percentage are left out, never read as 0', () => {
    for (const nonsense of [null, '', 'many', -1, 4_600, true])
      expect(windows({ rate_limit: { primary_window: at(nonsense, 18_000) } })).toEqual([]);
  });

  test('at 0 % without any time are unknown, not unused', () => {
    expect(
      windows({ rate_limit: { primary_window: { used_percent: 0, limit_window_seconds: 18_000 } } }),
    ).toMatchObject([{ used: null }]);
    expect(windows({ rate_limit: { primary_window: at(0, 18_000) } })).toMatchObject([{ used: 0 }]);
  });

  test('a stop is the fullest one’s; without a word about it nobody says so', () => {
    const both = { primary_window: at(40, 18_000), secondary_window: at(100, 604_800) };
    const blocked = (more: object) => windows({ rate_limit: { ...both, ...more } }).map((one) => one.blocked);
    expect(blocked({ allowed: false })).toEqual([false, true]);
    expect(blocked({ limit_reached: true })).toEqual([false, true]);
    expect(blocked({ allowed: true, limit_reached: false })).toEqual([false, false]);
    expect(blocked({})).toEqual([null, null]);
  });
});

describe('credits', () => {
  test.each<[string, object, string[]]>([
    ['some, size unknown', { has_credits: true, balance: null }, ['balance credits ? credits (usable openai-credits)']],
    ['some, size not told', { has_credits: true }, ['balance credits ? credits (usable openai-credits)']],
    ['unlimited', { unlimited: true, balance: null }, ['balance credits ? credits (unlimited usable openai-credits)']],
    [
      'a decimal text',
      { has_credits: true, balance: '12.50' },
      ['balance credits 12.5 credits (usable openai-credits)'],
    ],
    ['a true zero', { has_credits: false, balance: '0' }, ['balance credits 0 credits (openai-credits)']],
    ['nothing told', { has_credits: null, balance: null }, []],
    ['none and no number', { has_credits: false, balance: null }, []],
    ['nonsense', { has_credits: false, balance: 'lots' }, []],
    [
      'nonsense, but some',
      { has_credits: true, balance: 'lots' },
      ['balance credits ? credits (usable openai-credits)'],
    ],
  ])('%s', (_, of, expected) => {
    expect(credits(of)).toEqual(expected);
  });

  test('over their limit are there but may not be spent', () => {
    expect(
      outcomeOf({ credits: { has_credits: true, balance: '5', overage_limit_reached: true } }).readings,
    ).toMatchObject([{ left: 5, usable: false }]);
  });
});

describe('an answer nobody understands', () => {
  test.each([
    ['renamed', { limits: { primary: at(1, 18_000) } }],
    ['emptied', { rate_limit: {}, credits: null, spend_control: null }],
    ['of other kinds', { rate_limit: 'none', credits: [], spend_control: 5 }],
  ])('%s is a changed shape, not silence', (_, body) => {
    expect(read(body)).toEqual(['problem changed-shape (numbers)']);
  });

  test('in which a window is no record any more says so, though another one is read', () => {
    const { readings, problems } = outcomeOf({
      rate_limit: { primary_window: '46 %', secondary_window: at(15, 604_800) },
      credits: {},
    });
    expect(readings).toHaveLength(1);
    expect(problems).toMatchObject([{ kind: 'changed-shape', about: 'numbers' }]);
  });

  test('half of it understood gives that half, and says what is missing', () => {
    const { readings, problems } = outcomeOf({
      rate_limit: { primary_window: at(46, 18_000), secondary_window: { limit_window_seconds: 604_800 } },
      credits: {},
    });
    expect(readings).toHaveLength(1);
    expect(problems).toMatchObject([{ kind: 'changed-shape', about: 'numbers' }]);
    expect(problems[0]?.paths).toContain('$.rate_limit.secondary_window.limit_window_seconds:number');
  });
});

describe('a refusal', () => {
  const refused = (status: number, body: object) =>
    digest(
      readThrough(
        chatgpt,
        { request: 'POST /backend-api/f/conversation', status, sends: { model: 'gpt-6' } },
        JSON.stringify(body),
      ),
    ).slice(1);

  test('by a plan limit is a stop, not trouble', () => {
    expect(refused(429, { detail: { code: 'model_cap_exceeded', clears_in: 252 } })).toEqual([
      'stop messages [send] limit-reached until +252s',
      'task ? {1} ended failed model=gpt-6',
    ]);
  });

  test.each([429, 403, 500, 418])('%i without a known code ends the task and is no trouble of ours', (status) => {
    expect(refused(status, { detail: 'Something went wrong' })).toEqual(['task ? {1} ended failed model=gpt-6']);
  });

  test('401 is signed out', () => {
    expect(refused(401, { detail: 'Unauthorized' })).toEqual(['signed out', 'task ? {1} ended failed model=gpt-6']);
  });
});

describe('accounts', () => {
  const accounts = (list: object) =>
    digest(
      readThrough(
        chatgpt,
        { request: 'GET /backend-api/accounts/check/v4-2023-04-27' },
        JSON.stringify({ accounts: list }),
      ),
    );
  const plus = { account: { plan_type: 'plus' }, entitlement: { renews_at: '2026-12-01T00:00:00Z' } };

  test('are read where there is one, counted once though it is listed as the default, too', () => {
    expect(accounts({ 'acct-1': plus, default: plus })).toEqual(['plan plus renews 2026-12-01T00:00']);
  });

  test('are not guessed at where there are several', () => {
    expect(accounts({ 'acct-1': plus, 'acct-2': plus, default: plus })).toEqual([]);
  });
});

describe('the visible text', () => {
  test('tells what is left; what is used is the rest', () => {
    expect(digest(readText(chatgpt, 'usage-text', '5h limit\n72% remaining\nResets 2:15 PM'))).toEqual([
      'window codex [codex] 5h 28% resets +8100s',
    ]);
  });

  test.each(['many', '', '150', 'NaN'])('with %j left is not believed', (left) => {
    const [sighting] = [
      {
        id: '1',
        watch: 'usage-text',
        phase: 'text',
        rule: null,
        call: '1',
        at: 0,
        offset: 0,
        status: 0,
        served: null,
        via: 'text',
        onUsagePage: true,
        account: null,
      } as const,
    ];
    const { readings } = chatgpt.read({ ...sighting, fields: { weekly: { left } } });
    const used = readings.map((one) => (one.kind === 'window' ? one.used : null));
    for (const one of used) expect(one === null || (one >= 0 && one <= 100), `${one} % used`).toBe(true);
  });
});
