import { describe, expect, test } from 'vitest';
import { backViews } from '@/core/app/dashboard/back.ts';
import { beforeLeaving } from '@/core/app/dashboard/leaving.ts';
import { reckonedFor } from '@/core/app/dashboard/terms.ts';
import { allowanceOf } from '@/core/app/means.ts';
import { type PlanField, planChosen, planFieldOf } from '@/core/app/plan-choices.ts';
import { rebuild } from '@/core/app/rebuild.ts';
import type { Read } from '@/core/app/record.ts';
import type { Selection } from '@/core/app/view.ts';
import { emptySnapshot } from '@/core/domain/account.ts';
import { isPlanContradicted, planNow, withPlan } from '@/core/domain/own-plan.ts';
import { defaultSettings, enteredFor, type Settings } from '@/core/domain/settings.ts';
import { hour, minute } from '@/core/domain/time.ts';
import { wished } from '@/core/domain/wishes.ts';
import { wishSchema } from '@/core/platform/wishes.ts';
import { type Locale, wordsFor } from '@/core/words/words.ts';
import { rebuilding } from './life.ts';
import { card, en, zone } from './looking.ts';
import { accountOf, credits, entering, facts, later, noon, offset, onPlan, play, rowsOf, tells } from './story.ts';

type Plan = { readonly name: string | null; readonly page: string | null };

const looking = (reads: readonly Read[], settings: Settings, locale: Locale = 'en') => {
  const played = play(reads, { settings });
  const selection: Selection = {
    ...{ snapshot: played.snapshot, services: [{ id: 'muse', facts }], settings, words: wordsFor(locale, zone) },
    conditions: { now: later(3 * hour), offset, online: true, noAccess: [], needsReload: [] },
  };
  return { ...played, account: accountOf(played), selection };
};
const field = (reads: readonly Read[], settings: Settings, locale?: Locale): PlanField => {
  const { account, selection } = looking(reads, settings, locale);
  const found = planFieldOf(account, facts, selection);
  if (found === null) throw new Error('no plans to choose from');
  return found;
};
const unnamed = [tells(credits(500))];
const named = (...plans: readonly string[]) => [
  tells(credits(500)),
  ...plans.map((one, n) => tells(onPlan(one), { at: later((n + 1) * minute), watch: 'plan' })),
];
const byHand = (plan: Plan) => entering({ plan });

describe('a plan that was chosen by hand', () => {
  test.each<[string, Plan | undefined, readonly string[], ReturnType<typeof planNow>]>([
    ['counts where the page names none', { name: 'team', page: null }, [], { name: 'team', by: 'entered' }],
    [
      'counts where the page names a wrong one',
      { name: 'team', page: 'plus' },
      ['plus'],
      { name: 'team', by: 'entered' },
    ],
    [
      'gives way to the page once that says something else',
      { name: 'team', page: 'plus' },
      ['plus', 'free'],
      { name: 'free', by: 'service' },
    ],
    [
      'gives way to a page that says it at last',
      { name: 'team', page: null },
      ['team'],
      { name: 'team', by: 'service' },
    ],
    [
      'holds on a machine whose page was not read yet',
      { name: 'team', page: 'plus' },
      [],
      { name: 'team', by: 'entered' },
    ],
    ['may be another one, or none', { name: null, page: 'plus' }, ['plus'], null],
    ['is none where nobody has chosen', undefined, ['plus'], { name: 'plus', by: 'service' }],
  ])('%s', (_, plan, pages, expected) => {
    const settings = plan === undefined ? entering({}) : byHand(plan);
    const { account } = looking(named(...pages), settings);
    expect(planNow(account, enteredFor(settings, account))).toEqual(expected);
  });

  test('says what comes with it: the size of the cycle, and what the comparison reckons with', () => {
    const settings = byHand({ name: 'team', page: 'plus' });
    const { account, selection } = looking(named('plus'), settings);
    expect(allowanceOf(account, facts, enteredFor(settings, account))).toEqual({ monthly: 12_000, daily: false });
    const [reason] = reckonedFor(account, facts, 12_000, selection).reasons;
    expect(reason).toContain('Team');
    expect(reason).toContain(en.t('ways.plan-entered'));
    const free = looking(named('plus'), byHand({ name: 'free', page: 'plus' }));
    expect(beforeLeaving(free.account, facts, free.selection)).toEqual([]);
    expect(beforeLeaving(account, facts, selection)).not.toEqual([]);
  });

  test('tells a refill by its own amount, and is shown as entered, to be taken back', () => {
    const settings = byHand({ name: 'team', page: null });
    const refilled = looking([...unnamed, tells(credits(12_000), { at: later(hour) })], settings);
    expect(refilled.account.balances[0]?.cycle.refilled).toBe(true);
    const shown = card(refilled.snapshot, { settings, now: later(2 * hour) });
    expect(shown.plan).toBe(en.t('card.plan', { plan: 'Team' }));
    expect(shown.entered).toContainEqual({ ask: 'plan', text: en.t('ask.entered-plan', { plan: 'Team' }) });
    const back = { ...settings, entered: { 'muse/x': withPlan(undefined, undefined, refilled.account, noon) } };
    expect(back.entered['muse/x']).not.toHaveProperty('plan');
  });

  test('leaves what was entered besides as it was', () => {
    const { account } = looking(named('plus'), entering({}));
    const before = { renewalDay: 6, monthly: 9_000, at: 1 };
    const told = withPlan(before, 'team', account, noon);
    expect(told).toEqual({ renewalDay: 6, monthly: 9_000, at: noon, plan: { name: 'team', page: 'plus' } });
    expect(withPlan(told, undefined, account, noon)).toEqual({ ...before, at: noon });
  });

  test('answers the checklist, which knows that no page has said so', () => {
    const { selection } = looking(unnamed, byHand({ name: 'team', page: null }));
    const line = backViews(selection)[0]?.lines.find(({ point }) => point === 'plan');
    expect(line?.verdict).toBe('unknown');
    expect(line?.text).toContain(en.t('back.plan-entered', { plan: 'Team' }));
  });

  test('is part of what a rebuild is made from', () => {
    const settings = byHand({ name: 'team', page: null });
    const told = play([...unnamed, tells(credits(12_000), { at: later(hour) })], { settings });
    const again = rebuild(emptySnapshot, rowsOf(told, 'events'), rebuilding(defaultSettings));
    expect(told.snapshot.accounts[0]?.balances[0]?.cycle.refilled).toBe(true);
    expect(again.accounts).toEqual(told.snapshot.accounts);
  });
});

