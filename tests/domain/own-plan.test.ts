import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPlanContradicted, isPlanEntered, planNow, withoutPlan, withPlan } from '@/core/domain/own-plan.ts';
import type { Entered } from '@/core/domain/settings.ts';

const page = (name: string | null) =>
  ({ plan: name === null ? null : { name, seenAt: 0 } }) as unknown as Parameters<typeof planNow>[0];
const said = (name: string | null, page: string | null): Entered => ({
  ...{ renewalDay: 6, monthly: 500, at: 1 },
  plan: { name, page },
});
const silent: Entered = { renewalDay: 6, monthly: 500, at: 1 };

describe('the plan that counts', () => {
  test.each<[string, string | null, Entered | undefined, string | null]>([
    ['the page’s, where nobody has said anything', 'plus', undefined, 'plus by service'],
    ['the page’s, where something else was entered', 'plus', silent, 'plus by service'],
    ['not known, where nobody says anything', null, undefined, null],
    ['the entered one, where the page says what it said then', 'plus', said('pro', 'plus'), 'pro by entered'],
    ['the entered one, where the page says nothing', null, said('pro', 'plus'), 'pro by entered'],
    ['the entered one, where the page has never said anything', null, said('pro', null), 'pro by entered'],
    ['the page’s again, once it says something else', 'team', said('pro', 'plus'), 'team by service'],
    ['the page’s, once it says something at all', 'team', said('pro', null), 'team by service'],
    ['none that is known, where that was entered', 'plus', said(null, 'plus'), null],
    ['the page’s again, after none that is known', 'team', said(null, 'plus'), 'team by service'],
  ])('is %s', (_, told, entered, expected) => {
    const plan = planNow(page(told), entered);
    expect(plan === null ? null : `${plan.name} by ${plan.by}`).toBe(expected);
  });

  test('is the entered one exactly where what was entered counts', () => {
    expect(isPlanEntered(page('plus'), said('pro', 'plus'))).toBe(true);
    expect(isPlanEntered(page(null), said('pro', 'plus'))).toBe(true);
    expect(isPlanEntered(page('team'), said('pro', 'plus'))).toBe(false);
    expect([isPlanEntered(page('plus'), silent), isPlanEntered(page(null), undefined)]).toEqual([false, false]);
  });
});

test('the page contradicts a person where it has come to say something else than both of them did', () => {
  expect(isPlanContradicted(page('team'), said('pro', 'plus'))).toBe(true);
  expect(isPlanContradicted(page('pro'), said('pro', 'plus'))).toBe(false);
  expect(isPlanContradicted(page('plus'), said('pro', 'plus'))).toBe(false);
  expect(isPlanContradicted(page(null), said('pro', 'plus'))).toBe(false);
  expect([isPlanContradicted(page('plus'), silent), isPlanContradicted(page('plus'), undefined)]).toEqual([
    false,
    false,
  ]);
});

describe('what somebody says of the plan', () => {
  const names = fc.option(fc.constantFrom('plus', 'pro', 'team'));

  test('counts from then on, and leaves what was said of the rest', () => {
    fc.assert(
      fc.property(names, names, fc.constantFrom(undefined, silent, said('old', 'older')), (name, told, before) => {
        const after = withPlan(before, name, page(told), 9);
        expect(after).toEqual({
          ...{ renewalDay: before?.renewalDay ?? null, monthly: before?.monthly ?? null, at: 9 },
          plan: { name, page: told },
        });
        expect(isPlanEntered(page(told), after)).toBe(true);
      }),
    );
  });

  test('can be taken back, and leaves what was said of the rest', () => {
    expect(withPlan(said('pro', 'plus'), undefined, page('plus'), 9)).toEqual({ ...silent, at: 9 });
    expect(withPlan(undefined, undefined, page('plus'), 9)).toEqual({ renewalDay: null, monthly: null, at: 9 });
    expect(withoutPlan(said('pro', 'plus'), 9)).toEqual({ ...silent, at: 9 });
  });
});
