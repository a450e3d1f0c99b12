import { type Event, heard } from '@/core/app/events.ts';
import type { AccountState } from '@/core/domain/account.ts';
import { emptySnapshot } from '@/core/domain/account.ts';
import type { Reading } from '@/core/domain/reading.ts';
import { defaultSettings } from '@/core/domain/settings.ts';
import type { Sighting } from '@/core/domain/sighting.ts';
import { eventSchema } from '@/core/platform/stored-events.ts';
import type { Outcome } from '@/core/providers/provider.ts';
import { complaints } from '../providers/sound.ts';

/** Every number that a value says, as a number or in a text. */
export function numbersSaid(value: unknown, found = new Set<number>()): Set<number> {
  if (typeof value === 'number') found.add(value + 0);
  if (typeof value === 'string') {
    for (const one of [value, value.replaceAll(',', ''), ...(value.match(/\d[\d,.]*/g) ?? [])])
      if (one.trim() !== '') found.add(Number(one.replaceAll(',', '')) + 0);
  }
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) numbersSaid(inner, found);
  return found;
}

/** Signs that turn text around, hide in it, or are no text at all. */
const tricks =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Surrogate}/u;

/** Whatever of a reading stands on a screen as a text of the service's. */
function textsShown(reading: Reading): readonly string[] {
  const label = 'label' in reading && typeof reading.label === 'object' ? [reading.label.name] : [];
  const parameters = 'parameters' in reading && reading.parameters ? Object.values(reading.parameters) : [];
  const own = reading.kind === 'plan' ? [reading.plan] : reading.kind === 'charge' ? [reading.what] : [];
  return [...label, ...parameters, ...own].filter((one) => typeof one === 'string');
}

/** What is wrong with what was read of a sighting: not sound, not said by it, or nothing that can be kept. */
export function lies(sighting: Sighting, outcome: Outcome): string[] {
  const said = numbersSaid([sighting.fields, sighting.asked]);
  const found = complaints(outcome);
  for (const reading of outcome.readings) {
    for (const [what, value] of amountsOf(reading))
      if (value !== null && !said.has(value + 0) && !isWorkedOut(reading, value, said))
        found.push(`${what} ${value} was never said`);
    for (const text of textsShown(reading))
      if (tricks.test(text)) found.push(`${reading.kind} shows ${JSON.stringify(text)}`);
  }
  const event: Event = heard(
    emptySnapshot,
    { sighting, outcome },
    { provider: 'any', settings: defaultSettings, now: sighting.at },
  );
  const kept = eventSchema.safeParse(event);
  if (!kept.success) found.push(`cannot be kept: ${JSON.stringify(kept.error.issues[0]).slice(0, 300)}`);
  return found;
}

/** The numbers that money hangs on. */
function amountsOf(reading: Reading): readonly (readonly [string, number | null])[] {
  switch (reading.kind) {
    case 'balance':
      return [[`balance of ${reading.feature}`, reading.left]];
    case 'window':
      return [
        [`use of ${reading.feature}`, reading.used],
        [`limit of ${reading.feature}`, reading.amount?.limit ?? null],
        [`rest of ${reading.feature}`, reading.amount?.left ?? null],
      ];
    case 'charge':
    case 'grant':
      return [[reading.kind, reading.credits]];
    case 'banked':
      return [['banked', reading.available]];
    case 'top-up':
      return [
        ['threshold', reading.threshold],
        ['target', reading.target],
      ];
    default:
      return [];
  }
}

/** What two numbers that were said give: a share, a rest, the other side of a percentage; the size of a charge. */
function isWorkedOut(reading: Reading, value: number, said: ReadonlySet<number>): boolean {
  if (reading.kind === 'charge') return said.has(-value);
  if (reading.kind !== 'window') return false;
  const all = [...said];
  return all.some(
    (a) =>
      100 - a === value ||
      all.some(
        (b) =>
          (a / b) * 100 === value ||
          a - b === value ||
          Math.max(0, (a / b) * 100) === value ||
          ((a - b) / a) * 100 === value,
      ),
  );
}

/** How large the believed state of an account is, as JSON. */
export const sizeOf = (accounts: readonly AccountState[]): number => JSON.stringify(accounts).length;
