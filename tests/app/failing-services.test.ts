import { describe, expect, test } from 'vitest';
import { record } from '@/core/app/record.ts';
import { screenOf } from '@/core/app/view.ts';
import { emptySnapshot, type Snapshot } from '@/core/domain/account.ts';
import { defaultSettings } from '@/core/domain/settings.ts';
import { hour, minute } from '@/core/domain/time.ts';
import { chatgpt } from '@/core/providers/chatgpt/index.ts';
import { genspark } from '@/core/providers/genspark/index.ts';
import type { Provider } from '@/core/providers/provider.ts';
import { sora } from '@/core/providers/sora/index.ts';
import { wordsFor } from '@/core/words/words.ts';
import { seenAt, sightingsOf } from '../providers/through.ts';

const words = wordsFor('en', 'UTC');
const challenge = '<!doctype html><title>Just a moment...</title><script>challenge()</script>';
const window = { used_percent: 34, limit_window_seconds: 604_800, reset_after_seconds: 90_000 };

/** The main numbers of each service: the request they come with, and a good answer. */
const services: readonly (readonly [Provider, string, object, number])[] = [
  [
    chatgpt,
    'GET /backend-api/wham/usage',
    { plan_type: 'plus', rate_limit: { allowed: true, primary_window: window } },
    34,
  ],
  [genspark, 'GET /api/payment/get_credit_balance', { status: 0, message: 'success', data: { balance: 9_717 } }, 9_717],
  [
    sora,
    'GET /backend/nf/check',
    {
      rate_limit_and_credit_balance: {
        type: 'rate_limit_and_credit_balance',
        estimated_num_videos_remaining: 7,
        rate_limit_reached: false,
        access_resets_in_seconds: 46_252,
      },
    },
    7,
  ],
];

/** What a service may answer instead of numbers, and what is said of it. */
const answers: readonly (readonly [string, number, string, string])[] = [
  ['401', 401, '{"detail":"Unauthorized"}', 'signed-out'],
  ['a challenge page with 403', 403, challenge, 'refused'],
  ['a refusal in JSON with 403', 403, '{"detail":"Forbidden"}', 'refused'],
  ['429', 429, '{"detail":"Too many requests"}', 'asked-too-often'],
  ['429 with a page', 429, challenge, 'asked-too-often'],
  ['500', 500, '{"error":"internal"}', 'service-trouble'],
  ['502 with a page', 502, '<html>Bad gateway</html>', 'service-trouble'],
  ['503 and nothing', 503, '', 'service-trouble'],
  ['a page in place of numbers', 200, challenge, 'not-json'],
  ['nothing at all', 200, '', 'not-json'],
  ['half of an answer', 200, '{"plan_type":"pl', 'not-json'],
  ['something else entirely', 200, '{"unheard":"of"}', 'changed-shape'],
];

function reading(
  provider: Provider,
  from: Snapshot,
  asked: { request: string; status?: number; at: number },
  body: string,
): Snapshot {
  const reads = sightingsOf(provider, asked, body).map((sighting) => ({ sighting, outcome: provider.read(sighting) }));
  return record(from, reads, { facts: provider.facts, settings: defaultSettings, now: asked.at }).snapshot;
}

describe.each(services)('$watch.id', (provider, request, good, number) => {
  const begun = reading(provider, emptySnapshot, { request, at: seenAt - hour }, JSON.stringify(good));
  const numbersOf = ({ accounts }: Snapshot) =>
    accounts.flatMap(({ windows, balances }) => [
      ...windows.map(({ used, seenAt }) => [used, seenAt]),
      ...balances.map(({ left, seenAt }) => [left, seenAt]),
    ]);
  const cardOf = (snapshot: Snapshot, now: number) => {
    const shown = [{ id: provider.watch.id, facts: provider.facts }];
    const conditions = { now, offset: 0, online: true, noAccess: [], needsReload: [] };
    return screenOf(snapshot, shown, defaultSettings, words, conditions).cards[0];
  };

  test('is read at first', () => {
    expect(numbersOf(begun)).toEqual([[number, seenAt - hour]]);
    expect(cardOf(begun, seenAt)?.state).toBe('ok');
  });

  test.each(answers)(
    'that answers %s: the right words, and the last good number with its age',
    (_, status, body, said) => {
      const failed = reading(provider, begun, { request, status, at: seenAt }, body);
      expect(numbersOf(failed)).toEqual(numbersOf(begun));
      const account = failed.accounts[0];
      const signedOut = said === 'signed-out';
      expect(account?.problems.map(({ kind, since }) => [kind, since])).toEqual(signedOut ? [] : [[said, seenAt]]);
      expect(account?.signedOutAt ?? null).toBe(signedOut ? seenAt : null);
      const card = cardOf(failed, seenAt + minute);
      expect(card?.state).toBe(signedOut ? 'signed-out' : 'unreadable');
      const shown = JSON.stringify([card?.meters, card?.balances]);
      expect(shown).toContain(words.amount(number));
      expect(JSON.stringify(card)).toContain(words.ago(hour + minute));

      const well = reading(provider, failed, { request, at: seenAt + 2 * minute }, JSON.stringify(good));
      expect(numbersOf(well)).toEqual([[number, seenAt + 2 * minute]]);
      expect(cardOf(well, seenAt + 2 * minute)?.state).toBe('ok');
    },
  );

  test('that answers like this for hours says since when, once for all', () => {
    const trouble = [0, 1, 2, 3].reduce(
      (snapshot, n) => reading(provider, snapshot, { request, status: 429, at: seenAt + n * hour }, challenge),
      begun,
    );
    expect(trouble.accounts[0]?.problems).toMatchObject([
      { kind: 'asked-too-often', since: seenAt, at: seenAt + 3 * hour },
    ]);
    expect(numbersOf(trouble)).toEqual(numbersOf(begun));
  });
});
