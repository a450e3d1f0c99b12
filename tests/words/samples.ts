import fc from 'fast-check';
import type { Estimate } from '@/core/domain/estimate.ts';
import { type Notice, noService, promises, type Subject } from '@/core/domain/notice.ts';
import { envelopes } from '@/core/domain/plans.ts';
import type { Means } from '@/core/domain/preflight.ts';
import { type Label, labels, stopReasons, type Unit } from '@/core/domain/reading.ts';
import { taskKinds } from '@/core/domain/task.ts';
import { day, hour, minute, week } from '@/core/domain/time.ts';
import { unknownMeans, verdictOf } from '../domain/cases.ts';

export const noon = Date.parse('2026-11-22T20:00:00Z');

type Of<Kind extends Notice['kind']> = Extract<Notice, { kind: Kind }>;
const common = (kind: string, subject: Subject) => ({
  key: `muse·ann·${kind}·${subject.meter}`,
  provider: 'muse',
  account: 'ann',
  at: noon,
  subject,
});

export const weekly: Subject = { meter: 'codex:604800', label: 'codex', length: week };
export const spark: Subject = { meter: 'spark:18000', label: { name: 'GPT-5.3-Spark' }, length: 5 * hour };
export const cycle: Subject = { meter: 'credits', label: 'credits', length: null };

export const estimate: Estimate = {
  task: 'video',
  unit: 'credits',
  low: 200,
  middle: 400,
  high: 800,
  basis: 'guide',
  last: 0,
};
export const means: Means = { ...unknownMeans, left: 2_300, allowance: 10_000, used: 77 };

/** One notice of every kind. A new kind does not compile before it stands here. */
export const samples: { readonly [Kind in Notice['kind']]: Of<Kind> } = {
  'near-limit': {
    ...common('near-limit', cycle),
    kind: 'near-limit',
    level: 'notice',
    threshold: 70,
    used: 70.4,
    left: 2_960,
    unit: 'credits',
    resetsAt: noon + 14 * day,
  },
  'limit-reached': {
    ...common('limit-reached', weekly),
    kind: 'limit-reached',
    follows: 'credits',
    credits: 1_250,
    why: null,
    resetsAt: noon + 3 * hour + 20 * minute,
  },
  'came-back': {
    ...common('came-back', cycle),
    kind: 'came-back',
    left: 10_000,
    unit: 'credits',
    resetsAt: noon + 30 * day,
    lapsed: 320,
  },
  'back-expected': { ...common('back-expected', spark), kind: 'back-expected', resetsAt: noon - hour },
  'heavy-task': {
    ...common('heavy-task', { meter: 'video', label: 'credits', length: null }),
    kind: 'heavy-task',
    verdict: verdictOf(estimate, means),
  },
  'will-run-out': {
    ...common('will-run-out', weekly),
    kind: 'will-run-out',
    low: noon + 2 * hour,
    middle: noon + 3 * hour,
    high: noon + 4 * hour,
    resetsAt: noon + 4 * hour + 40 * minute,
  },
  'low-balance': {
    ...common('low-balance', cycle),
    kind: 'low-balance',
    left: 640,
    task: 'video',
    fits: { low: 0.8, high: 6.4 },
  },
  'credits-expire': {
    ...common('credits-expire', cycle),
    kind: 'credits-expire',
    credits: 500,
    expiresAt: noon + 30 * day,
    guess: false,
  },
  'unusual-use': {
    ...common('unusual-use', cycle),
    kind: 'unusual-use',
    from: noon - 2 * hour,
    to: noon - 90 * minute,
    spent: 903,
    usual: 240,
  },
  'top-up': { ...common('top-up', cycle), kind: 'top-up', left: 260, threshold: 250, target: 1_000 },
  'promise-ends': {
    ...common('promise-ends', cycle),
    kind: 'promise-ends',
    what: 'unlimited-chat',
    until: noon + 7 * day,
  },
  retakes: { ...common('retakes', cycle), kind: 'retakes', task: 'video', count: 4, spent: 740 },
  'failed-charge': {
    ...common('failed-charge', cycle),
    kind: 'failed-charge',
    task: 'video',
    credits: 200,
    endedAt: noon - 25 * hour,
  },
  budget: {
    ...common('budget', { meter: 'budget', label: 'credits', length: null }),
    kind: 'budget',
    threshold: 80,
    plan: 8_000,
    spent: 6_412,
    money: { amount: 3_000, currency: 'JPY' },
    until: noon + 14 * day,
  },
  envelope: {
    ...common('envelope', { meter: 'envelope', label: 'credits', length: null }),
    kind: 'envelope',
    envelope: 'media',
    threshold: 70,
    plan: 2_000,
    spent: 1_450,
    until: noon + 14 * day,
  },
  'job-ceiling': {
    ...common('job-ceiling', { meter: 'job', label: 'credits', length: null }),
    kind: 'job-ceiling',
    job: 'Spring deck',
    threshold: 100,
    plan: 1_000,
    spent: 1_040,
  },
  review: {
    ...common('review', { meter: 'review', label: 'credits', length: null }),
    ...{ kind: 'review', key: 'review·2026-11-22T09:00', provider: noService, account: noService },
    from: noon - 7 * day,
  },
  'cycle-plan': { ...common('cycle-plan', cycle), kind: 'cycle-plan', until: noon + 30 * day },
};

