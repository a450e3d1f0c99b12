import fc from 'fast-check';
import type { Reading, TaskNews } from '@/core/domain/reading.ts';
import { day, type EpochMs, hour, type Ms, minute, second, week } from '@/core/domain/time.ts';
import { ann, bea, credits, fiveHours, onPlan, stop, task, weekly } from './story.ts';

/** One thing that happens, some time after the one before. */
export type Step = { readonly after: Ms } & (
  | { readonly do: 'read'; readonly reads: readonly Told[]; readonly times: number }
  | {
      readonly do: 'answer';
      readonly answer: 'yes' | 'no' | 'mine' | 'buy' | 'correct' | 'none' | 'split' | 'tell-me' | 'belongs-to' | 'move';
    }
  | { readonly do: 'job'; readonly job: 'deck' | 'film' | null }
  | {
      readonly do: 'enter';
      readonly monthly: number | null;
      readonly renewalDay: number | null;
      readonly plan?: string | null | undefined;
    }
  | { readonly do: 'wake' }
);
/** What a page saw, `ago` before it was delivered. Resets are told in ms from the sighting. */
export type Told = {
  readonly ago: Ms;
  readonly account: string | null;
  readonly watch: string;
  readonly readings: (at: EpochMs) => readonly Reading[];
  readonly fails: boolean;
  readonly status: number;
};

const used = fc.oneof(
  fc.constantFrom(0, 1, 3, 40, 60, 79, 85, 99, 100, null),
  fc.double({ min: 0, max: 120, noNaN: true }),
);
const amount = fc.oneof(
  fc.constantFrom(0, 12, 100, 400, 5_000, 9_950, 10_000, 12_000, null),
  fc.double({ min: -1, max: 13_000, noNaN: true }),
);
const toReset = fc.oneof(
  fc.constantFrom(null, 5 * hour, week, 2 * hour, 3 * day),
  fc.integer({ min: -hour, max: 8 * day }),
);
const blocked = fc.constantFrom(null, false, true);
const at = (now: EpochMs, ahead: Ms | null) => (ahead === null ? null : now + ahead);
const ref = fc.constantFrom('t1', 't2', 't3', 't4');
const kind = fc.constantFrom('video' as const, 'image' as const, 'developer' as const, 'chat' as const);
const news: fc.Arbitrary<TaskNews> = fc.constantFrom<TaskNews>(
  ...(['leaving', 'started', 'named'] as const),
  ...(['done', 'failed', 'stopped', 'unknown'] as const).map((ended) => ({ ended })),
  { moved: ['t9'] },
);

type Telling = (now: EpochMs) => Reading;
const reading: fc.Arbitrary<Telling> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(used, toReset, blocked).map(
      ([share, ahead, stops]): Telling =>
        (now) =>
          weekly(share, { resetsAt: at(now, ahead), blocked: stops }),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(used, toReset, blocked).map(
      ([share, ahead, stops]): Telling =>
        (now) =>
          fiveHours(share, { resetsAt: at(now, ahead), blocked: stops }),
    ),
  },
  {
    weight: 8,
    arbitrary: fc.tuple(amount, fc.constantFrom(null, 'shared')).map(
      ([left, pool]): Telling =>
        () =>
          credits(left, { pool }),
    ),
  },
  {
    weight: 6,
    arbitrary: fc.tuple(ref, news, kind, fc.constantFrom(null, 5, 10)).map(
      ([one, told, what, seconds]): Telling =>
        () =>
          task(one, told, { task: what, parameters: seconds === null ? null : { seconds } }),
    ),
  },
  fc.tuple(fc.subarray(['t1', 't2', 't5']), fc.boolean()).map(
    ([refs, complete]): Telling =>
      () => ({
        kind: 'running',
        list: 'runs',
        complete,
        tasks: refs.map((one) => ({ ref: one, task: 'agent', parameters: null })),
      }),
  ),
  fc.tuple(fc.constantFrom('free', 'plus', 'team'), toReset).map(
    ([plan, ahead]): Telling =>
      (now) =>
        onPlan(plan, at(now, ahead)),
  ),
  fc.tuple(fc.nat(40), fc.nat(40)).map(
    ([before, after]): Telling =>
      (now) => ({ kind: 'cycle', from: now - before * day, to: now + after * day }),
  ),
  fc.tuple(ref, fc.nat(500), fc.nat(3 * day)).map(
    ([id, spent, ago]): Telling =>
      (now) => ({ kind: 'charge', id, at: now - ago, credits: spent, what: 'video' }),
  ),
  fc.tuple(ref, fc.nat(900), fc.nat(3 * day), toReset).map(
    ([id, given, ago, ahead]): Telling =>
      (now) => ({ kind: 'grant', id, at: now - ago, credits: given, expiresAt: at(now, ahead) }),
  ),
  toReset.map(
    (ahead): Telling =>
      (now) =>
        stop({ until: at(now, ahead) }),
  ),
  fc.nat(3).map(
    (available): Telling =>
      () => ({ kind: 'banked', available, nextExpiry: null }),
  ),
  fc.boolean().map(
    (enabled): Telling =>
      () => ({ kind: 'top-up', enabled, threshold: 300, target: null }),
  ),
  ref.map(
    (visit): Telling =>
      () => ({ kind: 'composer', task: 'video', visit }),
  ),
  fc.constant<Telling>(() => ({ kind: 'signed-out' })),
);

