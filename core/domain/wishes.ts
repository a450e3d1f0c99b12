import { withPicked, withTyped } from './job-changes.ts';
import { withoutPlan } from './own-plan.ts';
import { accountKey, type Entered, enteredFor, type Settings } from './settings.ts';
import { snoozeEnd } from './silence.ts';
import type { EpochMs } from './time.ts';

/** What somebody wishes on a card or in the popup, and what is kept with the settings. */
export type Wish =
  | { readonly say: 'pause'; readonly paused: boolean }
  /** `null`: no silence any more. */
  | { readonly say: 'silence'; readonly how: 'hour' | 'tomorrow' | null }
  | { readonly say: 'stop'; readonly provider: string }
  /** What a page does not tell of an account. `account`: its key, `number`: as it is counted; `value` `null`: taken back. */
  | {
      readonly say: 'enter';
      readonly provider: string;
      readonly account: string | null;
      readonly number: number;
      readonly ask: 'monthly' | 'renewal-day';
      readonly value: number | null;
    }
  /** The plan, which is chosen in the settings, can only be taken back on a card. */
  | {
      readonly say: 'enter';
      readonly provider: string;
      readonly account: string | null;
      readonly number: number;
      readonly ask: 'plan';
      readonly value: null;
    }
  | { readonly say: 'pick-job'; readonly id: string | null }
  | { readonly say: 'type-job'; readonly name: string }
  | { readonly say: 'notification-appeared'; readonly appeared: 'yes' | 'no' }
  | { readonly say: 'dismiss-first-run' };

/** Time and chance, handed in; `id` for what is made new. */
type Given = { readonly now: EpochMs; readonly offsetAt: (at: EpochMs) => number; readonly id: string };

/** The settings as somebody wishes them. */
export function wished(before: Settings, wish: Wish, { now, offsetAt, id }: Given): Settings {
  switch (wish.say) {
    case 'pause':
      return { ...before, paused: wish.paused };
    case 'silence':
      return { ...before, snoozedUntil: wish.how === null ? null : snoozeEnd(wish.how, now, offsetAt) };
    case 'stop':
      return before.stopped.includes(wish.provider)
        ? before
        : { ...before, stopped: [...before.stopped, wish.provider] };
    case 'enter':
      return entered(before, wish, now);
    case 'pick-job':
      return withPicked(before, wish.id, now);
    case 'type-job':
      return withTyped(before, wish.name, id, now);
    case 'notification-appeared':
      return { ...before, firstRun: { ...before.firstRun, appeared: wish.appeared } };
    case 'dismiss-first-run':
      return { ...before, firstRun: { ...before.firstRun, dismissed: true } };
  }
}

/** What somebody has told us of an account, beside what they have told before. */
function entered(settings: Settings, wish: Extract<Wish, { say: 'enter' }>, now: EpochMs): Settings {
  const { provider, number, ask, value } = wish;
  const of = { provider, account: wish.account ?? '', number };
  const before: Entered = enteredFor(settings, of) ?? { renewalDay: null, monthly: null, at: 0 };
  if (ask === 'plan')
    return { ...settings, entered: { ...settings.entered, [accountKey(of)]: withoutPlan(before, now) } };
  const next: Entered =
    ask === 'monthly' ? { ...before, monthly: value, at: now } : { ...before, renewalDay: value, at: now };
  return { ...settings, entered: { ...settings.entered, [accountKey(of)]: next } };
}
