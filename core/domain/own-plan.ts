import type { AccountState } from './account.ts';
import type { Entered } from './settings.ts';
import type { EpochMs } from './time.ts';

type Told = Pick<AccountState, 'plan'>;

/** The plan that counts, by the service's own key, and who said so. */
export type OwnPlan = { readonly name: string; readonly by: 'service' | 'entered' };

/** Whether what a person has said of the plan counts: until the page says something else than it said then. */
export function isPlanEntered({ plan }: Told, entered: Entered | undefined): boolean {
  return entered?.plan !== undefined && (plan === null || plan.name === entered.plan.page);
}

/** The plan as the page tells it, unless a person has said otherwise; `null`: it is not known, or none that is known. */
export function planNow(account: Told, entered: Entered | undefined): OwnPlan | null {
  const own = entered?.plan;
  if (own !== undefined && isPlanEntered(account, entered))
    return own.name === null ? null : { name: own.name, by: 'entered' };
  return account.plan === null ? null : { name: account.plan.name, by: 'service' };
}

/** Whether the page has come to say something else than it did, and than the person has said. */
export function isPlanContradicted(account: Told, entered: Entered | undefined): boolean {
  const own = entered?.plan;
  return own !== undefined && !isPlanEntered(account, entered) && own.name !== account.plan?.name;
}

/** What was said of the plan is taken back; the rest stays. */
export function withoutPlan({ plan: _, ...others }: Entered, at: EpochMs): Entered {
  return { ...others, at };
}

/** With what somebody says of the plan beside what they have said before. `name` as in `Entered`; `undefined`: taken back. */
export function withPlan(
  before: Entered | undefined,
  name: string | null | undefined,
  account: Told,
  at: EpochMs,
): Entered {
  const others = withoutPlan(before ?? { renewalDay: null, monthly: null, at }, at);
  return name === undefined ? others : { ...others, plan: { name, page: account.plan?.name ?? null } };
}
