import { describe, expect, test } from 'vitest';
import { record } from '@/core/app/record.ts';
import { emptySnapshot, type Snapshot } from '@/core/domain/account.ts';
import { room } from '@/core/domain/room.ts';
import { defaultSettings } from '@/core/domain/settings.ts';
import { day, hour, minute, second } from '@/core/domain/time.ts';
import { providerOf } from '@/core/providers/index.ts';
import { credits, later, play, seen, task, tells, weekly } from './story.ts';

const places = (count: number) => Array.from({ length: count }, (_, n) => n);
const moment = (at: number) => new Date(at).toISOString();
const hash = (n: number) => `${n}`.padStart(16, '0');

/** Everything that one page can make up of one account in two answers. */
function madeUp(one: number, at: number) {
  const from = { at, served: null, account: hash(one) };
  const features = places(room.meters).map((n) => ({
    ...{ feature_name: `feature ${n}`, remaining: n, reset_after: moment(at + n * 5 * minute) },
  }));
  const limits = places(room.meters).map((n) => ({
    ...{ limit_name: `limit ${n}`, metered_feature: `limit_${n}` },
    rate_limit: { primary_window: { used_percent: n, limit_window_seconds: 18_000, reset_at: moment(at + hour) } },
  }));
  return [
    seen({ ...from, watch: 'chat-limits', fields: { limits_progress: features } }),
    seen({ ...from, watch: 'usage', fields: { rate_limit: { allowed: true }, additional_rate_limits: limits } }),
  ];
}

test('what a page can make us believe of all its accounts together stays under 1 MB', () => {
  const provider = providerOf('chatgpt');
  if (provider === undefined) throw new Error('no such service');
  let snapshot: Snapshot = emptySnapshot;
  for (const n of places(3 * room.accounts)) {
    const now = later(2 * n * second);
    const reads = madeUp(n % room.accounts, now).map((one) => ({ sighting: one, outcome: provider.read(one) }));
    snapshot = record(snapshot, reads, { facts: provider.facts, settings: defaultSettings, now }).snapshot;
  }
  expect(JSON.stringify(snapshot).length).toBeLessThan(1_000_000);
});

/** `count` windows that nobody has, of an account. */
const invented = (account: number, count: number, at: number) =>
  tells(
    places(count).map((n) => weekly(1, { feature: `w${n}` })),
    { at, account: hash(account) },
  );
const metersOf = ({ accounts }: Snapshot, account: number) => {
  const one = accounts.find((other) => other.account === hash(account));
  return (one?.windows.length ?? 0) + (one?.balances.length ?? 0);
};
const metersIn = ({ accounts }: Snapshot) => accounts.reduce((sum, { windows }) => sum + windows.length, 0);

describe('where a page makes up accounts and meters', () => {
  const real = tells([weekly(20), credits(50)], { account: hash(1) });
  const flood = places(29).map((n) => invented(n + 2, room.meters, later(2 * day + n)));

  test('an account that was known before loses nothing, and has room for what it has', () => {
    const told = play([real, ...flood]).snapshot;
    expect(metersOf(told, 1)).toBe(2);
    const grown = play([invented(1, 40, later(2 * day + hour))], { from: told }).snapshot;
    expect(metersOf(grown, 1)).toBe(42);
    expect(grown.accounts[0]?.balances[0]?.left).toBe(50);
    expect(metersIn(grown)).toBeLessThanOrEqual(room.ofService.meters + room.accounts * room.own.meters);
  });

  test('an account that comes last has the room each is sure of', () => {
    const told = play([...flood.slice(1), invented(99, room.meters, later(3 * day))]).snapshot;
    expect(metersOf(told, 99)).toBe(room.own.meters);
    expect(metersIn(told)).toBeLessThanOrEqual(room.ofService.meters + room.accounts * room.own.meters);
  });

  test('running tasks are bounded alike, and each account can begin some', () => {
    const begun = (account: number) =>
      places(room.running).map((n) =>
        tells(task(`t${account}-${n}`, 'started'), { at: later(n), phase: 'event', account: hash(account) }),
      );
    const { accounts } = play(places(8).flatMap((n) => begun(n))).snapshot;
    const counts = accounts.map(({ tasks }) => tasks.length);
    expect(Math.min(...counts)).toBe(room.own.running);
    expect(counts.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(
      room.ofService.running + room.accounts * room.own.running,
    );
  });
});
