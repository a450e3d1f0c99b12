import { type Circumstances, type Read, type Recording, record } from '@/core/app/record.ts';
import type { Row } from '@/core/app/rows.ts';
import { type AccountState, emptySnapshot, type Snapshot } from '@/core/domain/account.ts';
import type { Notice } from '@/core/domain/notice.ts';
import type { ProblemKind, Topic } from '@/core/domain/problem.ts';
import type { BalanceReading, Reading, StopReading, TaskReading, WindowReading } from '@/core/domain/reading.ts';
import { defaultSettings, type Entered, type Settings } from '@/core/domain/settings.ts';
import type { Sighting } from '@/core/domain/sighting.ts';
import { day, type EpochMs, hour, type Ms, week } from '@/core/domain/time.ts';
import type { Fact, Facts, Outcome, PlanFacts } from '@/core/providers/provider.ts';

/** Noon in Los Angeles, a Sunday in winter. */
export const noon: EpochMs = Date.parse('2026-11-22T20:00:00Z');
/** Minutes that Los Angeles is ahead of UTC then. */
export const offset = -480;
export const later = (ms: Ms): EpochMs => noon + ms;

export const ann = 'aaaaaaaaaaaaaaaa';
export const bea = 'bbbbbbbbbbbbbbbb';
export const cleo = 'cccccccccccccccc';

const figure = <T>(value: T): Fact<T> => ({ value, source: 'invented for tests', date: '2026-11' });
const plan = (paid: boolean, grant: PlanFacts['grant'] = null): PlanFacts => ({
  name: 'Any',
  paid,
  monthly: null,
  grant,
});

/** An invented service, so that no test depends on a real one's prices. */
export const facts: Facts = {
  id: 'muse',
  name: 'Muse',
  short: 'Muse',
  home: 'https://muse.example',
  usagePage: figure('https://muse.example/usage'),
  retired: null,
  plans: {
    free: { ...plan(false, figure({ credits: 100, every: 'day', exact: true })), name: 'Free' },
    plus: { ...plan(true, figure({ credits: 10_000, every: 'month', exact: false })), name: 'Plus' },
    team: { ...plan(true, figure({ credits: 12_000, every: 'month', exact: true })), name: 'Team' },
  },
  costs: [
    { task: 'video', per: 'task', unit: 'credits', basis: 'guide', range: figure({ low: 100, high: 400 }) },
    { task: 'image', per: 'task', unit: 'credits', basis: 'guide', range: figure({ low: 500, high: 900 }) },
  ],
  pool: null,
};

export function seen(over: Partial<Sighting> = {}): Sighting {
  const at = over.at ?? noon;
  const watch = over.watch ?? 'numbers';
  return {
    id: `${watch}@${at}`,
    watch,
    phase: 'answer',
    rule: null,
    call: `${watch}@${at}`,
    at,
    offset,
    status: 200,
    served: at,
    via: 'page',
    onUsagePage: false,
    account: ann,
    ...over,
  };
}

type Telling = Partial<Sighting> & { readonly complete?: Exclude<Outcome['complete'], undefined> };

/** A sighting with what it came to. */
export function tells(readings: Reading | readonly Reading[], { complete, ...over }: Telling = {}): Read {
  const all = [readings].flat() as readonly Reading[];
  return {
    sighting: seen(over),
    outcome: { readings: all, problems: [], ...(complete !== undefined && { complete }) },
  };
}

export function fails(kind: ProblemKind, over: Partial<Sighting> = {}, about: Topic = 'numbers'): Read {
  return {
    sighting: seen({ status: 500, ...over }),
    outcome: { readings: [], problems: [{ kind, about, paths: [] }] },
  };
}

export const signedOut = (over: Partial<Sighting> = {}): Read =>
  tells({ kind: 'signed-out' }, { status: 401, ...over });

const bare = { amount: null, blocked: false } as const;
export const weekly = (used: number | null, over: Partial<WindowReading> = {}): WindowReading => ({
  kind: 'window',
  feature: 'codex',
  label: 'codex',
  length: week,
  used,
  resetsAt: later(3 * day),
  ...bare,
  ...over,
});
export const fiveHours = (used: number | null, over: Partial<WindowReading> = {}): WindowReading =>
  weekly(used, { length: 5 * hour, resetsAt: later(2 * hour), ...over });

