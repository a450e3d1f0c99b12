import { useState } from 'preact/hooks';
import { BudgetForm } from '../../../components/budget-form.tsx';
import { EnvelopesForm } from '../../../components/envelopes-form.tsx';
import { LastCyclePanel } from '../../../components/review/last-cycle.tsx';
import { type CyclePlace, cyclePlaces, type LastCycle, lastCycle } from '../../../core/app/dashboard/cycle-plan.ts';
import { offsetOf } from '../../../core/app/dashboard/history.ts';
import type { Settings } from '../../../core/domain/settings.ts';
import { findHistory } from '../../../core/platform/history.ts';
import type { Store } from '../../../core/platform/store.ts';
import { useHistory } from '../use-history.ts';

/** The begin of a cycle on one screen: what the last one went on, the same shares again, kept or changed. */
export function PlanPlace({ store }: { readonly store: Store }) {
  const [times, setTimes] = useState(0);
  const selection = store.selection.value;
  const { words, settings } = selection;
  const { t } = words;
  const places = cyclePlaces(selection);
  const lasts = useLastCycles(places, store);
  const onChange = (change: (settings: Settings) => Settings) => void store.change(change);
  const keep = ({ key, period }: CyclePlace) =>
    onChange((before) => ({ ...before, planned: { ...before.planned, [key]: period.from } }));
  const asItWent = ({ shares }: LastCycle) => {
    if (shares === null) return;
    void store.change((before) => ({ ...before, shares })).then(() => setTimes((n) => n + 1));
  };
  if (places.length === 0) return <p class="quiet">{t('cycle-plan.empty')}</p>;
  return (
    <div class="settings plans">
      <p class="quiet">{t('cycle-plan.text')}</p>
      {places.map((place) => {
        const last = lasts?.get(place.key);
        const { from, to } = place.last;
        const values = { service: place.budget.name, from: words.date(from), to: words.date(to) };
        return (
          last !== undefined && (
            <LastCyclePanel
              key={place.key}
              {...{ last, words, planned: place.planned }}
              title={t('cycle-plan.last', values)}
              onKeep={() => keep(place)}
              onWent={() => asItWent(last)}
            />
          )
        );
      })}
      <EnvelopesForm key={times} settings={settings} words={words} onChange={onChange} />
      {places.map(({ key, budget }) => (
        <details key={key} class="plan-budget">
          <summary>{t('cycle-plan.budget', { service: budget.name })}</summary>
          <BudgetForm view={budget} settings={settings} words={words} onChange={onChange} />
        </details>
      ))}
    </div>
  );
}

/** The last cycle of each, by its key. */
function useLastCycles(places: readonly CyclePlace[], store: Store): ReadonlyMap<string, LastCycle> | null {
  const selection = store.selection.value;
  const { now } = selection.conditions;
  const offsetAt = offsetOf(selection);
  const key = [selection.snapshot.savedAt, ...places.map((one) => `${one.key}@${one.last.from}`)].join('|');
  const found = useHistory(key, async (history) => {
    const all = await Promise.all(
      places.map(({ last, owner }) =>
        findHistory({ range: last, owners: [owner], followed: undefined, now, offsetAt })(history),
      ),
    );
    return new Map(places.map((place, n) => [place.key, all[n]] as const));
  });
  if (found === null) return null;
  return new Map(
    places.flatMap((place) => {
      const own = found.get(place.key);
      return own === undefined ? [] : [[place.key, lastCycle(own, place, selection)] as const];
    }),
  );
}
