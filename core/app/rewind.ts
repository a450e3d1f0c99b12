import type { AccountState, Snapshot } from '../domain/account.ts';
import { noCharges } from '../domain/charges.ts';
import { unlapsed } from '../domain/lot-balance.ts';
import { type EpochMs, minute } from '../domain/time.ts';
import { eventRows } from './events.ts';
import type { Row } from './rows.ts';
import { allSettled } from './spending.ts';

/**
 * Where the machine's clock was set back, what was seen "in the future" would make every new reading look old.
 * Such times are brought down to now; the numbers stay.
 */
export function rewound(snapshot: Snapshot, now: EpochMs): Snapshot {
  if (snapshot.savedAt <= now + 2 * minute) return snapshot;
  return broughtDown(snapshot, now);
}

/** The same, whenever the snapshot was made. */
export function broughtDown(snapshot: Snapshot, now: EpochMs): Snapshot {
  return { ...snapshot, accounts: snapshot.accounts.map((account) => rewoundAccount(account, now)) };
}

export function rewindRows(before: Snapshot, after: Snapshot, now: EpochMs): Row[] {
  return eventRows({ before: before.accounts, after: after.accounts }, () => ({ what: 'rewound', now }));
}

/** One account, of which nothing was seen at `now` or later. */
export function rewoundAccount(account: AccountState, now: EpochMs): AccountState {
  const back = (at: EpochMs) => Math.min(at, now - 1);
  const maybe = (at: EpochMs | null) => (at === null ? null : back(at));
  return {
    ...account,
    windows: account.windows.map((window) => ({
      ...window,
      openedAt: back(window.openedAt),
      seenAt: back(window.seenAt),
      changedAt: back(window.changedAt),
      row: back(window.row),
      correctedAt: maybe(window.correctedAt),
      missingSince: maybe(window.missingSince),
      dip: null,
    })),
    balances: account.balances.map((balance) => ({
      ...balance,
      seenAt: back(balance.seenAt),
      changedAt: back(balance.changedAt),
      row: back(balance.row),
      cycle: { ...balance.cycle, since: back(balance.cycle.since) },
      fall: null,
      rise: null,
      doubt: null,
    })),
    ...modelRewound(account, now),
    limits: account.limits.map((one) => ({ ...one, since: back(one.since), freeAt: maybe(one.freeAt) })),
    stops: account.stops.map((stop) => ({ ...stop, since: back(stop.since) })),
    problems: account.problems.map((one) => ({ ...one, since: back(one.since), at: back(one.at) })),
    heard: account.heard.map((one) => ({ ...one, at: back(one.at) })),
    plan: account.plan === null ? null : { ...account.plan, at: back(account.plan.at) },
    pending:
      account.pending === null
        ? null
        : // Whether it was just told of nobody can say any more: rather once too often.
          { ...account.pending, at: back(account.pending.at), toldAt: null, leftAt: null },
    tasks: account.tasks.map((task) => ({ ...task, startedAt: back(task.startedAt), seenAt: back(task.seenAt) })),
    takes: account.takes.map((take) => ({ ...take, at: back(take.at) })),
    signedOutAt: maybe(account.signedOutAt),
    readAt: maybe(account.readAt),
  };
}

/** What the model remembers of times that have not come: the numbers stay, what would wait for those times goes. */
function modelRewound(account: AccountState, now: EpochMs) {
  const { lots, forecasts, refills, unseenDays, failures } = account;
  const { evidence } = refills;
  const past = ({ upTo }: { readonly upTo: EpochMs }) => upTo < now;
  const back = (at: EpochMs) => Math.min(at, now - 1);
  return {
    lots: unlapsed(lots, now),
    charges: noCharges,
    spentBy: allSettled(account),
    unseen: null,
    unseenDays: { ...unseenDays, open: [], next: null },
    failures: {
      given: [],
      // What came back in between can not be seen any more: nobody is blamed.
      all: failures.all.map((one) => ({
        ...one,
        startedAt: back(one.startedAt),
        endedAt: back(one.endedAt),
        state: one.state === 'pending' ? ('unclear' as const) : one.state,
        settledAt: one.settledAt === null ? null : back(one.settledAt),
      })),
    },
    forecasts: forecasts.map(({ state, ...one }) => ({
      ...one,
      state: {
        ...state,
        windows: state.windows.filter(({ seenAt }) => seenAt < now),
        seenAt: state.seenAt === null ? null : back(state.seenAt),
        burn: { ...state.burn, at: back(state.burn.at) },
      },
    })),
    refills: {
      next: null,
      evidence: {
        ...evidence,
        last: evidence.last === null ? null : { ...evidence.last, at: back(evidence.last.at) },
        refills: evidence.refills.filter(past),
        quiets: evidence.quiets.filter(past),
        step: null,
        before: null,
      },
    },
  };
}
