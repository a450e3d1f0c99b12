import type { AccountState } from '../../domain/account.ts';
import type { Facts } from '../../providers/provider.ts';
import { wordsFor } from '../../words/words.ts';
import { type Overdue, overdueOf } from '../overdue.ts';
import type { Selection } from '../view.ts';
import { dueLine, planLine, promiseLine, ruleLine } from './back-due.ts';
import { elsewhereLine, pageLine, signInLine, tasksLine, troubleLine } from './back-seen.ts';
import { costPlaces } from './costs.ts';
import { offsetOf } from './history.ts';

/** `fine` and `look` are said only of what was seen. */
export const verdicts = ['look', 'unknown', 'fine'] as const;
export type Verdict = (typeof verdicts)[number];

/** The points of the checklist, in their order. */
export type Point = 'plan' | 'due' | 'rule' | 'tasks' | 'elsewhere' | 'page' | 'sign-in' | 'trouble' | 'promise';
export type Line = { readonly point: Point; readonly verdict: Verdict; readonly text: string };

/** What is left for the person. `url`: a page of the service. */
export type Check = { readonly key: string; readonly text: string; readonly url: string | null };

/** "It does not come back", answered for one account from what was observed. */
export type BackView = {
  readonly key: string;
  readonly provider: string;
  readonly account: number;
  readonly name: string;
  readonly overdue: boolean;
  readonly finding: string;
  readonly lines: readonly Line[];
  readonly checks: readonly Check[];
  /** All of it as one text for support, in UTC. */
  readonly report: string;
};

/** Every account of which something was read; what is overdue comes first. */
export function backViews(selection: Selection): readonly BackView[] {
  const places = costPlaces(selection).filter(({ facts }) => facts.retired === null);
  const views = places.map(({ account, facts, name }): BackView => {
    const overdue = overdueOf(account, facts, selection);
    const lines = linesOf(account, facts, selection);
    return {
      key: `${account.provider}/${account.account}`,
      ...{ provider: account.provider, account: account.number, name },
      overdue: overdue.length > 0,
      finding: findingOf(overdue, lines, selection),
      lines,
      checks: checksOf(account, facts, selection),
      report: reportOf(account, facts, name, selection),
    };
  });
  return views.toSorted((a, b) => Number(b.overdue) - Number(a.overdue));
}

function linesOf(account: AccountState, facts: Facts, selection: Selection): readonly Line[] {
  const of = [account, facts, selection] as const;
  const all = [
    planLine(...of),
    dueLine(...of),
    ruleLine(...of),
    tasksLine(...of),
    elsewhereLine(...of),
    pageLine(...of),
    signInLine(...of),
    troubleLine(...of),
    promiseLine(...of),
  ];
  return all.filter((line) => line !== null);
}

function findingOf([first]: readonly Overdue[], lines: readonly Line[], { words }: Selection): string {
  const look = lines.filter(({ verdict }) => verdict === 'look').length;
  const points = look === 0 ? null : words.t('back.look', { count: look });
  if (first === undefined) return words.sentences([words.t('back.nothing-overdue'), points]);
  const values = { meter: first.name, moment: first.when };
  return words.sentences([words.t(first.learned ? 'back.overdue-learned' : 'back.overdue', values), points]);
}

/** What only a person can see. */
function checksOf(account: AccountState, facts: Facts, selection: Selection): readonly Check[] {
  const { t } = selection.words;
  const { short: service, help, usagePage } = facts;
  const siblings = selection.snapshot.accounts.filter(({ provider }) => provider === account.provider).length;
  const all: readonly (Check | null)[] = [
    { key: 'reload', text: t('back.check.reload', { service }), url: usagePage.value },
    siblings < 2 ? null : { key: 'account', text: t('back.check.account', { service, count: siblings }), url: null },
    help === undefined ? null : { key: 'history', text: t('back.check.history'), url: help.history.value },
    { key: 'people', text: t('back.check.people'), url: null },
    { key: 'way', text: t('back.check.way'), url: null },
    help?.status == null ? null : { key: 'status', text: t('back.check.status', { service }), url: help.status.value },
    help === undefined ? null : { key: 'support', text: t('back.check.support'), url: help.support.value },
  ];
  return all.filter((one) => one !== null);
}

/** The same lines with times that anybody can find. Names that a person has given are not in it. */
function reportOf(account: AccountState, facts: Facts, name: string, selection: Selection): string {
  const { now } = selection.conditions;
  const words = wordsFor(selection.words.locale, 'UTC');
  const { t } = words;
  const lines = linesOf(account, facts, { ...selection, words });
  const head = t('back.report-head', { service: name, moment: `${words.dateAndYear(now)} ${words.clock(now)}` });
  const text = ({ point, verdict, text }: Line) =>
    t('back.report-line', { point: t(`back.point.${point}`), verdict: t(`back.verdict.${verdict}`), text });
  return [head, t('back.report-zone', { ahead: aheadText(offsetOf(selection)(now)) }), '', ...lines.map(text)].join(
    '\n',
  );
}

/** `+09:00`: how far the local time is ahead of UTC. */
function aheadText(offset: number): string {
  const size = Math.abs(offset);
  const two = (value: number) => `${value}`.padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
