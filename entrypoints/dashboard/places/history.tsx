import { useMemo, useState } from 'preact/hooks';
import { HoursSection, LineSection, UseSection } from '../../../components/dashboard/history-charts.tsx';
import { type Stretch, StretchChoice } from '../../../components/dashboard/history-choices.tsx';
import { QuoteSection } from '../../../components/dashboard/quotes.tsx';
import { TaskSection } from '../../../components/dashboard/task-list.tsx';
import { cycleOf, offsetOf, ownersOf } from '../../../core/app/dashboard/history.ts';
import { followedOf, meterLine } from '../../../core/app/dashboard/meter-line.ts';
import { askedFor } from '../../../core/app/dashboard/most.ts';
import { quotesOf } from '../../../core/app/dashboard/quotes.ts';
import { rangeKinds, rangeOf, rangeText } from '../../../core/app/dashboard/ranges.ts';
import { noFilter, taskList } from '../../../core/app/dashboard/task-list.ts';
import {
  type Grouping,
  type Measured,
  measuredOf,
  useOverTime,
  weekHours,
} from '../../../core/app/dashboard/use-over-time.ts';
import type { Selection } from '../../../core/app/view.ts';
import { copyText } from '../../../core/platform/actions.ts';
import { findHistory } from '../../../core/platform/history.ts';
import type { Store } from '../../../core/platform/store.ts';
import { useHistory } from '../use-history.ts';
import { useSteady } from '../use-steady.ts';

/** Where it went: over a day, a week, a cycle or a year. */
export function HistoryPlace({ store }: { readonly store: Store }) {
  const [asked] = useState(() => askedFor(location.hash));
  const [stretch, setStretch] = useState<Stretch>({ kind: asked?.kind ?? 'week', back: 0 });
  const [by, setBy] = useState<Grouping>('kind');
  const [chosen, setMeasured] = useState<Measured | null>(null);
  const [meter, setMeter] = useState<string | null>(null);
  const [filter, setFilter] = useState(
    asked === null ? noFilter : { ...noFilter, service: asked.service, sort: 'cost' as const },
  );

  const selection = useSteady(store);
  const { words, settings, conditions } = selection;
  const { now } = conditions;
  const { jobs } = settings;
  const steady = useMemo(() => steadyOf(selection), [selection]);
  const { owners, offsetAt, all, cycle } = steady;
  const range = rangeOf(stretch.kind, stretch.back, { now, offsetAt, cycle });
  const followed = all.find(({ key }) => key === meter) ?? all[0];

  const key = [selection.snapshot.savedAt, range.kind, range.from, followed?.key ?? ''].join('|');
  // What is shown is of the range that was found, until the next one is.
  const told = useHistory(
    key,
    async (history) => ({
      ...{ range, followed },
      found: await findHistory({ range, owners, followed, now, offsetAt })(history),
    }),
    rangeKinds.length,
  );
  const quotes = useMemo(() => quotesOf(selection), [selection]);
  const views = useMemo(() => {
    if (told === null) return null;
    const measured = chosen ?? measuredOf(told.found, told.range);
    const looking = { range: told.range, owners, jobs, words, now, offsetAt };
    return {
      measured,
      use: useOverTime(told.found, by, measured, looking),
      line: told.followed === undefined ? null : meterLine(told.followed, told.found, looking),
      week: weekHours(told.found, measured, looking),
      list: taskList(told.found, filter, looking),
    };
  }, [told, selection, by, chosen, filter]);
  return (
    <>
      <StretchChoice
        kinds={rangeKinds}
        at={stretch}
        found={told?.range.kind ?? null}
        text={rangeText(range, words)}
        words={words}
        onStretch={(to) => {
          setStretch(to);
          if (filter.page > 0) setFilter({ ...filter, page: 0 });
        }}
      />
      {told !== null && views !== null && (
        <>
          <UseSection {...views} {...{ by, words }} onBy={setBy} onMeasured={setMeasured} />
          {views.line !== null && told.followed !== undefined && (
            <LineSection
              line={views.line}
              {...{ followed: told.followed, all, range: told.range, now, words }}
              thresholds={settings.thresholds}
              onFollow={setMeter}
            />
          )}
          <HoursSection {...views} words={words} />
          <TaskSection list={views.list} {...{ filter, jobs, words }} onFilter={setFilter} />
        </>
      )}
      <QuoteSection quotes={quotes} words={words} onCopy={copyText} />
    </>
  );
}

/** What hangs on the accounts alone. */
const steadyOf = (selection: Selection) => ({
  owners: ownersOf(selection),
  offsetAt: offsetOf(selection),
  all: followedOf(selection),
  cycle: cycleOf(selection),
});
