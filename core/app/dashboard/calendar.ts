import type { AccountState } from '../../domain/account.ts';
import { monthsLater, nextRenewal } from '../../domain/renewal.ts';
import { enteredFor } from '../../domain/settings.ts';
import { day, type EpochMs, minute } from '../../domain/time.ts';
import { meterName, quantity } from '../../words/names.ts';
import { lapsing } from '../expiries.ts';
import type { Conditions, Selection } from '../view.ts';
import { type CostPlace, costPlaces } from './costs.ts';

/**
 * An entry for a calendar. `at`: the moment it is about; `wholeDay`: only its local day matters (a floating date), as
 * with reminders and days that somebody has entered. The same thing has the same `uid` in the next export.
 */
export type CalendarEntry = {
  readonly uid: string;
  readonly at: EpochMs;
  readonly wholeDay: boolean;
  readonly title: string;
  readonly text: string;
};

/** Shorter windows come back several times a day: no calendar wants that. */
const shortest = day;

/** What is ahead: one calendar month before credits lapse, the day they do, resets of a day or more, and renewals. */
export function calendarEntries(selection: Selection): readonly CalendarEntry[] {
  return costPlaces(selection)
    .flatMap((place) => [
      ...expiryEntries(place, selection),
      ...resetEntries(place, selection),
      ...renewalEntries(place, selection),
    ])
    .toSorted((a, b) => a.at - b.at || (a.uid < b.uid ? -1 : 1));
}

/** Numbers tell accounts apart; their keys stay on this machine. */
const uidOf = ({ provider, number }: AccountState, what: string) =>
  `${provider}-${number}-${what.replace(/[^A-Za-z0-9.]+/g, '-')}@nokori`;

function expiryEntries({ account, name }: CostPlace, { words, conditions }: Selection): readonly CalendarEntry[] {
  const { now } = conditions;
  return lapsing(account, now).flatMap(({ at, credits, guessed, lots }): readonly CalendarEntry[] => {
    const values = { service: name, amount: quantity(words, credits, 'credits'), date: words.dateAndYear(at) };
    const before = sameClock(monthsLater(at, -1, offsetOf(conditions, at)), at, conditions);
    const unsure = guessed > 0;
    const guess = unsure ? words.t('calendar.guess') : null;
    const text = words.sentences([words.t('calendar.lapse-text', values), guess]);
    const lot = lots[0] ?? `${at}`;
    return [
      ...(before > now
        ? [
            {
              ...{ uid: uidOf(account, `month-before-${lot}`), at: before, wholeDay: true, text },
              title: words.t(unsure ? 'calendar.month-before-guess' : 'calendar.month-before', values),
            },
          ]
        : []),
      {
        uid: uidOf(account, `lapse-${lot}`),
        at,
        wholeDay: false,
        title: words.t(unsure ? 'calendar.lapse-guess' : 'calendar.lapse', values),
        text,
      },
    ];
  });
}

function resetEntries({ account, name }: CostPlace, { words, conditions }: Selection): readonly CalendarEntry[] {
  const { now } = conditions;
  const windows = account.windows.flatMap((window): readonly CalendarEntry[] => {
    const { key, resetsAt, floating, length, missingSince } = window;
    if (resetsAt === null || resetsAt <= now || floating || missingSince !== null) return [];
    if (length === null || length < shortest) return [];
    const title = words.t('calendar.reset', { service: name, meter: meterName(words, window) });
    return [
      { uid: uidOf(account, `reset-${key}`), at: resetsAt, wholeDay: false, title, text: words.t('calendar.told') },
    ];
  });
  const due = account.refills.next?.due;
  if (due == null || due.at <= now || due.latest - due.earliest > 2 * day) return windows;
  const values = { from: words.moment(due.earliest, now), to: words.moment(due.latest, now) };
  const refill = {
    ...{ uid: uidOf(account, 'refill'), at: due.at, wholeDay: false },
    title: words.t('calendar.refill', { service: name }),
    text: words.t('calendar.learned', values),
  };
  return [...windows, refill];
}

function renewalEntries({ account, name }: CostPlace, selection: Selection): readonly CalendarEntry[] {
  const { words, conditions, settings } = selection;
  const { now, offset, offsetAt } = conditions;
  // A day that somebody has entered begins at midnight, also where the clocks are changed until then.
  const next = nextRenewal(account, enteredFor(settings, account), now, offset, offsetAt);
  if (next === null) return [];
  const entered = next.by === 'entered';
  return [
    {
      ...{ uid: uidOf(account, 'renewal'), at: next.at, wholeDay: entered },
      title: words.t('calendar.renewal', { service: name }),
      text: words.t(entered ? 'calendar.entered' : 'calendar.told'),
    },
  ];
}

const offsetOf = ({ offset, offsetAt = () => offset }: Conditions, at: EpochMs) => offsetAt(at);

/** A moment that was worked out by the clock as it goes at `known`, by the clock as it goes then: a date hangs on it. */
function sameClock(at: EpochMs, known: EpochMs, conditions: Conditions): EpochMs {
  return at + (offsetOf(conditions, known) - offsetOf(conditions, at)) * minute;
}

const longestLine = 75;

/**
 * Lines of a calendar file, none longer than 75 octets as RFC 5545 has it: writers that count characters make them
 * three times as long in Japanese. No character is cut in two.
 */
export function foldedLines(text: string): string {
  const lines = text.replace(/\r\n[ \t]/g, '').split('\r\n');
  return lines.map(folded).join('\r\n');
}

function folded(line: string): string {
  let [out, size] = ['', 0];
  for (const character of line) {
    const more = octets(character);
    if (size + more > longestLine) [out, size] = [`${out}\r\n `, 1];
    out += character;
    size += more;
  }
  return out;
}

/** Of one character in UTF-8. */
function octets(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
