import type { FanView, PastPoint } from '../../core/app/dashboard/fans.ts';
import type { Thresholds } from '../../core/domain/warning.ts';
import type { Words } from '../../core/words/words.ts';
import { FanChart } from '../charts/fan.tsx';
import { measureOf } from '../charts/measure.ts';
import type { Level } from '../charts/time-plot.ts';

/** The limit and the shares at which people are told, in percent used. */
export function levelsOf(words: Words, { notice, warning }: Thresholds): readonly Level[] {
  return [
    { kind: 'limit', value: 100, label: words.t('chart.limit') },
    { kind: 'warning', value: warning, label: words.percent(warning) },
    { kind: 'notice', value: notice, label: words.percent(notice) },
  ];
}

type Props = {
  readonly fan: FanView;
  /** What was used of it so far; the oldest first. */
  readonly past: readonly PastPoint[];
  readonly thresholds: Thresholds;
  readonly words: Words;
};

/** One running window or cycle, past and ahead. */
export function Fan({ fan, past, thresholds, words }: Props) {
  const { provider, account, meter, name, finding, now, ahead, resetsAt, resetDay } = fan;
  return (
    <section
      class="card fan"
      data-provider={provider}
      data-account={account}
      data-fan={meter}
      data-p50={ahead.at(-1)?.p50}
    >
      <h3>{name}</h3>
      <FanChart
        {...{ name, finding, words, now, past, ahead }}
        empty={words.t('fan.empty')}
        measure={measureOf(words, 'percent')}
        levels={levelsOf(words, thresholds)}
        end={resetsAt === null || resetDay === null ? null : { at: resetsAt, text: resetDay }}
        marks={resetsAt === null || resetsAt <= now ? [] : [{ kind: 'reset', at: resetsAt }]}
      />
    </section>
  );
}
