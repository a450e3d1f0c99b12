import { type AccountState, emptySnapshot, locate } from '../domain/account.ts';
import { obeyed } from './answers.ts';
import type { Event } from './events.ts';
import type { Owner } from './rows.ts';

/* Whose each event of the log is. The log names accounts as the pages did, and often not at all. */

/** One account through all its names, in order of appearance. */
type Whose = number;
type Accounts = readonly AccountState[];
type Step = { readonly accounts: Accounts; readonly name: string | null };

/** Who was known before the first event of a log, and who of them would have been, had it been otherwise. */
type Before = { readonly was: Accounts; readonly is: Accounts };
const nobody: Before = { was: [], is: [] };

/** The log without an account, as though it had never been seen. What is left is of whom it was. */
export function withoutAccount(events: readonly Event[], { provider, account }: Owner, before: Before = nobody) {
  const { now, within, last } = ownersOf(events, provider, before.was);
  const gone = now.get(account);
  const names = [account, ...(last.find((one) => one.account === account)?.aliases ?? [])];
  const to = (whose: Whose, name: string) => (within(whose) === gone ? null : name);
  return named(events, { provider, names, before }, to);
}

/** The log as though two accounts had always been one, that of `account`; what is unnamed stays so. */
export function asOneAccount(
  events: readonly Event[],
  { provider, account, from }: Owner & { readonly from: string },
  before: Before = nobody,
): readonly Event[] {
  const other = ownersOf(events, provider, before.was).now.get(from);
  const to = (whose: Whose, name: string) => (whose === other ? account : name);
  return named(events, { provider, names: [from], before }, to);
}

/**
 * By what name the account of each event goes once all of them have happened, `null` where it is nobody's alone; and
 * by what name those go who were known before them.
 */
export function namesInTheEnd(events: readonly Event[], provider: string, before: Accounts) {
  const { of, now, within } = ownersOf(events, provider, before);
  const names = new Map([...now].map(([name, whose]) => [whose, name]));
  const known = new Map(ownersOf([], provider, before).now);
  return {
    ofEvents: of.map((owner) => (owner === null ? null : (names.get(within(owner.whose)) ?? null))),
    ofBefore: (name: string) => names.get(within(known.get(name) ?? 0)) ?? null,
  };
}

type Naming = { readonly provider: string; readonly names: readonly string[]; readonly before: Before };

/**
 * With every event of a service named as `to` says, given whose it is and by what name it went then; `null` leaves it
 * out. Only where a reader would take it for somebody else's is anything written differently. What is of nobody alone
 * loses these `names`.
 */
function named(
  events: readonly Event[],
  { provider, names, before }: Naming,
  to: (whose: Whose, name: string) => string | null,
): readonly Event[] {
  const { of } = ownersOf(events, provider, before.was);
  let accounts: Accounts = before.is.filter((one) => one.provider === provider);
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
function ownersOf(events: readonly Event[], provider: string, before: Accounts) {
  let accounts: Accounts = before.filter((one) => one.provider === provider);
  let count = accounts.length;
  const now = new Map<string, Whose>(accounts.map(({ account }, n) => [account, n + 1]));
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
