import type { Followed, MeterLine } from '../../core/app/dashboard/meter-line.ts';
import type { Range } from '../../core/app/dashboard/ranges.ts';
import type { Grouping, Measured, UseOverTime, WeekHours } from '../../core/app/dashboard/use-over-time.ts';
import type { EpochMs } from '../../core/domain/time.ts';
import type { Thresholds } from '../../core/domain/warning.ts';
import { quantity } from '../../core/words/names.ts';
import type { Words } from '../../core/words/words.ts';
import { BarsChart } from '../charts/bars.tsx';
import { HeatMap } from '../charts/heat-map.tsx';
import { LineChart } from '../charts/line.tsx';
import { type Measure, measureOf } from '../charts/measure.ts';
import { Choice } from '../choice.tsx';
import { levelsOf } from './fans.tsx';

/** How amounts of a history are written: credits, or a number of tasks. */
export function writing(words: Words, measured: Measured): Measure {
  if (measured === 'credits') return measureOf(words, 'credits');
  return {
    say: (value) => words.t('history.tasks', { count: value, number: words.amount(value) }),
    brief: words.amount,
  };
}

type UseProps = {
  readonly use: UseOverTime;
  readonly by: Grouping;
  readonly measured: Measured;
  readonly words: Words;
  readonly onBy: (by: Grouping) => void;
  readonly onMeasured: (measured: Measured) => void;
};

/** What was used, in stacks, by kind of work or by service. */
export function UseSection({ use, by, measured, words, onBy, onMeasured }: UseProps) {
  const { t } = words;
  return (
    <section class="card history" data-history="use" data-total={Math.round(use.total)}>
      <h3>{t('history.use')}</h3>
      <div class="choices">
        <Choice
          id="history-by"
          label={t('history.by')}
          value={by}
          options={(['kind', 'service'] as const).map((value) => ({ value, text: t(`history.by-${value}`) }))}
          onValue={(value) => onBy(value as Grouping)}
        />
        <Choice
          id="history-measure"
          label={t('history.measure')}
          value={measured}
          options={(['credits', 'tasks'] as const).map((value) => ({ value, text: t(`history.measure-${value}`) }))}
          onValue={(value) => onMeasured(value as Measured)}
        />
      </div>
      <BarsChart
        {...{ name: use.name, finding: use.finding, period: use.period, series: use.series, bars: use.bars, words }}
        empty={use.finding}
        measure={writing(words, measured)}
      />
      {use.note !== null && <p class="quiet small">{use.note}</p>}
      {use.older !== null && <p class="quiet small">{use.older}</p>}
    </section>
  );
}

type LineProps = {
  readonly line: MeterLine;
  readonly followed: Followed;
  readonly all: readonly Followed[];
  readonly range: Range;
  readonly now: EpochMs;
  readonly thresholds: Thresholds;
  readonly words: Words;
  readonly onFollow: (key: string) => void;
};

/** One limit or balance through the range, with what came back and what was added when. */
export function LineSection({ line, followed, all, range, now, thresholds, words, onFollow }: LineProps) {
  const { t } = words;
  const { unit } = followed;
  return (
    <section class="card history" data-history="levels" data-marks={line.marks.length}>
      <h3>{t('history.levels')}</h3>
      <div class="choices">
        <Choice
          id="history-meter"
          label={t('history.meter')}
          value={followed.key}
          options={all.map(({ key, name }) => ({ value: key, text: name }))}
          onValue={onFollow}
        />
      </div>
      <LineChart
        {...{ name: line.name, finding: line.finding, marks: line.marks, words }}
        empty={t('history.line-empty')}
        measure={
          unit === 'generations'
            ? { say: (value) => quantity(words, value, unit), brief: words.amount }
            : measureOf(words, unit)
        }
        levels={unit === 'percent' ? levelsOf(words, thresholds) : []}
        series={[{ key: followed.key, name: followed.name, points: line.points, shape: 'step' }]}
        from={range.from}
        to={Math.min(range.to, now)}
      />
    </section>
  );
}

type HoursProps = { readonly week: WeekHours; readonly measured: Measured; readonly words: Words };

/** When in the week most is used. */
export function HoursSection({ week, measured, words }: HoursProps) {
  const { t } = words;
  return (
    <section class="card history" data-history="hours">
      <h3>{t('history.hours')}</h3>
      <HeatMap
        {...{ name: week.name, finding: week.finding, hours: week.hours, words }}
        empty={t('history.empty')}
        measure={writing(words, measured)}
      />
      {measured === 'credits' && <p class="quiet small">{t('history.hours-text')}</p>}
    </section>
  );
}
