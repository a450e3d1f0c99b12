import { type AccountState, emptySnapshot, locate } from '../domain/account.ts';
import { obeyed } from './answers.ts';
import type { Event } from './events.ts';
import type { Owner } from './rows.ts';

/* Whose each event of the log is. The log names accounts as the pages did, and often not at all. */

/** One account through all its names, in order of appearance. */
type Whose = number;
type Accounts = readonly AccountState[];
type Step = { readonly accounts: Accounts; readonly name: string | null };

/** The log without an account, as though it had never been seen. What is left is of whom it was. */
export function withoutAccount(events: readonly Event[], { provider, account }: Owner): readonly Event[] {
  const { now, within, last } = ownersOf(events, provider);
  const gone = now.get(account);
  const names = [account, ...(last.find((one) => one.account === account)?.aliases ?? [])];
  return named(events, provider, names, (whose, name) => (within(whose) === gone ? null : name));
}

/** The log as though two accounts had always been one, that of `account`; what is unnamed stays so. */
export function asOneAccount(events: readonly Event[], { provider, account, from }: Owner & { readonly from: string }) {
  const other = ownersOf(events, provider).now.get(from);
  return named(events, provider, [from], (whose, name) => (whose === other ? account : name));
}

/**
 * With every event of a service named as `to` says, given whose it is and by what name it went then; `null` leaves it
 * out. Only where a reader would take it for somebody else's is anything written differently. What is of nobody alone
 * loses these `names`.
 */
function named(
  events: readonly Event[],
  provider: string,
  names: readonly string[],
  to: (whose: Whose, name: string) => string | null,
): readonly Event[] {
  const { of } = ownersOf(events, provider);
  let accounts: Accounts = [];
  return events.flatMap((event, n): readonly Event[] => {
    if (!('account' in event) || event.provider !== provider) return [event];
    const owner = of[n] ?? null;
    const name = owner === null ? null : to(owner.whose, owner.name);
    if (owner === null ? accounts.length === 0 : name === null) return [];
    const asIs = step(accounts, event, provider);
    const right = isEverybodys(event) ? !names.includes(event.account ?? '') : asIs.name === name;
    const next = right ? event : ({ ...event, account: isEverybodys(event) ? null : name } as Event);
    accounts = right ? asIs.accounts : step(accounts, next, provider).accounts;
    return [next];
  });
}

/** Whose each event is; who goes by which name in the end; and whose the numbers of somebody became. */
function ownersOf(events: readonly Event[], provider: string) {
  let [accounts, count]: [Accounts, number] = [[], 0];
  const now = new Map<string, Whose>();
  const joined = new Map<Whose, Whose>();
  const of = events.map((event) => {
    const next = step(accounts, event, provider);
    const gone = accounts.find(({ account }) => next.accounts.every((one) => one.account !== account))?.account;
    const whose = gone === undefined ? undefined : now.get(gone);
    if (gone !== undefined) now.delete(gone);
    for (const { account } of next.accounts)
      if (!now.has(account)) now.set(account, isTaken(event) || whose === undefined ? ++count : whose);
    const into = next.name === null ? undefined : now.get(next.name);
    if (isTaken(event) && whose !== undefined && into !== undefined) joined.set(whose, into);
    accounts = next.accounts;
    return next.name === null || into === undefined ? null : { whose: into, name: next.name };
  });
  const within = (whose: Whose): Whose => {
    const into = joined.get(whose);
    return into === undefined ? whose : within(into);
  };
  return { of, now, within, last: accounts };
}

/** Whether it lets one account go into another; otherwise one that goes has only got its name. */
const isTaken = ({ what }: Event) => what === 'belongs-to' || what === 'merged';

/** Nobody is signed in: that is so of everybody. */
const isEverybodys = (event: Event) =>
  event.what === 'heard' && event.readings.some(({ kind }) => kind === 'signed-out');

/** What an event does to who is known, and the name of whose it is: as taking it in does. `null`: everybody's. */
function step(accounts: Accounts, event: Event, provider: string): Step {
  if (!('provider' in event) || event.provider !== provider) return { accounts, name: null };
  if (event.what !== 'heard') {
    const next = obeyed({ ...emptySnapshot, accounts }, event, undefined).accounts;
    return { accounts: next, name: event.account };
  }
  const at = Math.min(event.at, event.now);
  const everybodys = isEverybodys(event);
  if (everybodys && accounts.length > 0) return { accounts, name: null };
  const located = locate(accounts, provider, everybodys ? null : event.account, at);
  return { accounts: located.accounts, name: located.account.account };
}

/** Whether nobody but the one account of a service is known. */
export function isAlone(accounts: Accounts, { provider, account }: Owner): boolean {
  return accounts.every((one) => one.provider !== provider || one.account === account);
}
