import { type Answer, obeyed, rowsSaid } from '@/core/app/answers.ts';
import { catchUp } from '@/core/app/catch-up.ts';
import { eventsOf, freshStretch, isFull, type Stretch, sealed, withEvent } from '@/core/app/event-log.ts';
import { type Event, eventRows } from '@/core/app/events.ts';
import type { Rebuilding } from '@/core/app/rebuild.ts';
import { type Read, record } from '@/core/app/record.ts';
import type { Row } from '@/core/app/rows.ts';
import { emptySnapshot, type Snapshot } from '@/core/domain/account.ts';
import type { Job } from '@/core/domain/jobs.ts';
import { isCorrectable, proposals } from '@/core/domain/lot-entries.ts';
import { defaultSettings, type Settings } from '@/core/domain/settings.ts';
import { day, type EpochMs } from '@/core/domain/time.ts';
import { snapshotSchema } from '@/core/platform/stored.ts';
import { eventSchema } from '@/core/platform/stored-events.ts';
import type { Step } from './histories.ts';
import { ann, facts, fails, noon, offset, tells } from './story.ts';

/** A service that also sells credits, so that a rise may be a purchase. */
const selling = {
  ...facts,
  purchases: {
    validMonths: { value: 12, source: 'invented for tests', date: '2026-11' },
    perCredit: null,
    packs: [{ value: 90, source: 'invented for tests', date: '2026-11' }],
  },
};

/** What the worker does with each step, and what it keeps of it. */
export type Life = {
  readonly snapshot: Snapshot;
  readonly settings: Settings;
  readonly rows: readonly Row[];
  readonly now: EpochMs;
};
const job = (id: string): Job => ({
  ...{ id, name: id, ceiling: null, counts: {}, createdAt: noon, finishedAt: null },
});
const settings: Settings = { ...defaultSettings, jobs: [job('deck'), job('film')] };
export const born: Life = { snapshot: emptySnapshot, settings, rows: [], now: noon };

export function lived(life: Life, step: Step): Life {
  const now = life.now + step.after;
  const { settings } = life;
  // What is stored comes back through the schema.
  const snapshot = snapshotSchema.parse(structuredClone(life.snapshot));
  switch (step.do) {
    case 'read': {
      const reads = step.reads.map((one): Read => {
        const over = {
          at: now - one.ago,
          account: one.account,
          watch: one.watch,
          phase: one.watch === 'agent' ? 'event' : 'answer',
        } as const;
        return one.fails
          ? fails('service-trouble', over)
          : tells(one.readings(over.at), { ...over, status: one.status, complete: ['codex'] });
      });
      const all = Array.from({ length: step.times }, () => reads).flat();
      const circumstances = { facts: selling, settings, now, offsetAt: () => offset };
      const { rows, snapshot: next } = record(snapshot, all, circumstances);
      return { snapshot: next, settings, rows: [...life.rows, ...rows], now };
    }
    case 'wake': {
      const { rows, snapshot: next } = catchUp(snapshot, settings, { now, offset });
      return { snapshot: next, settings, rows: [...life.rows, ...rows], now };
    }
    case 'job':
      return { ...life, settings: { ...settings, currentJob: step.job && { id: step.job, since: now } }, now };
    case 'enter': {
      const page = snapshot.accounts.find(({ account }) => account === ann)?.plan?.name ?? null;
      const plan = step.plan === undefined ? {} : { plan: { name: step.plan, page } };
      const entered = { [`muse/${ann}`]: { monthly: step.monthly, renewalDay: step.renewalDay, ...plan, at: now } };
      return { ...life, settings: { ...settings, entered }, now };
    }
    case 'answer': {
      const answer = answerOf(snapshot, step.answer, now);
      const said = { provider: 'muse', account: ann, now, offset, ...answer };
      const next = obeyed(snapshot, said, selling);
      const events = eventRows({ before: snapshot.accounts, after: next.accounts }, () => said);
      const rows = events.length === 0 ? [] : [...rowsSaid(said), ...events];
      return { ...life, snapshot: next, rows: [...life.rows, ...rows], now };
    }
  }
}

function answerOf({ accounts }: Snapshot, what: Extract<Step, { do: 'answer' }>['answer'], now: EpochMs): Answer {
  const account = accounts.find((one) => one.account === ann);
  const id = (account === undefined ? undefined : proposals(account.lots)[0]?.id) ?? 'none';
  const bought = account?.lots.lots.find(isCorrectable)?.id ?? 'none';
  switch (what) {
    case 'yes':
    case 'no':
      return { what: 'purchase-answered', id, yes: what === 'yes' };
    case 'mine':
      return { what: 'unseen-answered', id: account?.unseen?.id ?? 'none', mine: true };
    case 'buy':
      return { what: 'purchase-entered', credits: 500, at: now - day, paid: 20, entered: now };
    case 'correct':
      return { what: 'purchase-corrected', id: bought, to: { credits: 320, at: now - 3 * day, paid: null } };
    case 'none':
      return { what: 'purchase-corrected', id: bought, to: null };
    case 'split': {
      const whole = account?.lots.lots.find((one) => one.id === bought)?.credits ?? 1;
      return { what: 'purchase-split', id: bought, parts: [whole / 3, whole - whole / 3] };
    }
    case 'tell-me':
      return { what: 'tell-me', meter: 'credits', on: true };
    case 'move':
      return { what: 'task-moved', key: account?.tasks.at(-1)?.key ?? 'none', job: 'film' };
    case 'belongs-to':
      return { what: 'belongs-to' };
  }
}

/** The events among rows, as the ledger keeps them, stretch by stretch. */
export function stretchesOf(rows: readonly Row[]): readonly Stretch[] {
  return rows.reduce<readonly Stretch[]>((all, row) => {
    if (row.store !== 'events') return all;
    const last = all.at(-1);
    return last === undefined || isFull(last)
      ? [
          ...all.slice(0, -1),
          ...(last === undefined ? [] : [sealed(last)]),
          withEvent(freshStretch(all.length + 1), row.row),
        ]
      : [...all.slice(0, -1), withEvent(last, row.row)];
  }, []);
}

export const readBack = (stretches: readonly Stretch[]): readonly Event[] =>
  stretches.flatMap((stretch) => [...eventsOf(structuredClone(stretch))].map((one) => eventSchema.parse(one)));

export const rebuilding = (settings: Settings): Rebuilding => ({
  settings,
  factsOf: (id) => (id === 'muse' ? selling : undefined),
  offsetAt: () => offset,
  failed: (error) => {
    throw error;
  },
});
