import type { Snapshot } from '../domain/account.ts';
import type { ClockState } from '../domain/clock-state.ts';
import type { Sighting } from '../domain/sighting.ts';
import { day, type EpochMs, type Ms, second } from '../domain/time.ts';
import { clockTolerance } from '../providers/answer.ts';

/*
 * How far each service's clock is ahead of this machine's. Each is judged by its own answers alone: a page can make up
 * the date of its own answers, and must not move what another service has told.
 */

type Clocks = Snapshot['clocks'];

/** The clocks after a sighting of a service, taken in at `seen`. Only whole answers with a date tell of them. */
export function clocksAfter(clocks: Clocks, provider: string, sighting: Sighting, seen: EpochMs): Clocks {
  const { served, at, phase } = sighting;
  if (served === null || phase !== 'answer') return clocks;
  const known = clockOf(clocks, provider);
  const lead = served - at;
  const isRight = Math.abs(lead) <= clockTolerance;
  if (isRight && known?.lead === 0) return clocks;
  const agrees = known !== undefined && isSameLead(known.lead, lead);
  // An old copy read twice has the same date, and so another lead each time; the same sighting twice tells nothing.
  const sure = isRight || (agrees && (known.sure || seen !== known.at));
  return [...clocks.filter((one) => one.provider !== provider), { provider, lead: isRight ? 0 : lead, at: seen, sure }];
}

/** A sighting whose server time is only believed where that service's clock is known to be off by so much. */
export function believed(sighting: Sighting, provider: string, { clocks }: Snapshot): Sighting {
  const { served, at } = sighting;
  if (served === null || Math.abs(served - at) <= clockTolerance) return sighting;
  const clock = clockOf(clocks, provider);
  const known = clock !== undefined && (clock.sure || clock.at !== at) && isSameLead(clock.lead, served - at);
  return known ? sighting : { ...sighting, served: null };
}

/**
 * How far this machine's clock is behind, ms; `null`: nobody can say that it is wrong. It takes two services that agree,
 * where more than one has told: of one alone the page may have made it up.
 */
export function clockOff(clocks: Clocks, now: EpochMs): Ms | null {
  const off = clocks.filter(({ lead, sure, at }) => lead !== 0 && sure && Math.abs(now - at) <= day);
  const last = off.toSorted((a, b) => b.at - a.at);
  const said = clocks.length === 1 ? last[0] : last.find((one) => last.some((other) => agree(one, other)));
  return said?.lead ?? null;
}

const clockOf = (clocks: Clocks, provider: string) => clocks.find((one) => one.provider === provider);
const agree = (one: ClockState, other: ClockState) => one !== other && isSameLead(one.lead, other.lead);
const isSameLead = (one: Ms, other: Ms) => Math.abs(one - other) <= 5 * second;
