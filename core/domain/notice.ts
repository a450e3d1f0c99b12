import type { Verdict } from './heavy.ts';
import type { Label, StopReason, Unit } from './reading.ts';
import type { EpochMs, Ms } from './time.ts';

/** Which meter a notice is about. `length` is `null` for balances and for windows of unknown length. */
export type Subject = {
  readonly meter: string;
  readonly label: Label;
  readonly length: Ms | null;
};

type Common = {
  /** What · which window · which threshold: said once, across restarts. */
  readonly key: string;
  readonly provider: string;
  readonly account: string;
  readonly at: EpochMs;
  readonly subject: Subject;
};

/** What follows a limit: credits are spent (only if the service says they are usable), work stops, or nobody knows. */
export type Follows = 'credits' | 'stops' | 'unknown';

/** Something to tell. Numbers only; the words are made when it is shown. */
export type Notice =
  | (Common & {
      readonly kind: 'near-limit';
      readonly level: 'notice' | 'warning';
      readonly threshold: number;
      readonly used: number;
      readonly left: number | null;
      readonly unit: Unit;
      readonly resetsAt: EpochMs | null;
    })
  | (Common & {
      readonly kind: 'limit-reached';
      readonly follows: Follows;
      readonly credits: number | null;
      readonly resetsAt: EpochMs | null;
      /** The service's own reason, where it has announced a stop. */
      readonly why: StopReason | null;
    })
  | (Common & {
      readonly kind: 'came-back';
      readonly left: number | null;
      readonly unit: Unit;
      readonly resetsAt: EpochMs | null;
      readonly lapsed: number | null;
    })
  | (Common & { readonly kind: 'back-expected'; readonly resetsAt: EpochMs })
  | (Common & { readonly kind: 'heavy-task'; readonly verdict: Verdict });