describe.each(['en', 'ja'] as const)('the choice of a plan in %s', (locale) => {
  const { t } = wordsFor(locale);

  test('offers the plans that are published, what the page says, and any other', () => {
    const { value, options } = field(named('plus'), entering({}), locale);
    expect(value).toBe('');
    expect(options.map(({ text }) => text)).toEqual([
      t('plans.page', { plan: 'Plus' }),
      ...['Free', 'Plus', 'Team'],
      t('plans.other'),
    ]);
    expect(options.map((one) => planChosen(one.value))).toEqual([undefined, 'free', 'plus', 'team', null]);
    expect(field(unnamed, entering({}), locale).options[0]?.text).toBe(t('plans.page-none'));
  });

  test('stands at what was chosen', () => {
    expect(planChosen(field(named('plus'), byHand({ name: 'team', page: 'plus' }), locale).value)).toBe('team');
    expect(planChosen(field(named('plus'), byHand({ name: null, page: 'plus' }), locale).value)).toBeNull();
  });

  test('goes back to the page, and says so on the card and here, where that has come to say something else', () => {
    const settings = byHand({ name: 'team', page: 'plus' });
    const { account, snapshot } = looking(named('plus', 'free'), settings);
    expect(isPlanContradicted(account, enteredFor(settings, account))).toBe(true);
    const said = t('ask.contradiction-plan', { entered: 'Team', told: 'Free' });
    expect(field(named('plus', 'free'), settings, locale)).toMatchObject({ value: '', contradiction: said });
    expect(card(snapshot, { settings, locale, now: later(hour) }).notes).toContain(said);
    expect(field(named('plus', 'team'), settings, locale).contradiction).toBeNull();
    const other = field(named('plus', 'free'), byHand({ name: null, page: 'plus' }), locale);
    expect(other.contradiction).toBe(t('ask.contradiction-other', { told: 'Free' }));
  });
});

test('a plan that stands for several keys is offered once, and the chosen key keeps its place', () => {
  const plans = { ...facts.plans, business: { ...facts.plans.team, name: 'Team' } } as typeof facts.plans;
  const { account, selection } = looking(unnamed, byHand({ name: 'business', page: null }));
  const found = planFieldOf(account, { ...facts, plans }, selection);
  expect(found?.options.filter(({ text }) => text === 'Team').map(({ value }) => planChosen(value))).toEqual([
    'business',
  ]);
});

test('is taken back on the card alone, and what else was entered stays', () => {
  const before = {
    ...defaultSettings,
    entered: { 'muse/a': { renewalDay: 6, monthly: null, plan: { name: 'team', page: null }, at: 1 } },
  };
  const wish = { say: 'enter', provider: 'muse', account: 'a', number: 1, ask: 'plan', value: null } as const;
  const given = { now: 2, offsetAt: () => 0, id: 'x' };
  expect(wishSchema.parse(wish)).toEqual(wish);
  expect(wishSchema.safeParse({ ...wish, value: 5 }).success).toBe(false);
  expect(wished(before, wish, given).entered['muse/a']).toEqual({ renewalDay: 6, monthly: null, at: 2 });
});