const moment = fc.constantFrom(null, noon - day, noon, noon + minute, noon + 3 * hour, noon + 40 * day);
const number = fc.oneof(fc.constantFrom(null, 0, 1, 0.4, 3_000), fc.double({ min: -50, max: 1e6, noNaN: true }));
const label: fc.Arbitrary<Label> = fc.oneof(fc.constantFrom(...labels), fc.constant({ name: 'GPT-5.3-Spark' }));
const unit = fc.constantFrom<Unit>('percent', 'credits', 'generations', 'uses', 'dollars');
const subject: fc.Arbitrary<Subject> = fc
  .tuple(label, fc.constantFrom(null, 5 * hour, 3 * day, week, 30 * day), fc.constantFrom('', 'stop:', 'x:'))
  .map(([label, length, before]) => ({ meter: `${before}meter`, label, length }));
const percent = fc.double({ min: 0, max: 120, noNaN: true });
const price = fc.tuple(fc.double({ min: 1, max: 900, noNaN: true }), fc.double({ min: 1, max: 9, noNaN: true }));
const verdict = fc
  .record({
    price,
    unit: fc.constantFrom('credits' as const, 'generations' as const),
    basis: fc.constantFrom('published' as const, 'guide' as const, 'own' as const),
    left: number,
    allowance: fc.constantFrom(null, 10_000),
    used: fc.oneof(fc.constant(null), percent),
    credits: fc.constantFrom(null, 500),
  })
  .map(({ price: [low, times], unit, basis, ...known }) =>
    verdictOf(
      { task: 'video', unit, basis, low, middle: low * Math.sqrt(times), high: low * times, last: 3 },
      { ...known, warning: 80 },
    ),
  );

const ahead = moment.map((at) => at ?? noon);
const amount = fc.double({ min: 0, max: 1e6, noNaN: true });
const base = {
  key: fc.constant('k'),
  provider: fc.constant('muse'),
  account: fc.constant('ann'),
  at: fc.constant(noon),
  subject,
};

const exhausting = { threshold: fc.constantFrom(70, 80, 100), plan: amount, spent: amount };

/** Any notice of a kind, with whatever may be unknown of it. */
export const notices: { readonly [Kind in Notice['kind']]: fc.Arbitrary<Of<Kind>> } = {
  'near-limit': fc.record({
    ...base,
    kind: fc.constant('near-limit' as const),
    level: fc.constantFrom('notice' as const, 'warning' as const),
    threshold: fc.constantFrom(50, 70, 80, 95),
    used: percent,
    left: number,
    unit,
    resetsAt: moment,
  }),
  'limit-reached': fc.record({
    ...base,
    kind: fc.constant('limit-reached' as const),
    follows: fc.constantFrom('credits' as const, 'stops' as const, 'unknown' as const),
    credits: number,
    resetsAt: moment,
    why: fc.constantFrom(null, ...stopReasons),
  }),
  'came-back': fc.record({
    ...base,
    kind: fc.constant('came-back' as const),
    left: number,
    unit,
    resetsAt: moment,
    lapsed: number,
  }),
  'back-expected': fc.record({
    ...base,
    kind: fc.constant('back-expected' as const),
    resetsAt: moment.map((at) => at ?? noon),
  }),
  'heavy-task': fc.record({ ...base, kind: fc.constant('heavy-task' as const), verdict }),
  'will-run-out': fc.record({
    ...base,
    kind: fc.constant('will-run-out' as const),
    low: ahead,
    middle: ahead,
    high: ahead,
    resetsAt: ahead,
  }),
  'low-balance': fc.record({
    ...base,
    kind: fc.constant('low-balance' as const),
    left: amount,
    task: fc.constantFrom(...taskKinds),
    fits: fc.record({ low: amount, high: amount }),
  }),
  'credits-expire': fc.record({
    ...base,
    kind: fc.constant('credits-expire' as const),
    credits: amount,
    expiresAt: ahead,
    guess: fc.boolean(),
  }),
  'unusual-use': fc.record({
    ...base,
    kind: fc.constant('unusual-use' as const),
    from: ahead,
    to: ahead,
    spent: amount,
    usual: fc.oneof(fc.constant(null), amount),
  }),
  'top-up': fc.record({
    ...base,
    kind: fc.constant('top-up' as const),
    left: amount,
    threshold: amount,
    target: fc.option(amount),
  }),
  'promise-ends': fc.record({
    ...base,
    kind: fc.constant('promise-ends' as const),
    what: fc.constantFrom(...promises),
    until: ahead,
  }),
  retakes: fc.record({
    ...base,
    kind: fc.constant('retakes' as const),
    task: fc.constantFrom(...taskKinds),
    count: fc.integer({ min: 3, max: 40 }),
    spent: fc.option(amount),
  }),
  'failed-charge': fc.record({
    ...base,
    kind: fc.constant('failed-charge' as const),
    task: fc.constantFrom(...taskKinds),
    credits: amount,
    endedAt: moment,
  }),
  budget: fc.record({
    ...base,
    ...exhausting,
    kind: fc.constant('budget' as const),
    money: fc.option(fc.record({ amount, currency: fc.constantFrom('JPY', 'USD', 'EUR') })),
    until: ahead,
  }),
  envelope: fc.record({
    ...base,
    ...exhausting,
    kind: fc.constant('envelope' as const),
    envelope: fc.constantFrom(...envelopes),
    until: ahead,
  }),
  'job-ceiling': fc.record({
    ...base,
    ...exhausting,
    kind: fc.constant('job-ceiling' as const),
    job: fc.constantFrom('Spring deck', '春の提案書'),
  }),
  review: fc.record({ ...base, kind: fc.constant('review' as const), from: ahead }),
  'cycle-plan': fc.record({ ...base, kind: fc.constant('cycle-plan' as const), until: ahead }),
};
