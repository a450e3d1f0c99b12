import { expect, test } from 'vitest';
import { costOf } from '@/core/domain/estimates.ts';
import { day } from '@/core/domain/time.ts';
import { factsOf } from '@/core/providers/index.ts';
import { screen } from './app/looking.ts';
import { lived } from './life.ts';
import { liveCreator } from './simulators/model/creator.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const snapshot = lived(now);
const of = (provider: string) => {
  const account = snapshot.accounts.find((one) => one.provider === provider);
  if (account === undefined) throw new Error(`no account of ${provider}`);
  return account;
};

test('two simulated months are the same each time', () => {
  const options = { until: now, days: 20, grant: 10_000, renewedBefore: 5 };
  expect(liveCreator({ ...options, seed: 3 })).toEqual(liveCreator({ ...options, seed: 3 }));
  expect(liveCreator({ ...options, seed: 3 })).not.toEqual(liveCreator({ ...options, seed: 4 }));
});

test('the creator fails, makes videos again, and uses credits that nobody sees', () => {
  const { truth, happenings } = liveCreator({ seed: 11, until: now, days: 66, grant: 10_000, renewedBefore: 16 });
  expect(truth.costs.some(({ failed, credits }) => failed && credits > 0)).toBe(true);
  expect(truth.costs.some(({ failed, credits }) => failed && credits === 0)).toBe(true);
  expect(truth.elsewhere).toBeGreaterThan(100);
  expect(truth.renewals).toHaveLength(2);
  const videos = happenings.filter((one) => one.what === 'asked' && one.run.kind === 'video').map(({ at }) => at);
  expect(videos.some((at, n) => (videos[n + 2] ?? Number.POSITIVE_INFINITY) - at < 30 * 60_000)).toBe(true);
});

test('what their tasks cost has been learned from what was seen alone', () => {
  const { truth } = liveCreator({ seed: 11, until: now - 60_000, days: 66, grant: 10_000, renewedBefore: 16 });
  for (const kind of ['slides', 'research', 'image'] as const) {
    const paid = truth.costs.filter(({ run, credits }) => run.kind === kind && credits > 0);
    const median = paid.map(({ credits }) => credits).toSorted((a, b) => a - b)[Math.floor(paid.length / 2)] ?? 0;
    const learned = costOf(of('genspark').costs, kind, {}, factsOf('genspark')?.costs ?? [])?.p50 ?? 0;
    expect(learned / median).toBeGreaterThan(0.75);
    expect(learned / median).toBeLessThan(1.35);
  }
});

test('a renewal nobody announces, the days elsewhere, and the accuracy of forecasts are known, a purchase is asked about', () => {
  const { due, refills } = of('genspark').refills.next ?? { due: null, refills: 0 };
  const renewal = now - 60_000 - 16 * day + 30 * day;
  expect(refills).toBe(2);
  expect(due?.earliest).toBeLessThan(renewal + day);
  expect(due?.latest).toBeGreaterThan(renewal - day);
  expect(of('genspark').unseenDays.days).toBeGreaterThan(50);
  expect(of('chatgpt').forecasts.some(({ state }) => state.record.judged.length >= 40)).toBe(true);
  const services = [{ id: 'chatgpt', facts: factsOf('chatgpt') }].flatMap(({ id, facts }) =>
    facts === undefined ? [] : [{ id, facts }],
  );
  expect(screen(snapshot, { now, services }).cards[0]?.bought?.text).toContain('1,000 credits');
});
