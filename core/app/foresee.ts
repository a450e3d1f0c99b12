import type { AccountState } from '../domain/account.ts';
import { taskCharges } from '../domain/charge-costs.ts';
import { intervalsOf } from '../domain/charge-ledger.ts';
import { costOf } from '../domain/estimates.ts';
import { lastsVerdict } from '../domain/forecast/verdict.ts';
import type { Notice } from '../domain/notice.ts';
import { planNow } from '../domain/own-plan.ts';
import { absorbTake } from '../domain/retakes.ts';
import { day, type EpochMs, localMidnight, type Ms, minute, readMoment, second } from '../domain/time.ts';
import type { Applied } from './apply.ts';
import { cyclePlan } from './cycle-plan.ts';
import { cycleMeter, forecastFor } from './forecasts.ts';
import { begunElapsed } from './lasting.ts';
import { limitKey, subjectOfBalance, subjectOfWindow } from './limits.ts';
import { planFacts } from './means.ts';
import { keyOf, ownerAt, type Warning } from './notice-parts.ts';
import { planNotices } from './plan-notices.ts';
import type { Spent } from './spending.ts';
import { dearest, spendingNotices } from './spending-notices.ts';
import { noticeUnseen } from './unseen-use.ts';

type Foreseen = { readonly account: AccountState; readonly notices: readonly Notice[] };

/** An automatic purchase is near once less than this share above its threshold is left, or one task takes it there. */
const nearTopUp = 1.1;
/** Less than this is no time to change anything, or no time to miss anything. */
const soonEnough = 10 * minute;
/** A promise that ends is told this long before. */
const promiseAhead = 7 * day;

/** `told`: meters of which something is told at this very moment: one message at a time is enough. */
type Telling = Warning & { readonly told: readonly string[] };

/** What has been noticed beside the meters, each once: the outbox tells the same key no second time. */
export function foresee(account: AccountState, applied: Applied, spent: Spent, warning: Telling): Foreseen {
  const taken = retakes(account, applied, warning);
  const planned = planNotices(account, spent.before, warning);
  const unseen = noticeUnseen(taken.account, applied, spent, warning);
  return {
    account: { ...unseen.account, spentBy: planned.spentBy },
    notices: [
      ...taken.notices,
      ...planned.notices,
      ...cyclePlan(account, spent.before, warning),
      ...runningOut(taken.account, applied, warning),
      ...topUpNear(account, applied, warning),
      ...promisesEnding(account, warning),
      ...spendingNotices(taken.account, applied, spent, warning),
      ...unseen.notices,
    ],
  };
}

/** The third alike in half an hour, or the fourth of a day. Told once for each streak. */
function retakes(account: AccountState, { tasks }: Applied, warning: Warning): Foreseen {
  let { takes } = account;
  const notices: Notice[] = [];
  for (const { what, task } of tasks) {
    // One that was refused, or failed at once, has made nothing.
    if (what === 'ended' && task.end === 'failed') takes = takes.filter(({ key }) => key !== task.key);
    // Some become what they are only while they run: a chat turn turns out to be a research.
    if (what !== 'started' && what !== 'changed') continue;
    const midnight = localMidnight(task.startedAt, warning.offset);
    const next = absorbTake(takes, task, midnight);
    takes = next.takes;
    if (next.retakes === null || !warning.settings.notify.retakes) continue;
    const { count, like, since } = next.retakes;
    notices.push({
      ...ownerAt(account, warning.at),
      kind: 'retakes',
      key: keyOf(account, 'retakes', like, since),
      subject: { meter: task.task, label: 'credits', length: null },
      task: task.task,
      count,
      spent: spentOn(
        account,
        takes.filter((one) => one.like === like && one.at >= since).map(({ key }) => key),
      ),
    });
  }
  return { account: takes === account.takes ? account : { ...account, takes }, notices };
}

/** What tasks have cost so far, as far as it was measured; `null` where nothing of it was. */
function spentOn({ charges, costs }: AccountState, keys: readonly string[]): number | null {
  const intervals = intervalsOf(charges, ({ task, parameters }) => costOf(costs, task, parameters, [])?.p50 ?? null);
  const known = taskCharges(charges, intervals).filter(
    ({ task, credits }) => keys.includes(task.key) && credits !== null,
  );
  return known.length === 0 ? null : known.reduce((sum, { credits }) => sum + (credits ?? 0), 0);
}

/**
 * What will probably be used up before it comes back, once for each window and each cycle. Not at first sight, not
 * beside another message of the same meter, and not so late that nothing can be done any more.
 */
