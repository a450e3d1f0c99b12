import { describe, expect, test } from 'vitest';
import { clockLead, comesBackAt } from '@/core/providers/answer.ts';
import { chatgpt } from '@/core/providers/chatgpt/index.ts';
import { genspark } from '@/core/providers/genspark/index.ts';
import type { Provider } from '@/core/providers/provider.ts';
import { sora } from '@/core/providers/sora/index.ts';
import { readThrough, seenAt, sightingsOf } from './through.ts';

const minute = 60_000;
const hour = 60 * minute;
/** Two hours after the answer, by the server's clock. */
const absoluteBy = (serversClock: number) => Math.round((serversClock + 2 * hour) / 1_000);

function resetOf(window: object, served: number | null): number | null {
  const body = JSON.stringify({
    rate_limit: { primary_window: { used_percent: 40, limit_window_seconds: 18_000, ...window } },
  });
  const [reading] = readThrough(chatgpt, { request: 'GET /backend-api/wham/usage', served }, body).readings;
  return reading?.kind === 'window' ? reading.resetsAt : null;
}

describe('a computer whose clock is off', () => {
  test.each([-24 * hour, -10 * minute, -61_000, 61_000, 10 * minute, 24 * hour])(
    'by %i ms still knows when something comes back',
    (lead) => {
      const served = seenAt + lead;
      const absolute = { reset_at: absoluteBy(served) };
      expect(resetOf(absolute, served)).toBe(seenAt + 2 * hour);
      expect(resetOf({ reset_after_seconds: 7_200 }, served)).toBe(seenAt + 2 * hour);
      expect(resetOf({ ...absolute, reset_after_seconds: 7_200 }, served)).toBe(seenAt + 2 * hour);
    },
  );

  test.each([-60_000, -2_000, 0, 45_000, 60_000])('by %i ms is merely late: nothing is moved', (lead) => {
    expect(resetOf({ reset_at: absoluteBy(seenAt) }, seenAt + lead)).toBe(seenAt + 2 * hour);
  });

  test('without a Date header is trusted, unless seconds from now say otherwise', () => {
    expect(resetOf({ reset_at: absoluteBy(seenAt) }, null)).toBe(seenAt + 2 * hour);
    expect(resetOf({ reset_at: absoluteBy(seenAt + 10 * minute), reset_after_seconds: 7_200 }, null)).toBe(
      seenAt + 2 * hour,
    );
  });

  test.each<[string, Provider, string, (at: number) => unknown]>([
    [
      'Genspark’s free windows',
      genspark,
      'GET /api/quota/free_pool',
      (at) => ({ windows: { '5h': { limit_dollars: 1, spent_dollars: 0.5, reset_at: new Date(at).toISOString() } } }),
    ],
    [
      'ChatGPT’s features',
      chatgpt,
      'POST /backend-api/conversation/init',
      (at) => ({ limits_progress: [{ feature_name: 'send', remaining: 3, reset_after: new Date(at).toISOString() }] }),
    ],
    [
      'ChatGPT’s subscription',
      chatgpt,
      'GET /backend-api/subscriptions',
      (at) => ({ plan_type: 'plus', active_until: new Date(at).toISOString() }),
    ],
    [
      'Sora’s subscription',
      sora,
      'GET /backend/billing/subscriptions',
      (at) => ({ data: [{ plan: { id: 'chatgpt_plus' }, end_ts: at / 1_000, status: 'active' }] }),
    ],
  ])('moves the absolute times of %s, too', (_, provider, request, body) => {
    const served = seenAt - 10 * minute;
    const { readings } = readThrough(provider, { request, served }, JSON.stringify(body(served + 2 * hour)));
    const times = readings
      .flatMap((one) => Object.entries(one))
      .filter(([key]) => /^(resetsAt|returnsAt|renewsAt)$/.test(key));
    expect(times.map(([, at]) => at)).toEqual([seenAt + 2 * hour]);
  });
});

describe('when something comes back', () => {
  const [sighting] = sightingsOf(chatgpt, { request: 'GET /backend-api/wham/usage', served: null }, '{}');
  if (sighting === undefined) throw new Error('no sighting');

  test('prefers the absolute time where both agree, since it does not jitter', () => {
    expect(comesBackAt(sighting, { in: 7_195, at: absoluteBy(seenAt) })).toBe(seenAt + 2 * hour);
    expect(comesBackAt(sighting, { in: 7_000, at: absoluteBy(seenAt) })).toBe(seenAt + 7_000_000);
  });

  test.each([
    [{}, null],
    [{ in: null, at: null }, null],
    [{ in: null, at: 'soon' }, null],
    [{ at: 0 }, null],
    [{ in: -5 }, null],
    [{ in: 0 }, seenAt],
    [{ in: 0.4 }, seenAt + 400],
    [{ at: '2026-11-22T14:00:00Z' }, seenAt + 2 * hour],
    [{ at: '2026-11-22T23:00:00+09:00' }, seenAt + 2 * hour],
    [{ at: '2026-11-22T14:00:00' }, seenAt + 2 * hour],
    [{ at: '2026-11-22 14:00:00' }, seenAt + 2 * hour],
    [{ at: `${absoluteBy(seenAt)}` }, seenAt + 2 * hour],
    [{ at: seenAt + 2 * hour }, seenAt + 2 * hour],
  ])('%j', (told, expected) => {
    expect(comesBackAt(sighting, told)).toBe(expected);
  });

  test('is a number one can count with, or nothing', () => {
    expect(comesBackAt(sighting, { in: 1e308 })).toBeNull();
  });

  test('the lead of the server’s clock counts only beyond a minute', () => {
    expect(
      [null, 0, 60_000, 60_001, -60_001].map((lead) =>
        clockLead({ ...sighting, served: lead === null ? null : seenAt + lead }),
      ),
    ).toEqual([0, 0, 0, 60_001, -60_001]);
  });
});
