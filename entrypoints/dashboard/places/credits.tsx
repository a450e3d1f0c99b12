import { CalendarExport } from '../../../components/dashboard/calendar.tsx';
import { Credits } from '../../../components/dashboard/credits.tsx';
import { calendarEntries } from '../../../core/app/dashboard/calendar.ts';
import { creditPlaces } from '../../../core/app/dashboard/credits.ts';
import { saveCalendar } from '../../../core/platform/calendar.ts';
import { creditActions } from '../../../core/platform/credit-actions.ts';
import type { Store } from '../../../core/platform/store.ts';

/** Credits with their ends, purchases by hand, and all that is ahead for a calendar. */
export function CreditsPlace({ store }: { readonly store: Store }) {
  const words = store.words.value;
  const selection = store.selection.value;
  const places = creditPlaces(selection);
  const entries = calendarEntries(selection);
  return (
    <>
      {places.length === 0 && <p class="quiet">{words.t('credits.empty')}</p>}
      {places.map((place) => (
        <Credits
          key={place.key}
          place={place}
          now={selection.conditions.now}
          words={words}
          actions={creditActions(store)}
        />
      ))}
      <CalendarExport count={entries.length} words={words} onSave={() => saveCalendar(entries)} />
    </>
  );
}
