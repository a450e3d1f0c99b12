import { type Read, record } from '../core/app/record.ts';
import { emptySnapshot, type Snapshot } from '../core/domain/account.ts';
import { defaultSettings, type Settings } from '../core/domain/settings.ts';
import type { Sighting } from '../core/domain/sighting.ts';
import { type EpochMs, hour, minute } from '../core/domain/time.ts';
import { providerOf } from '../core/providers/index.ts';

/** One answer of a service, as its page would have seen it. */
export type Told = {
  readonly provider: string;
  readonly watch: string;
  readonly fields?: unknown;
  readonly at: EpochMs;
  readonly status?: number;
  readonly account?: string | null;
  readonly via?: Sighting['via'];
  readonly phase?: Sighting['phase'];
  readonly rule?: string;
  readonly call?: string;
  readonly asked?: unknown;
  readonly onUsagePage?: boolean;
};

let count = 0;

export function sightingOf(told: Told): Sighting {
  const id = `${++count}`;
  const { watch, at, status = 200, via = 'page', phase = 'answer', rule = null, call = id, onUsagePage = false } = told;
  const rest = { account: told.account ?? null, fields: told.fields as never, asked: told.asked as never };
  return { id, watch, phase, rule, call, at, offset: 0, status, served: null, via, onUsagePage, ...rest };
}

/** The snapshot after these answers, one after the other. */
export function snapshotOf(
  all: readonly Told[],
  settings: Settings = defaultSettings,
  begin = emptySnapshot,
): Snapshot {
  return [...all]
    .sort((a, b) => a.at - b.at)
    .reduce<Snapshot>((snapshot, told) => {
      const provider = providerOf(told.provider);
      if (provider === undefined) throw new Error(`no provider ${told.provider}`);
      const sighting = sightingOf(told);
      const read: Read = { sighting, outcome: provider.read(sighting) };
      return record(snapshot, [read], { facts: provider.facts, settings, now: told.at }).snapshot;
    }, begin);
}

type Slot = { readonly seconds: number; readonly used: number; readonly in: number };

/** A `wham/usage` answer. */
export function usage(windows: readonly Slot[], more: object = {}): unknown {
  const slot = ({ seconds, used, in: ahead }: Slot) => ({
    used_percent: used,
    limit_window_seconds: seconds,
    reset_after_seconds: ahead,
  });
  const [primary, secondary] = windows;
  return {
    plan_type: 'plus',
    rate_limit: {
      allowed: true,
      limit_reached: false,
      primary_window: primary ? slot(primary) : null,
      secondary_window: secondary ? slot(secondary) : null,
    },
    credits: { has_credits: true, unlimited: false, overage_limit_reached: false, balance: '1250' },
    ...more,
  };
}

const fiveHours = 18_000;
const weekly = 604_800;
const balance = (left: number) => ({ status: 0, message: 'success', data: { balance: left } });
const user = { status: 0, data: { cogen: { personal_plan: 'plus', personal_paid_sub_interval: 'month' } } };

