import type { AccountState } from '../domain/account.ts';
import { hasCycle } from '../domain/balance.ts';
import type { Charge } from '../domain/charge-ledger.ts';
import { cycleAllowance } from '../domain/cycle-use.ts';
import type { Notice } from '../domain/notice.ts';
import { localMidnight, type Ms, minute } from '../domain/time.ts';
import { absorbUnseen, askedAbout, fullestDay, type UnseenUse, usualDay } from '../domain/unseen-days.ts';
import type { Applied } from './apply.ts';
import { allowanceOf } from './means.ts';
import { keyOf, ownerAt, type Warning } from './notice-parts.ts';
import type { Spent } from './spending.ts';

/** Nobody's page read anything for so long: no tab of the service was in use. */
const absent: Ms = 10 * minute;
/** A page that opens asks for everything within this time: what it tells beside the balance is of the same look. */
const sameLook: Ms = minute;
/** Smaller amounts that go unseen are not worth an alarm: credits, and the share of what was left. */
const smallest = { credits: 100, share: 0.05 } as const;
/** What hardly exceeds a full day is no news. */
const clearly = 1.25;
/** What nobody answers for counts as the person's own up to this many times what was unusual. */
const unanswered = 2;

/** Credits that went, more than is usual. `usual`: most credits of an ordinary day; `null`: not learned yet. */
type Unusual = {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly credits: number;
  readonly usual: number | null;
};

type Noticed = { readonly account: AccountState; readonly notices: readonly Notice[] };

/** Learns how much is used elsewhere, and keeps what is unusual for the popup, which asks whose it was. */
export function noticeUnseen(account: AccountState, applied: Applied, spent: Spent, warning: Warning): Noticed {
  const learned = learn(account, applied, spent, warning);
  const found = spent.charges.filter((one) => !wasHeard(account, one)).flatMap((one) => unusual(learned, one, warning));
  const unseenDays = found.reduce((days, { ids, most }) => askedAbout(days, ids, most), learned.unseenDays);
  const { unseen } = account;
  // What was worked out anew, and is somebody's now, is not asked about any more.
  const known = unseen !== null && spent.dropped.includes(unseen.id) ? [] : [unseen ?? []].flat();
  // The largest stands for all of them: whoever knows it knows the smaller ones.
  const [largest] = [...found.map(({ use }) => use), ...known].toSorted((a, b) => b.credits - a.credits);
  return {
    account: { ...learned, unseenDays, unseen: largest ?? null },
    notices: found.flatMap(({ use }) => unusualUse(account, use, warning)),
  };
}

function learn(account: AccountState, { balances }: Applied, spent: Spent, { at, offset }: Warning): AccountState {
  if (!balances.some(({ state, change }) => state.key === 'credits' && change !== 'ignored')) return account;
  const put = spent.charges.filter(isUnseen).map(useOf);
  // A charge that was somebody's before keeps no trace here, and one that is a task's now is no unseen use.
  const drop = [...spent.dropped, ...spent.charges.filter((one) => !isUnseen(one)).map(({ id }) => id)];
  return { ...account, unseenDays: absorbUnseen(account.unseenDays, { put, drop }, at, offset) };
}

/** No known task explains it, none was running, and no tab was in use: between the two readings nobody looked. */
const isUnseen = ({ how, running, from, to }: Charge) =>
  how === 'unattributed' && running.length === 0 && to - from >= absent;
/** Whether a page of the service told something else meanwhile: then a tab was in use, though nobody saw what went. */
const wasHeard = ({ heard }: AccountState, { from, to }: Charge) =>
  heard.some(({ at }) => at > from + sameLook && at < to - sameLook);
const useOf = ({ id, from, to, credits }: Charge): UnseenUse => ({ id, from, to, credits, most: null });

type Found = { readonly use: Unusual; readonly ids: readonly string[]; readonly most: number };

/**
 * Whether a charge that no known task explains is worth a question: it was no trifle. Once the
 * person's days are known, what went on the whole day is held against what goes on their fullest ones.
 */
function unusual(account: AccountState, charge: Charge, warning: Warning): Found[] {
  if (!isUnseen(charge)) return [];
  const { id, from, to, credits } = charge;
  const least = Math.max(account.usualUnseen ?? 0, leastUnusual(account, warning));
  const usual = usualDay(account.unseenDays);
  if (usual === null)
    return credits < least ? [] : [{ use: { id, from, to, credits, usual }, ids: [id], most: unanswered * least }];
  const day = fullestDay(account.unseenDays, useOf(charge), warning.offset);
  const sum = day.all.reduce((all, one) => all + one.credits, 0);
  if (day.credits <= clearly * usual || sum < least) return [];
  const use = { id, from: Math.min(from, ...day.all.map((one) => one.from)), to, credits: sum, usual };
  return [{ use, ids: day.all.map((one) => one.id), most: unanswered * Math.max(least, usual) }];
}

function leastUnusual(account: AccountState, { facts, entered }: Warning): number {
  const balance = account.balances.find(({ key }) => key === 'credits');
  if (balance === undefined) return smallest.credits;
  // Of a pool other programs spend all the time: only much of it at once is worth a question.
  if (balance.pool !== null) return Math.max(5 * smallest.credits, 0.2 * (balance.left ?? 0));
  const { monthly } = allowanceOf(account, facts, entered);
  const whole = (hasCycle(balance) ? cycleAllowance(balance, monthly) : null) ?? balance.left ?? 0;
  return Math.max(smallest.credits, smallest.share * whole);
}

function unusualUse(account: AccountState, { from, to, credits, usual }: Unusual, warning: Warning): Notice[] {
  if (!warning.settings.notify['unusual-use']) return [];
  return [
    {
      ...ownerAt(account, warning.at),
      kind: 'unusual-use',
      // Once a day is enough to make somebody look.
      key: keyOf(account, 'unusual-use', localMidnight(to, warning.offset)),
      subject: { meter: 'credits', label: 'credits', length: null },
      ...{ from, to, spent: credits, usual },
    },
  ];
}
