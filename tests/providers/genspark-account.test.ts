import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { genspark } from '@/core/providers/genspark/index.ts';
import { seen } from '../app/story.ts';
import { readText, readThrough, seenAt } from './through.ts';

const read = (path: string, body: object) =>
  readThrough(genspark, { request: `GET ${path}` }, JSON.stringify({ status: 0, ...body }));

describe('the plan', () => {
  const plan = (cogen: unknown) => read('/api/user', { data: { cogen } });
  const is = (name: string) => ({
    readings: [{ kind: 'plan', plan: name, renewsAt: null, willRenew: null }],
    problems: [],
  });

  test.each([
    ['one’s own', { plan: 'plus', personal_plan: 'plus' }, 'plus'],
    ['one’s own, where nothing is said of a personal one', { plan: 'pro' }, 'pro'],
    ['one’s own, where the personal one is null', { plan: 'pro', personal_plan: null }, 'pro'],
    ['the team’s, for a member who is free alone', { plan: 'team', personal_plan: 'free' }, 'team'],
    ['the personal one, where that is paid for beside a team', { plan: 'team', personal_plan: 'plus' }, 'plus'],
    ['free, where nothing else is told', { personal_plan: 'free' }, 'free'],
    ['free, where both say so', { plan: 'free', personal_plan: 'free' }, 'free'],
  ])('is %s', (_, cogen, name) => {
    expect(plan(cogen)).toEqual(is(name));
  });

  test.each([[{}], [null], [{ plan: null }], [{ plan: 5, personal_plan: ['plus'] }]])(
    'that is not told (%j) is a changed shape',
    (cogen) => {
      expect(plan(cogen)).toMatchObject({ readings: [], problems: [{ kind: 'changed-shape', about: 'plan' }] });
    },
  );
});

describe('whether somebody is signed in', () => {
  const signedOut = (body: object) =>
    read('/api/is_login', body)
      .readings.map(({ kind }) => kind)
      .includes('signed-out');

  test('is told at the top or inside, and inside counts where both are told', () => {
    expect(signedOut({ is_login: false })).toBe(true);
    expect(signedOut({ data: { is_login: false } })).toBe(true);
    expect(signedOut({ data: { is_login: true }, is_login: false })).toBe(false);
    expect(signedOut({ data: { is_login: false }, is_login: true })).toBe(true);
  });

  test.each([{ is_login: true }, { is_login: null }, { data: {} }, { is_login: 'no' }])(
    '%j signs nobody out',
    (body) => {
      expect(signedOut(body)).toBe(false);
    },
  );

  test('is told by the words of the service, too', () => {
    const { readings } = genspark.read(seen({ watch: 'balance', fields: { message: 'not login' } }));
    expect(readings).toEqual([{ kind: 'signed-out' }]);
  });
});

describe('the free quota', () => {
  const pool = (windows: object) => read('/api/quota/free_pool', { windows });
  const windowOf = (window: object, name = '5h') => pool({ [name]: window }).readings[0];

  test('that lists its windows at the top or inside is read, and is all there is of it', () => {
    const windows = { '5h': { limit_dollars: 2, spent_dollars: 0.5, reset_at: '2026-11-22T14:00:00Z' } };
    const reading = {
      ...{ kind: 'window', feature: 'free-quota', label: 'free-quota', length: 5 * 3_600_000, used: 25, blocked: null },
      ...{ amount: { unit: 'dollars', used: 0.5, limit: 2, left: 1.5 }, resetsAt: seenAt + 2 * 3_600_000 },
    };
    const body = { status: 0, windows };
    const seenOnce = (fields: object) => genspark.read(seen({ watch: 'free-pool', at: seenAt, fields: { ...fields } }));
    for (const fields of [body, { status: 0, data: { windows } }])
      expect(seenOnce(fields)).toEqual({ readings: [reading], problems: [], complete: ['free-quota'] });
  });

  test.each([
    ['30m', 30 * 60_000],
    ['5h', 5 * 3_600_000],
    ['24h', 86_400_000],
    ['7d', 7 * 86_400_000],
    ['daily', null],
    ['5hours', null],
    ['v5h', null],
    ['5w', null],
  ])('lasts as long as its name %s says', (name, length) => {
    expect(windowOf({ limit_dollars: 1, spent_dollars: 0 }, name)).toMatchObject({ length });
  });

  test('believes what is told to be left, and what is told to be spent, as they are', () => {
    expect(windowOf({ limit_dollars: 10, spent_dollars: 2, remaining_dollars: 7 })).toMatchObject({
      used: 20,
      amount: { used: 2, left: 7 },
    });
    expect(windowOf({ limit_dollars: 10, remaining_dollars: 7 })).toMatchObject({
      used: 30,
      amount: { used: 3, left: 7 },
    });
  });

  test('of which more is left than there is has not been used', () => {
    expect(windowOf({ limit_dollars: 10, remaining_dollars: 12 })).toMatchObject({ used: 0 });
  });

  test.each([
    ['without a limit', { spent_dollars: 1, remaining_dollars: 2 }],
    ['with a limit that is null', { limit_dollars: null, spent_dollars: 1 }],
    ['with a limit of nothing', { limit_dollars: 0, spent_dollars: 1 }],
    ['with a limit below nothing', { limit_dollars: -4, remaining_dollars: 1 }],
    ['with a limit alone', { limit_dollars: 4 }],
    ['spent many times over', { limit_dollars: 1, spent_dollars: 50 }],
  ])('%s is a changed shape, and of the others nothing is believed', (_, odd) => {
    for (const windows of [{ '5h': odd }, { '7d': { limit_dollars: 1, spent_dollars: 1 }, '5h': odd }]) {
      const { readings, problems } = genspark.read(seen({ watch: 'free-pool', fields: { status: 0, windows } }));
      expect([readings, problems]).toMatchObject([[], [{ kind: 'changed-shape', about: 'numbers' }]]);
    }
  });
});

describe('the number in the account menu', () => {
  const menu = (text: string) => readText(genspark, 'menu-text', text).readings;

  test('is read with its thousands, and says nothing of what may be spent', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999 }), fc.constantFrom('Credits', 'クレジット'), (left, label) => {
        expect(menu(`${label}\n${left.toLocaleString('en-US')}`)).toMatchObject([
          { kind: 'balance', feature: 'credits', left, usable: null, blocked: null, unlimited: false },
        ]);
      }),
    );
  });

  test.each(['Credits\n0', 'Credits\n-5', 'Credits', 'Credits\n…', 'Plan\n500'])('%j says nothing', (text) => {
    expect(menu(text)).toEqual([]);
  });

  test('of another row is not the credits', () => {
    const fields = { invites: { number: '12' } };
    expect(genspark.read(seen({ watch: 'menu-text', phase: 'text', status: 0, fields })).readings).toEqual([]);
  });
});
