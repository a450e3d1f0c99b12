import { describe, expect, test } from 'vitest';
import { costTables } from '@/core/app/dashboard/costs.ts';
import { type AccountState, emptySnapshot } from '@/core/domain/account.ts';
import { noCosts, teach } from '@/core/domain/estimates.ts';
import type { TaskParameters } from '@/core/domain/reading.ts';
import { defaultSettings } from '@/core/domain/settings.ts';
import type { TaskKind } from '@/core/domain/task.ts';
import { hour } from '@/core/domain/time.ts';
import type { Facts } from '@/core/providers/provider.ts';
import { en, muse } from './looking.ts';
import { accountOf, credits, facts, later, noon, offset, play, sole, tells } from './story.ts';

const read = accountOf(play([tells(credits(2_000), { at: later(-hour) })]));
const having = (costs: readonly [TaskKind, TaskParameters, readonly number[]][]): AccountState => ({
  ...read,
  costs: costs.reduce(
    (state, [task, parameters, all]) =>
      all.reduce(
        (next, cost, i) =>
          teach(
            next,
            {
              key: `${task}${i}${JSON.stringify(parameters)}`,
              task,
              parameters,
              at: i * hour,
              credits: cost,
              weight: 1,
            },
            facts.costs,
          ),
        state,
      ),
    noCosts,
  ),
});
const tables = (account: AccountState, services = [muse]) =>
  costTables({
    ...{ snapshot: { ...emptySnapshot, accounts: [account] }, services, settings: defaultSettings, words: en },
    conditions: { now: noon, offset, online: true, noAccess: [], needsReload: [] },
  });
const row = (account: AccountState, key: string) => sole(sole(tables(account)).rows.filter((one) => one.key === key));

describe('what things cost', () => {
  test('begins with the figure in general, which says what it is and where it is from', () => {
    const table = sole(tables(read));
    expect(table.sources).toEqual(['invented for tests (Nov 2026)']);
    expect(row(read, 'video')).toMatchObject({
      told: { text: '100–400 credits', basis: en.t('costs.basis-guide') },
      own: null,
      trend: null,
    });
  });

  test('has one’s own beside it, with the range that the next one will probably be in', () => {
    const own = row(having([['video', {}, [190, 200, 210, 200, 195, 205, 200, 200]]]), 'video').own;
    expect(own?.text).toBe('about 200 credits');
    expect(own?.range).toMatch(/^the next one probably 1\d0–2\d0$/);
    expect(own?.count).toBe('measured 8 times');
  });

  test('says of the first one what it was, and no range of one’s own', () => {
    const one = row(having([['other', {}, [33]]]), 'other');
    expect(one).toMatchObject({ told: null, own: { text: expect.stringContaining('33'), count: 'measured 1 time' } });
  });

  test('tells sets of parameters apart', () => {
    const account = having([
      ['video', { seconds: 30, model: 'fast' }, [50, 50, 50]],
      ['video', { seconds: 60, model: 'good' }, [300, 300, 300]],
    ]);
    const names = sole(tables(account)).rows.map(({ name, own }) => [name, own?.text]);
    expect(names).toContainEqual(['video (30 s, fast)', 'about 50 credits']);
    expect(names).toContainEqual(['video (60 s, good)', 'about 300 credits']);
  });

  test('shows earlier and lately side by side', () => {
    const account = having([['slides', {}, [50, 50, 50, 80, 80, 80]]]);
    expect(row(account, 'slides').trend).toEqual({ later: 'lately about 80', earlier: 'before that about 50' });
  });

  test('counts what the rest still buys, never more than fits', () => {
    // 2,000 credits, of which a video takes 100 to 400 by the guide, and an image 500 to 900.
    const [low, high] = (row(read, 'video').fits ?? '').split('–').map(Number);
    expect(low).toBeLessThanOrEqual(5);
    expect(high).toBeGreaterThanOrEqual(20);
    const poor = { ...read, balances: read.balances.map((one) => ({ ...one, left: 300 })) };
    expect(row(poor, 'image').fits).toBe('not one more');
  });

  test('of a service that is gone is told only where something was measured', () => {
    const gone: Facts = { ...facts, retired: { value: '2026-01-01', source: 'invented', date: '2026-11' } };
    expect(tables(read, [{ id: 'muse', facts: gone }])).toEqual([]);
    expect(tables(having([['video', {}, [9]]]), [{ id: 'muse', facts: gone }])).toHaveLength(1);
  });
});
