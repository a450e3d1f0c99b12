import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { badgeOf } from '@/core/app/badge.ts';
import { record } from '@/core/app/record.ts';
import { screenOf } from '@/core/app/view.ts';
import { emptySnapshot } from '@/core/domain/account.ts';
import { defaultSettings } from '@/core/domain/settings.ts';
import type { Json } from '@/core/domain/sighting.ts';
import { minute } from '@/core/domain/time.ts';
import { sightingSchema } from '@/core/platform/messages.ts';
import { snapshotSchema } from '@/core/platform/stored.ts';
import { noticeSchema } from '@/core/platform/stored-notices.ts';
import { providerOf, providers } from '@/core/providers/index.ts';
import { noticeText } from '@/core/words/notices.ts';
import { wordsFor } from '@/core/words/words.ts';
import { later, noon, offset, seen } from '../app/story.ts';

const words = (['en', 'ja'] as const).map((locale) => wordsFor(locale, 'America/Los_Angeles'));
const shown = providers.map(({ watch, facts }) => ({ id: watch.id, facts }));
const conditions = { now: later(9 * minute), offset, online: true, noAccess: [], needsReload: [] };

type Answer = { readonly fields: Json; readonly served: number | null };

/** Takes answers all the way from the message to what is stored, shown and told. Throws where anything on it does. */
function follow(id: string, watch: string, answers: readonly Answer[]): void {
  const provider = providerOf(id);
  if (provider === undefined) throw new Error(`no provider ${id}`);
  let snapshot = emptySnapshot;
  for (const [n, { fields, served }] of answers.entries()) {
    const at = noon + n * minute;
    const sighting = sightingSchema.parse(seen({ watch, at, served, fields, account: null }));
    const told = record(snapshot, [{ sighting, outcome: provider.read(sighting) }], {
      facts: provider.facts,
      settings: defaultSettings,
      now: at,
    });
    snapshot = snapshotSchema.parse(structuredClone(told.snapshot));
    for (const notice of told.notices.map((one) => noticeSchema.parse(structuredClone(one))))
      for (const one of words) noticeText(one, notice, provider.facts.short, conditions.now);
  }
  for (const one of words) badgeOf(screenOf(snapshot, shown, defaultSettings, one, conditions), one);
}

/** Numbers as they come, and as nobody would send them. */
const odd = [
  0,
  -1,
  0.5,
  100,
  1e5,
  604_800,
  2 ** 31,
  1e10,
  1e12,
  1e15,
  1e18,
  1e300,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
];
const number = fc.oneof(fc.constantFrom(...odd, null), fc.double({ noNaN: true, noDefaultInfinity: true }));
const when = fc.oneof(number, fc.constantFrom(noon / 1_000 + 3_600, noon + 1e8, '2026-11-23T00:00:00Z', '9999-12-31'));
const flag = fc.constantFrom(true, false, null);
const window = fc.record({
  used_percent: number,
  limit_window_seconds: number,
  reset_after_seconds: number,
  reset_at: when,
});
const limits = fc.record({ allowed: flag, limit_reached: flag, primary_window: window, secondary_window: window });
const cap = fc.record({
  limit: number,
  used: number,
  used_percent: number,
  reset_after_seconds: number,
  reset_at: when,
});

const answers: readonly (readonly [provider: string, watch: string, fields: fc.Arbitrary<Json>])[] = [
  [
    'chatgpt',
    'usage',
    fc.record({
      plan_type: fc.constantFrom('plus', '{plan}', null),
      rate_limit: limits,
      credits: fc.record({ has_credits: flag, unlimited: flag, balance: number }),
      spend_control: fc.record({ reached: flag, individual_limit: cap }),
    }),
  ],
  ['genspark', 'balance', fc.record({ status: fc.constant(0), data: fc.record({ balance: number }) })],
  [
    'genspark',
    'free-pool',
    fc.record({
      status: fc.constant(0),
      windows: fc.record({
        '5h': fc.record({ limit_dollars: number, spent_dollars: number, remaining_dollars: number, reset_at: when }),
        '7d': fc.record({ limit_dollars: number, spent_dollars: number, reset_at: when }),
      }),
    }),
  ],
  [
    'sora',
    'check',
    fc.record({
      rate_limit_and_credit_balance: fc.record({
        estimated_num_videos_remaining: number,
        credit_remaining: number,
        rate_limit_reached: flag,
        access_resets_in_seconds: number,
      }),
    }),
  ],
];
const served = fc.oneof(
  { weight: 5, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom(0, noon, 1e13, 1e300) },
);

describe('whatever numbers a page sends, they are stored, shown and told, or named as a problem', () => {
  test.each(answers)('%s %s', (id, watch, fields) => {
    fc.assert(
      fc.property(fc.array(fc.record({ fields, served }), { minLength: 1, maxLength: 3 }), (all) => {
        follow(id, watch, all);
      }),
      { numRuns: 300 },
    );
  });

  test.each<[string, string, string, readonly Json[]]>([
    [
      'a reset further away than dates go',
      'chatgpt',
      'usage',
      [
        {
          rate_limit: { primary_window: { used_percent: 5, limit_window_seconds: 18_000, reset_after_seconds: 1e15 } },
        },
      ],
    ],
    [
      'a return further away than dates go',
      'sora',
      'check',
      [{ rate_limit_and_credit_balance: { estimated_num_videos_remaining: 1, access_resets_in_seconds: 1e15 } }],
    ],
    [
      'numbers whose difference is no number',
      'genspark',
      'balance',
      [1e308, -1e308, 1e308].map((balance) => ({ status: 0, data: { balance } })),
    ],
  ])('%s', (_, id, watch, all) => {
    expect(() =>
      follow(
        id,
        watch,
        all.map((fields) => ({ fields, served: null })),
      ),
    ).not.toThrow();
  });
});
