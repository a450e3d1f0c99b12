import type { Envelope } from '../../domain/plans.ts';
import type { EpochMs } from '../../domain/time.ts';
import { quantity } from '../../words/names.ts';
import type { Selection } from '../view.ts';
import { cycleOf, type Found, type Owned, offsetOf, ownerKey, ownersOf } from './history.ts';
import { type Range, rangeOf } from './ranges.ts';
import { noFilter, taskList } from './task-list.ts';
import { type Looking, useOverTime } from './use-over-time.ts';

/** What cost the most at one account, for Now; `to`: where in the history it can be looked at. */
export type Most = { readonly text: string; readonly to: string };

/** The stretch it is of, and whose: the history's own cycle, so that both have the same numbers. */
export function mostWanted(selection: Selection) {
  const { now } = selection.conditions;
  const offsetAt = offsetOf(selection);
  const range = rangeOf('cycle', 0, { now, offsetAt, cycle: cycleOf(selection) });
  return { range, owners: ownersOf(selection).filter(({ purse }) => purse), followed: undefined, now, offsetAt };
}

/** By `provider/account`, where there are credits: what most of them went on, and the dearest task. */
export function mostByOwner(found: Found, range: Range, selection: Selection): ReadonlyMap<string, Most> {
  const { owners, now, offsetAt } = mostWanted(selection);
  return new Map(
    owners.map((owner) => {
      const looking = { range, owners: [owner], words: selection.words, now, offsetAt };
      return [ownerKey(owner), { text: textOf(ownOf(found, owner), looking), to: addressOf(owner) }];
    }),
  );
}

function ownOf(found: Found, owner: Owned): Found {
  const isOwn = (one: { readonly provider: string; readonly account: string }) => ownerKey(one) === ownerKey(owner);
  return {
    ...found,
    spending: found.spending.filter(isOwn),
    tasks: found.tasks.filter(isOwn),
    sums: found.sums.filter(isOwn),
  };
}

function textOf(found: Found, looking: Looking): string {
  const { words, range } = looking;
  const { bars, series, total } = useOverTime(found, 'kind', 'credits', looking);
  const sums = series.map(({ key }) => ({ key, sum: bars.reduce((all, { parts }) => all + (parts?.[key] ?? 0), 0) }));
  const [most] = sums.toSorted((a, b) => b.sum - a.sum);
  const since: EpochMs = Math.max(range.from, found.since ?? range.from);
  if (most === undefined || total < 1) return words.t('now.most-none', { date: words.date(since) });
  const values = {
    date: words.date(since),
    total: quantity(words, total, 'credits'),
    percent: words.percent((most.sum / total) * 100),
  };
  const went =
    most.key === 'unattributed'
      ? words.t('now.most-unattributed', values)
      : words.t('now.most', { ...values, name: words.t(`envelope.${most.key as Envelope}`) });
  return words.sentences([went, dearestText(found, looking)]);
}

function dearestText(found: Found, looking: Looking): string | null {
  const { words } = looking;
  const { lines } = taskList(found, { ...noFilter, sort: 'cost' }, { ...looking, jobs: [] });
  const [first] = lines.filter(({ how }) => how === 'measured' || how === 'shared');
  if (first === undefined || first.credits < 1) return null;
  return words.t('now.dearest', { task: first.what, cost: first.cost, date: words.date(first.at) });
}

/** Where the history opens at its cycle, with the tasks of this account, the dearest first. */
const addressOf = (owner: Owned) => `#history/cycle/${encodeURIComponent(ownerKey(owner))}`;

/** What an address of the history asks for; `null`: nothing in particular. */
export function askedFor(hash: string): { readonly kind: 'cycle'; readonly service: string } | null {
  const [place, kind, service = ''] = hash.replace(/^#/, '').split('/');
  if (place !== 'history' || kind !== 'cycle') return null;
  try {
    return { kind, service: decodeURIComponent(service) };
  } catch {
    return null;
  }
}
