import { describe, expect, test } from 'vitest';
import { costTables } from '@/core/app/dashboard/costs.ts';
import { type Plan, planned, workshops } from '@/core/app/dashboard/planner.ts';
import { emptySnapshot } from '@/core/domain/account.ts';
import { defaultSettings } from '@/core/domain/settings.ts';
import { providers } from '@/core/providers/index.ts';
import { lived } from '../life.ts';
import { en } from './looking.ts';
import { noon, offset, sole } from './story.ts';

const services = providers.map(({ watch, facts }) => ({ id: watch.id, facts }));
const selection = {
  ...{ snapshot: emptySnapshot, services, settings: defaultSettings, words: en },
  conditions: { now: noon, offset, online: true, noAccess: [], needsReload: [] },
};
const shop = sole(workshops(selection));
const plan = (over: Partial<Plan> = {}): Plan => ({
  ...{ amount: 10_000, style: 'sales', own: { deck: 0, article: 0, script: 0 }, videos: 0, ...over },
});
const lines = (over?: Partial<Plan>) =>
  Object.fromEntries(planned(shop, plan(over), en).lines.map(({ key, count }) => [key, count]));

test('what a take costs by one’s own is the number that stands in the table of costs', () => {
  const known = { ...selection, snapshot: lived(noon) };
  const shop = sole(workshops(known));
  const table = sole(costTables(known).filter(({ provider }) => provider === shop.account.provider));
  const slides = table.rows.find(({ key }) => key === 'slides')?.own?.text ?? 'nothing';
  const deck = planned(shop, plan(), en).lines.find(({ key }) => key === 'deck');
  expect(slides).toMatch(/^about \d+ credits$/);
  expect(deck?.notes.join(' ')).toContain(`${slides} a take by what yours cost`);
});

describe('what an amount makes', () => {
  test('is what the guide says, before anything of one’s own is known', () => {
    expect(lines()).toEqual({ deck: '20–30', rest: '3,000 credits', videos: en.t('planner.no-videos') });
    expect(lines({ style: 'marketing' })).toMatchObject({ article: '4–8' });
    expect(lines({ style: 'creator' })).toMatchObject({ script: '10–15' });
  });

  test('has generated videos as a line of their own, which take from all others', () => {
    expect(lines({ videos: 5_000 })).toMatchObject({ deck: '10–15', rest: '1,500 credits' });
    expect(lines({ videos: 5_000 }).videos).toMatch(/^\d+–\d+$/);
    expect(lines({ videos: 20_000 })).not.toHaveProperty('rest');
  });

  test('is shared out as one likes', () => {
    const own = { deck: 35, article: 0, script: 50 };
    expect(lines({ style: 'own', own })).toMatchObject({ deck: '10–15', script: '5–7', rest: '1,500 credits' });
  });

  test('says what it rests on, and that the guide is one', () => {
    const result = planned(shop, plan(), en);
    expect(result.source).toContain('(Jan 2026)');
    expect(result.lines[0]?.notes.join(' ')).toContain(
      'about 67 credits a take (a general figure), 3.5–5.2 takes each',
    );
  });

  test('of too little is said so', () => {
    expect(lines({ amount: 100 })).toMatchObject({ deck: en.t('costs.none') });
  });
});
