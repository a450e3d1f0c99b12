import { describe, expect, test } from 'vitest';
import { allowance, restrained, type Shown } from '@/core/app/restraint.ts';
import type { Notice } from '@/core/domain/notice.ts';
import { hour, minute, second } from '@/core/domain/time.ts';
import { samples } from '../words/samples.ts';
import { later } from './story.ts';

const sample = <Kind extends Notice['kind']>(kind: Kind) => samples[kind];
const many = (count: number) => Array.from({ length: count }, (_, n) => n);
const near = (n: number, over: Partial<Notice> = {}): Notice =>
  ({
    ...sample('near-limit'),
    provider: 'muse',
    account: 'ann',
    key: `near ${n}`,
    at: later(n * second),
    ...over,
  }) as Notice;
const ofMeter = (meter: string) => ({ subject: { ...sample('near-limit').subject, meter } });
const failed = (n: number, provider = 'muse'): Notice => ({
  ...{ ...sample('failed-charge'), provider, account: 'ann', key: `${provider} failed ${n}`, at: later(n * second) },
});
const asShown = (all: readonly Notice[]): readonly Shown[] => all.map((notice) => ({ notice, at: notice.at }));
const now = later(10 * minute);

describe('of what is due of one service within an hour', () => {
  test('so much is told, once that there is more, and then nothing', () => {
    const all = many(20).map((n) => failed(n));
    const { tell, instead, drop } = restrained(all, [], now);
    expect([tell.length, instead.length, drop.length]).toEqual([allowance.news, 1, 20 - allowance.news - 1]);
    const next = restrained([failed(99)], asShown([...tell, ...instead]), now);
    expect([next.tell.length, next.instead.length, next.drop.length]).toEqual([0, 0, 1]);
  });

  test('the gravest is told, however late it comes', () => {
    const limit: Notice = {
      ...sample('limit-reached'),
      provider: 'muse',
      account: 'ann',
      key: 'limit',
      at: later(minute),
    };
    const { tell } = restrained([...many(20).map((n) => failed(n)), limit], [], now);
    expect(tell).toContain(limit);
  });

  test('another service has its own, and what answers somebody’s own act has', () => {
    const before = asShown(many(30).map((n) => failed(n)));
    const heavy: Notice = { ...sample('heavy-task'), provider: 'muse', account: 'ann', key: 'heavy', at: now };
    expect(restrained([failed(1, 'lyre'), heavy], before, now).tell).toHaveLength(2);
    const tried = many(20).map((n): Notice => ({ ...heavy, key: `heavy ${n}` }));
    expect(restrained(tried, [], now).tell).toHaveLength(allowance.answers);
  });

  test('that one meter stands so comes twice, whichever of its windows it is', () => {
    const { tell, drop } = restrained(
      many(5).map((n) => near(n)),
      [],
      now,
    );
    expect([tell.length, drop.length]).toEqual([2, 3]);
    const others = [near(7, ofMeter('another')), near(8, { account: 'bea' }), near(9, { threshold: 12 } as never)];
    expect(restrained(others, asShown(tell), now).tell).toHaveLength(3);
  });

  test('nothing counts that was shown more than an hour ago', () => {
    const before = asShown([...many(30).map((n) => failed(n)), near(1), near(2)]);
    expect(restrained([near(3), failed(31)], before, later(hour + minute)).tell).toHaveLength(2);
  });
});