const told: fc.Arbitrary<Told> = fc
  .record({
    ago: fc.oneof({ weight: 6, arbitrary: fc.nat(2 * second) }, fc.nat(3 * hour), fc.constant(-30 * second)),
    account: fc.constantFrom(ann, ann, ann, null, bea),
    watch: fc.constantFrom('numbers', 'balance', 'agent'),
    readings: fc.array(reading, { maxLength: 4 }),
    fails: fc.nat(12).map((n) => n === 0),
    status: fc.constantFrom(200, 200, 200, 403),
  })
  .map((one) => ({ ...one, readings: (now) => one.readings.map((tell) => tell(now)) }));

const after = fc.oneof(
  { weight: 8, arbitrary: fc.nat(10 * minute) },
  { weight: 4, arbitrary: fc.nat(7 * hour) },
  fc.nat(9 * day),
  fc.constant(-hour),
);
const anything = fc
  .tuple(
    after,
    fc.oneof(
      {
        weight: 14,
        arbitrary: fc.record({
          do: fc.constant('read' as const),
          reads: fc.array(told, { minLength: 1, maxLength: 3 }),
          times: fc.constantFrom(1, 1, 1, 2),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          do: fc.constant('answer' as const),
          answer: fc.constantFrom(
            'yes',
            'no',
            'mine',
            'buy',
            'correct',
            'none',
            'split',
            'tell-me',
            'belongs-to',
            'move',
          ),
        }),
      },
      fc.record({
        do: fc.constant('enter' as const),
        monthly: fc.constantFrom(null, 5_000, 10_000),
        renewalDay: fc.constantFrom(null, 1, 31),
        plan: fc.constantFrom(undefined, undefined, null, 'free', 'plus', 'team'),
      }),
      fc.record({ do: fc.constant('job' as const), job: fc.constantFrom('deck', 'film', null) }),
      fc.record({ do: fc.constant('wake' as const) }),
    ),
  )
  .map(([gap, one]): readonly Step[] => [{ after: gap, ...one } as Step]);

const sees = (gap: Ms, watch: string, ...readings: readonly Telling[]): Step => ({
  after: gap,
  do: 'read',
  times: 1,
  reads: [
    { ago: 0, account: ann, watch, fails: false, status: 200, readings: (now) => readings.map((tell) => tell(now)) },
  ],
});
const says = (answer: Extract<Step, { do: 'answer' }>['answer']): Step => ({ after: minute, do: 'answer', answer });
const holds =
  (left: number): Telling =>
  () =>
    credits(left, { pool: 'shared' });
const little = fc.integer({ min: 1, max: 9 });

/** Stretches of life that hang together: what rests on several things one after the other would hardly come by chance. */
const bought = fc
  .tuple(little, fc.constantFrom('yes' as const, 'no' as const, 'split' as const))
  .map(([n, answer]): readonly Step[] => [
    ...[100, 100 + 90 * n, 100 + 90 * n].map((left) => sees(hour, 'balance', holds(left))),
    says(answer),
  ]);
const unseen = fc
  .tuple(little, fc.constantFrom('mine' as const, 'no' as const))
  .map(([n, answer]): readonly Step[] => [
    sees(9 * hour, 'balance', () => credits(9_000)),
    sees(9 * hour, 'balance', () => credits(9_000 - 700 * n)),
    says(answer),
  ]);
const worked = fc.tuple(little, little, kind).map(([n, many, what]): readonly Step[] =>
  Array.from({ length: many }, (_, run) => {
    const name = `w${n}${run}`;
    return [
      sees(minute, 'agent', () => task(name, 'started', { task: what, parameters: { seconds: n } })),
      sees(4 * minute, 'agent', () => task(name, { ended: run === 3 ? 'failed' : 'done' }, { task: what })),
      sees(30 * second, 'balance', () => credits(8_000 - run * 100 * n)),
    ];
  }).flat(),
);
const daily = fc
  .tuple(little, little)
  .map(([n, days]): readonly Step[] => [
    sees(minute, 'numbers', (now) => onPlan('free', at(now, null))),
    ...Array.from({ length: 4 * days }, (_, look) =>
      sees(6 * hour, 'balance', () => credits(look % 4 === 0 ? 100 : 100 - 10 * n - (look % 4))),
    ),
  ]);
const weeks = fc
  .tuple(little, little)
  .map(([n, many]): readonly Step[] =>
    Array.from({ length: 5 * many }, (_, look) =>
      sees(day, 'numbers', (now) => weekly((look % 5) * 2 * n, { resetsAt: now + (5 - (look % 5)) * day + look })),
    ),
  );

/** Whatever may happen to several meters of several accounts, in some weeks or months. */
export const histories: fc.Arbitrary<readonly Step[]> = fc
  .array(
    fc.oneof({ weight: 20, arbitrary: anything }, { weight: 2, arbitrary: bought }, unseen, worked, daily, weeks),
    { minLength: 1, maxLength: 50 },
  )
  .map((all) => all.flat());