export const credits = (left: number | null, over: Partial<BalanceReading> = {}): BalanceReading => ({
  kind: 'balance',
  feature: 'credits',
  label: 'credits',
  unit: 'credits',
  left,
  unlimited: false,
  usable: left !== null && left > 0,
  blocked: left !== null && left <= 0,
  returnsAt: null,
  pool: null,
  ...over,
});

export const onPlan = (plan: string, renewsAt: EpochMs | null = null): Reading => ({
  kind: 'plan',
  plan,
  renewsAt,
  willRenew: null,
});
export const stop = (over: Partial<StopReading> = {}): StopReading => ({
  kind: 'stop',
  feature: 'credits',
  label: 'credits',
  why: 'credits-used-up',
  until: null,
  ...over,
});
export const task = (ref: string, news: TaskReading['news'], over: Partial<TaskReading> = {}): TaskReading => ({
  kind: 'task',
  refs: [ref],
  task: 'video',
  parameters: null,
  news,
  ...over,
});

/** The default, but without forecasts and reviews: what these stories tell of is what was read. */
export const plain: Settings = {
  ...defaultSettings,
  notify: { ...defaultSettings.notify, 'will-run-out': false },
  review: { ...defaultSettings.review, days: [] },
};

export type Playing = Partial<Circumstances> & { readonly from?: Snapshot };

/** Records one sighting after the other, each at its own time unless `now` says otherwise. */
export function play(reads: readonly Read[], { from = emptySnapshot, ...over }: Playing = {}): Recording {
  return reads.reduce<Recording>(
    (told, read) => {
      const circumstances = { facts, settings: plain, now: read.sighting.at, ...over };
      const next = record(told.snapshot, [read], circumstances);
      return {
        snapshot: next.snapshot,
        rows: [...told.rows, ...next.rows],
        notices: [...told.notices, ...next.notices],
        followUp: [...told.followUp, ...next.followUp],
      };
    },
    { snapshot: from, rows: [], notices: [], followUp: [] },
  );
}

export const settingsWith = (over: Partial<Settings>): Settings => ({ ...plain, ...over });
export const notifying = (over: Partial<Settings['notify']>): Settings =>
  settingsWith({ notify: { ...plain.notify, ...over } });
export const entering = (entered: Partial<Entered>, account = ann): Settings =>
  settingsWith({ entered: { [`muse/${account}`]: { renewalDay: null, monthly: null, at: noon, ...entered } } });

/** The one there is; anything else fails the test that asks. */
export function sole<T>(all: readonly T[]): T {
  const [first, ...others] = all;
  if (first === undefined || others.length > 0) throw new Error(`expected one, found ${all.length}`);
  return first;
}
export const accountOf = ({ snapshot }: { readonly snapshot: Snapshot }): AccountState => sole(snapshot.accounts);
export const rowsOf = <S extends Row['store']>({ rows }: { readonly rows: readonly Row[] }, store: S) =>
  rows.flatMap((one) => (one.store === store ? [one.row as Extract<Row, { store: S }>['row']] : []));

/** Notices in short lines: what, of which meter, and the one number or word that matters. */
export const lines = ({ notices }: { readonly notices: readonly Notice[] }): string[] => notices.map(line);

function line(notice: Notice): string {
  const what = `${notice.kind} ${notice.subject.meter}`;
  switch (notice.kind) {
    case 'near-limit':
      return `${what} ${notice.threshold}`;
    case 'limit-reached':
      return `${what} ${notice.follows}`;
    case 'came-back':
      return `${what} ${notice.left}`;
    case 'back-expected':
      return what;
    case 'heavy-task':
      return `${what} ${notice.verdict.reasons.join(' ')}`;
    case 'retakes':
      return `${what} ${notice.task} ${notice.count}`;
    case 'credits-expire':
      return `${what} ${notice.credits}`;
    case 'low-balance':
    case 'top-up':
      return `${what} ${notice.left}`;
    case 'unusual-use':
      return `${what} ${notice.spent}`;
    case 'promise-ends':
      return `${what} ${notice.what}`;
    case 'failed-charge':
      return `${what} ${notice.task} ${notice.credits}`;
    case 'budget':
    case 'envelope':
    case 'job-ceiling':
      return `${what} ${notice.threshold}`;
    case 'will-run-out':
    case 'review':
    case 'cycle-plan':
      return what;
  }
}
