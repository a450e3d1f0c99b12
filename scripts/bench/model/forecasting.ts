import type { Snapshot } from '../../../core/domain/account.ts';
import { forecast, runningWindow } from '../../../core/domain/forecast/forecast.ts';
import type { ForecastState } from '../../../core/domain/forecast/state.ts';
import type { EpochMs } from '../../../core/domain/time.ts';
import type { Figure } from '../figures.ts';
import { inTurns } from '../in-turns.ts';

/** Forecasts a turn; and linear ones, of which one alone is too short to be measured. */
const [times, linearTimes] = [40, 40_000];

/** The same answers by the pace so far: percent used at the reset, and when all is used. */
function linear(state: ForecastState, now: EpochMs) {
  const window = runningWindow(state, now);
  if (window === null) return null;
  const { used, resetsAt } = window;
  const begun = resetsAt - state.length;
  const pace = used / Math.max(1, now - begun);
  const atReset = Math.min(100, used + pace * (resetsAt - now));
  return { atReset, runsOutAt: pace > 0 ? now + (100 - used) / pace : null };
}

/** One forecast of a running window beside a linear one, for each meter that has one. */
export async function forecasting(snapshot: Snapshot): Promise<readonly Figure[]> {
  const states = snapshot.accounts.flatMap(({ forecasts }) => forecasts.map(({ state }) => state));
  const running = states.flatMap((state) => {
    const now = state.seenAt ?? 0;
    return runningWindow(state, now) === null ? [] : [{ state, now }];
  });
  const each =
    (count: number, work: (state: ForecastState, now: EpochMs) => { readonly [key: string]: unknown } | null) => () => {
      const from = performance.now();
      let done = 0;
      for (let n = 0; n < count; n++) for (const { state, now } of running) if (work(state, now + n) !== null) done++;
      if (done === 0) throw new Error('nothing was forecast');
      return (performance.now() - from) / (count * running.length);
    };
  const pairs = await inTurns(each(times, forecast), each(linearTimes, linear), { pairs: 30, warm: 5 });
  const micros = pairs.map(([ours]) => ours * 1_000).toSorted((a, b) => a - b)[pairs.length >> 1] ?? 0;
  return [
    { what: 'a forecast of one window ÷ a linear one', where: 'node', most: 20, pairs },
    { what: 'a forecast of one window', where: 'node', told: `${micros.toFixed(0)} µs` },
  ];
}