/** Situations to look at, each as it stands at `now`. */
export function scenarios(now: EpochMs): Readonly<Record<string, Snapshot>> {
  const chatgpt = (windows: readonly Slot[], more?: object, at = now - 3 * minute): Told => ({
    provider: 'chatgpt',
    watch: 'usage',
    fields: usage(windows, more),
    at,
    account: '0123456789abcdef',
    onUsagePage: true,
  });
  const genspark = (left: number, at = now - 2 * minute): Told[] => [
    { provider: 'genspark', watch: 'user', fields: user, at: at - 5_000 },
    { provider: 'genspark', watch: 'balance', fields: balance(left), at },
  ];
  const cycle = {
    provider: 'genspark',
    watch: 'cycle',
    fields: { status: 0, data: { start: now - 16 * 24 * hour, end: now + 14 * 24 * hour } },
    at: now - hour,
  };
  const begun = now - 16 * 24 * hour;
  const refilled: Told[] = [
    ...genspark(320, begun - 20 * minute),
    { ...cycle, fields: { status: 0, data: { start: begun - 30 * 24 * hour, end: begun } }, at: begun - 10 * minute },
    ...genspark(10_000, begun + 30 * minute),
    cycle,
  ];
  const calm = chatgpt([
    { seconds: fiveHours, used: 46, in: 6_699 },
    { seconds: weekly, used: 15, in: 505_326 },
  ]);
  /** A video from its request to its end, ten minutes before the balance is read for good. */
  const video = (call: string, at: number, failed: boolean): Told[] => {
    const run = { provider: 'genspark', watch: 'agent', call: `00000000-0000-4000-8000-000000000000:${call}` };
    const asked = {
      type: 'video_generation_agent',
      model_params: { type: 'video', model: 'kling/v3', duration: '30s' },
    };
    const end = failed
      ? { rule: 'result', fields: { content: 'overloaded' } }
      : { rule: 'status', fields: { field_value: 'FINISHED' } };
    return [
      { ...run, asked, phase: 'sent', at },
      { ...run, asked, phase: 'event', rule: 'start', fields: { id: `project-${call}` }, at: at + 1_000 },
      { ...run, asked, phase: 'event', ...end, at: at + 2 * minute },
    ];
  };
  const made = (call: string, at: number, left: number, failed = false): Told[] => [
    ...video(call, at, failed),
    ...[3, 10].map((minutes) => ({
      ...{ provider: 'genspark', watch: 'balance', fields: balance(left), at: at + minutes * minute },
    })),
  ];
  /** Somebody has said that the phone was theirs. */
  const mine = (snapshot: Snapshot): Snapshot => ({
    ...snapshot,
    accounts: snapshot.accounts.map((one) => ({ ...one, unseen: null })),
  });
  return {
    usual: snapshotOf([calm, ...genspark(9_717)]),
    bought: snapshotOf(
      [
        [100, 120],
        [600, 60],
        [600, 3],
      ].map(([left, ago]) =>
        chatgpt([], { credits: { has_credits: true, balance: `${left}` } }, now - (ago ?? 0) * minute),
      ),
    ),
    unseen: snapshotOf([...genspark(9_000, now - 5 * hour), ...genspark(8_000)]),
    first: emptySnapshot,
    near: mine(
      snapshotOf([
        chatgpt(
          [
            { seconds: fiveHours, used: 62, in: 9_000 },
            { seconds: weekly, used: 60, in: 300_000 },
          ],
          {},
          now - 30 * minute,
        ),
        chatgpt([
          { seconds: fiveHours, used: 84, in: 7_200 },
          { seconds: weekly, used: 71, in: 298_200 },
        ]),
        ...refilled,
        ...genspark(2_300),
      ]),
    ),
    stopped: snapshotOf([
      chatgpt(
        [
          { seconds: fiveHours, used: 90, in: 7_200 },
          { seconds: weekly, used: 97, in: 298_200 },
        ],
        {},
        now - 30 * minute,
      ),
      chatgpt(
        [
          { seconds: fiveHours, used: 91, in: 5_400 },
          { seconds: weekly, used: 100, in: 296_400 },
        ],
        {
          rate_limit: {
            allowed: false,
            limit_reached: true,
            primary_window: { used_percent: 91, limit_window_seconds: fiveHours, reset_after_seconds: 5_400 },
            secondary_window: { used_percent: 100, limit_window_seconds: weekly, reset_after_seconds: 296_400 },
          },
        },
      ),
      ...genspark(180, now - 20 * minute),
      ...genspark(-4.5),
    ]),
    overdue: snapshotOf([
      chatgpt(
        [
          { seconds: fiveHours, used: 88, in: 60 },
          { seconds: weekly, used: 40, in: 300_000 },
        ],
        {},
        now - 20 * minute,
      ),
      ...genspark(9_000, now - 30 * hour),
    ]),
    idle: snapshotOf([
      chatgpt(
        [
          { seconds: fiveHours, used: 0, in: fiveHours },
          { seconds: weekly, used: 3, in: 400_000 },
        ],
        {},
        now - 5_000,
      ),
      ...genspark(9_000),
    ]),
    'signed-out': snapshotOf([
      calm,
      { provider: 'chatgpt', watch: 'usage', status: 401, at: now - minute },
      { provider: 'genspark', watch: 'balance', fields: { status: -5, message: 'not login', data: {} }, at: now },
    ]),
    unreadable: snapshotOf([
      calm,
      { provider: 'chatgpt', watch: 'usage', fields: { limits: [] }, at: now - minute, account: '0123456789abcdef' },
      ...genspark(2_300, now - hour),
      { provider: 'genspark', watch: 'balance', status: 503, at: now - minute },
    ]),
    two: snapshotOf([
      calm,
      {
        ...chatgpt([{ seconds: weekly, used: 66, in: 315_566 }], {
          plan_type: 'pro',
          credits: { has_credits: false, unlimited: false, balance: '0' },
        }),
        account: 'fedcba9876543210',
      },
      ...genspark(9_717),
    ]),
    sora: snapshotOf([
      calm,
      {
        provider: 'sora',
        watch: 'check',
        fields: {
          type: 'allowed',
          rate_limit_and_credit_balance: {
            rate_limit_reached: false,
            access_resets_in_seconds: 20_134,
            credit_remaining: 40,
            estimated_num_videos_remaining: 7,
            estimated_num_purchased_videos_remaining: 0,
          },
        },
        at: now - minute,
      },
    ]),
    video: mine(
      snapshotOf([
        calm,
        ...refilled,
        ...genspark(2_300),
        { provider: 'genspark', watch: 'video-composer', phase: 'opened', at: now - 1_000 },
      ]),
    ),
    after: snapshotOf([
      calm,
      ...genspark(9_000, now - 40 * hour),
      ...made('1', now - 39 * hour, 8_850, true),
      ...made('2', now - 14 * hour, 8_666),
      ...made('3', now - 3 * hour, 8_666),
      ...made('4', now - 20 * minute, 8_500, true),
      ...genspark(8_500),
    ]),
    workspace: snapshotOf([
      chatgpt([], {
        plan_type: 'business',
        rate_limit: null,
        credits: { has_credits: false, unlimited: false, balance: null },
        spend_control: {
          reached: false,
          individual_limit: {
            limit: '10000',
            used: '3028.99',
            remaining: '6971.01',
            used_percent: 30,
            reset_after_seconds: 441_896,
          },
        },
      }),
      {
        provider: 'genspark',
        watch: 'user',
        fields: { status: 0, data: { cogen: { personal_plan: 'free' } } },
        at: now - 2 * minute,
      },
      { provider: 'genspark', watch: 'balance', fields: balance(64), at: now - minute },
      {
        provider: 'genspark',
        watch: 'free-pool',
        fields: {
          windows: {
            '7d': {
              limit_dollars: 5,
              spent_dollars: 2.1,
              remaining_dollars: 2.9,
              reset_at: (now + 3 * 24 * hour) / 1_000,
            },
            '5h': { limit_dollars: 1, spent_dollars: 0.2, remaining_dollars: 0.8, reset_at: (now + 2 * hour) / 1_000 },
          },
        },
        at: now - minute,
      },
    ]),
  };
}