function runningOut(account: AccountState, applied: Applied, { settings, at, now, told, accounts }: Telling): Notice[] {
  if (!settings.notify['will-run-out'] || applied.again) return [];
  const windows = applied.windows.flatMap(({ state, change }): Notice[] => {
    const fresh = change !== 'first' && change !== 'ignored' && at >= state.seenAt;
    if (!fresh || told.includes(state.key) || state.blocked === true || state.missingSince !== null) return [];
    const when = runOutOf(account, state.key, soonEnough, now, accounts);
    const key = keyOf(account, 'will-run-out', limitKey(state));
    return when === null
      ? []
      : [{ ...ownerAt(account, at), kind: 'will-run-out', key, subject: subjectOfWindow(state), ...when }];
  });
  const cycles = applied.balances.flatMap(({ state, change }): Notice[] => {
    if (change !== 'spent' || told.includes(state.key) || state.blocked === true) return [];
    const when = runOutOf(account, cycleMeter(state.key), day, now, accounts);
    const key = keyOf(account, 'will-run-out', state.key, state.cycle.since);
    return when === null
      ? []
      : [{ ...ownerAt(account, at), kind: 'will-run-out', key, subject: subjectOfBalance(state), ...when }];
  });
  return [...windows, ...cycles];
}

/** The same of a window or a credits' cycle as it stands now; `null`: it is not expected any more, or cannot be said. */
export function runsOut(account: AccountState, meter: string, now: EpochMs, accounts: Warning['accounts']) {
  const isWindow = account.windows.some(({ key }) => key === meter);
  const [of, before] = isWindow ? [meter, soonEnough] : [cycleMeter(meter), day];
  return runOutOf(account, of, before, now, accounts);
}

/** When a meter will probably be used up, if that is at least `before` its reset and there is time to act. */
function runOutOf(account: AccountState, meter: string, before: Ms, now: EpochMs, accounts: Warning['accounts']) {
  const seen = forecastFor(account, meter, now, accounts);
  const verdict = lastsVerdict(seen);
  if (seen === null || seen.elapsed < begunElapsed || verdict.kind !== 'runs-out' || verdict.at === null) return null;
  const { p10, p50, p90 } = verdict.at;
  if (p50 - now < soonEnough || seen.resetsAt - p50 < before) return null;
  return { low: p10, middle: p50, high: p90, resetsAt: seen.resetsAt };
}

/**
 * Told once for each filling of the balance, and only when the service has said that it buys by itself. A fall past the
 * threshold is told, too: what it buys has not arrived yet.
 */
function topUpNear(account: AccountState, applied: Applied, warning: Warning): Notice[] {
  const { topUp } = account;
  if (topUp?.enabled !== true || topUp.threshold === null || !warning.settings.notify['top-up']) return [];
  const { threshold, target } = topUp;
  const soon = Math.max(threshold * nearTopUp, threshold + (dearest(account, warning.facts)?.p50 ?? 0));
  const near = ({ unit, left, key }: AccountState['balances'][number]) =>
    unit === 'credits' && left !== null && left > 0 && left <= soon && fellFrom(key) >= threshold;
  const fellFrom = (key: string) =>
    Math.max(
      -1,
      ...applied.balances.map(({ state, change, amount, lapsed }) =>
        state.key === key && change === 'spent' ? (state.left ?? 0) + amount + (lapsed ?? 0) : -1,
      ),
    );
  return account.balances.filter(near).map((balance) => ({
    ...ownerAt(account, warning.at),
    kind: 'top-up',
    key: keyOf(account, 'top-up', balance.key, balance.cycle.since, balance.cycle.granted, threshold),
    subject: subjectOfBalance(balance),
    left: balance.left ?? 0,
    threshold,
    target,
  }));
}

/** Promises of dated facts, to those whose plan they are for. */
function promisesEnding(account: AccountState, { facts, settings, entered, at, now, offset }: Warning): Notice[] {
  if (!settings.notify['promise-ends'] || planNow(account, entered) === null) return [];
  const paid = planFacts(account, facts, entered)?.paid === true;
  return (facts.promises ?? []).flatMap(({ what, paidOnly, until }): Notice[] => {
    const midnight = readMoment(until.value);
    // Promised until a day is promised on that day, too, wherever one is.
    const ends = midnight === null ? null : midnight - offset * minute + day - second;
    if (ends === null || ends <= now || ends - now > promiseAhead || (paidOnly && !paid)) return [];
    return [
      {
        ...ownerAt(account, at),
        kind: 'promise-ends',
        key: keyOf(account, 'promise-ends', what, until.value),
        subject: { meter: what, label: 'credits', length: null },
        what,
        until: ends,
      },
    ];
  });
}
