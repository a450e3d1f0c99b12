import { type AccountState, locate, type Snapshot } from '../domain/account.ts';
import type { Reading } from '../domain/reading.ts';
import { type Entered, enteredFor, type Settings } from '../domain/settings.ts';
import type { Sighting } from '../domain/sighting.ts';
import type { EpochMs } from '../domain/time.ts';
import type { Outcome } from '../providers/provider.ts';
import type { Said } from './answers.ts';
import type { Row } from './rows.ts';
import { isSame } from './same.ts';

/** Of a sighting what recording looks at. */
export type SeenBy = Pick<Sighting, 'watch' | 'phase' | 'at' | 'offset' | 'status' | 'via' | 'onUsagePage' | 'account'>;

/** What was read, with all that its meaning hung on at that moment. `entered`: what a person had told of the account. */
export type Heard = SeenBy & {
  readonly what: 'heard';
  readonly provider: string;
  readonly now: EpochMs;
  readonly entered: Entered | null;
  readonly readings: readonly Reading[];
  readonly problems: readonly Pick<Outcome['problems'][number], 'kind' | 'about'>[];
  readonly complete?: NonNullable<Outcome['complete']>;
};

/**
 * One thing that changed what is believed, in the order in which it did. All of them, taken in again, give the same
 * belief. `woke`: only time had passed; `rewound`: the machine's clock had been set back.
 */
export type Event = Heard | Said | { readonly what: 'woke' | 'rewound'; readonly now: EpochMs };

type Accounts = readonly AccountState[];
type Change = { readonly before: Accounts; readonly after: Accounts };

/** The row for an event; none where it has changed nothing, so that what is delivered twice is kept once. */
export function eventRows({ before, after }: Change, event: () => Event): Row[] {
  return isSame(before, after) ? [] : [{ store: 'events', row: event() }];
}

type Hearing = { readonly provider: string; readonly settings: Settings; readonly now: EpochMs };

/** What was read, as it is kept. */
export function heard(
  { accounts }: Snapshot,
  { sighting, outcome }: { readonly sighting: Sighting; readonly outcome: Outcome },
  { provider, settings, now }: Hearing,
): Heard {
  const { watch, phase, at, offset, status, via, onUsagePage, account } = sighting;
  const { readings, problems, complete } = outcome;
  const located = locate(accounts, provider, account, Math.min(at, now));
  return {
    what: 'heard',
    provider,
    now,
    ...{ watch, phase, at, offset, status, via, onUsagePage, account },
    entered: enteredFor(settings, located.account) ?? null,
    readings,
    problems: problems.map(({ kind, about }) => ({ kind, about })),
    ...(complete !== undefined && { complete }),
  };
}
