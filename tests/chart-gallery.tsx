import type { ComponentChildren } from 'preact';
import { BarsChart } from '../components/charts/bars.tsx';
import { FanChart } from '../components/charts/fan.tsx';
import { HeatMap } from '../components/charts/heat-map.tsx';
import { LineChart } from '../components/charts/line.tsx';
import { measureOf } from '../components/charts/measure.ts';
import { ShareChart } from '../components/charts/share.tsx';
import type { Level } from '../components/charts/time-plot.ts';
import { Timeline } from '../components/charts/timeline.tsx';
import { day, type EpochMs, hour, minute } from '../core/domain/time.ts';
import { type Locale, wordsFor } from '../core/words/words.ts';

const sayings = {
  en: {
    fan: 'At this pace the 5-hour limit probably lasts until it comes back.',
    forecast: 'Use of the 5-hour limit',
    line: 'The weekly limit was reached twice in the last four weeks.',
    history: 'Use of the weekly limit',
    several: 'Genspark credits went fastest in the second week.',
    balances: 'Credits left by service',
    bars: 'Videos took more than half of the credits this fortnight.',
    spending: 'Credits a day, by kind of task',
    months: 'September was the most expensive month.',
    heat: 'Most is used on weekday afternoons.',
    hours: 'Use by hour of the week',
    lots: '320 credits lapse on December 22.',
    purchases: 'Purchased credits',
    share: 'Two thirds of the plan are spent, most of it on videos.',
    budget: 'Spring campaign',
    over: 'The plan is exceeded by 400 credits.',
    empty: 'Nothing was recorded yet. The first line appears after the next task.',
    lot: (n: number) => `Purchase ${n}`,
    kinds: ['Videos', 'Decks and slides', 'Deep research', 'Images', 'Developer work', 'Seen elsewhere'],
    services: ['Genspark', 'Codex', 'ChatGPT (team account)'],
  },
  ja: {
    fan: 'このペースなら、5時間の利用枠は回復まで持つ見込みです。',
    forecast: '5時間の利用枠の使用',
    line: 'この4週間で、週の利用枠を2回使い切りました。',
    history: '週の利用枠の使用',
    several: 'Gensparkのクレジットは2週目にもっとも速く減りました。',
    balances: 'サービスごとの残りのクレジット',
    bars: 'この2週間は、クレジットの半分以上を動画に使いました。',
    spending: '1日ごとのクレジット（作業の種類別）',
    months: 'もっとも多く使った月は9月です。',
    heat: 'もっとも多く使うのは、平日の午後です。',
    hours: '曜日と時間帯ごとの使用',
    lots: '320クレジットが12月22日に失効します。',
    purchases: '購入したクレジット',
    share: '予定の3分の2を使いました。その多くは動画です。',
    budget: '春のキャンペーン',
    over: '予定を400クレジット超えています。',
    empty: 'まだ記録がありません。次の作業のあとに最初の線が現れます。',
    lot: (n: number) => `追加購入したクレジット（${n}回目・キャンペーンの特典を含む）`,
    kinds: ['動画', '資料とスライド', 'ディープリサーチ', '画像', '開発の作業', 'このブラウザで確認できない利用'],
    services: ['Genspark', 'Codex', 'ChatGPT（チームのアカウント）'],
  },
} as const;

/** A steady stand-in for chance, 0 to 1. */
const wave = (i: number) => ((Math.sin(i * 12.9898) * 43_758.5453) % 1) ** 2;

/** Every chart in its usual, its empty and its odd states, as they might stand at `now`. */
export function ChartGallery({
  locale,
  now,
  width,
}: {
  readonly locale: Locale;
  readonly now: EpochMs;
  readonly width?: number;
}) {
  const words = wordsFor(locale);
  const say = sayings[locale];
  const [percent, credits] = [measureOf(words, 'percent'), measureOf(words, 'credits')];
  const levels: readonly Level[] = [
    { kind: 'limit', value: 100, label: words.t('chart.limit') },
    { kind: 'warning', value: 80, label: '80%' },
    { kind: 'notice', value: 70, label: '70%' },
  ];
  const common = { words, empty: say.empty, width };
  const begin = now - 2.2 * hour;
  const used = [0, 4, 4, 11, 19, 19, 26, 33, 41].map((value, i) => ({ at: begin + i * 15 * minute, value }));
  const fan = { ...common, name: say.forecast, measure: percent, levels, now };
  const resetsAt = begin + 5 * hour;
  const ahead = [0.25, 0.5, 0.75, 1].map((part) => ({
    at: now + part * (resetsAt - now),
    p10: 41 + 12 * part,
    p50: 41 + 27 * part,
    p90: 41 + 47 * part,
  }));
  const weeks = [3, 2, 1, 0].flatMap((week) =>
    Array.from({ length: 28 }, (_, i) => ({
      at: now - week * 7 * day - (27 - i) * 6 * hour,
      value: week === 2 && i > 8 && i < 15 ? null : Math.min(100, Math.round(i * (week % 2 === 0 ? 4.4 : 3.2))),
    })),
  );
  const resets = [3, 2, 1, 0].map((week) => ({ kind: 'reset' as const, at: now - week * 7 * day - 27 * 6 * hour }));
  const fortnight = Array.from({ length: 14 }, (_, i) => {
    const values = [420, 160, 110, 60, 40, 30].map((most, k) => Math.round(wave(i * 7 + k) * most));
    const parts = i === 5 ? null : Object.fromEntries(values.map((value, k) => [`${k}`, i === 9 ? 0 : value]));
    return { at: new Date(2026, 10, 9 + i).getTime(), parts };
  });
  const year = Array.from({ length: 12 }, (_, i) => ({
    at: new Date(2025, 11 + i, 1).getTime(),
    parts: { '0': Math.round(1_000 + 8_000 * wave(i + 3)), '2': Math.round(2_500 * wave(i + 40)) },
  }));
  const kinds = say.kinds.map((name, i) => ({ key: `${i}`, name }));
  const hours = Array.from({ length: 7 }, (_, d) =>
    Array.from({ length: 24 }, (_, h) => {
      if (d === 6 && h > 17) return null;
      const busy = d < 5 ? Math.max(0, 1 - Math.abs(h - 15) / 7) : Math.max(0, 0.4 - Math.abs(h - 21) / 8);
      return Math.round(400 * busy * (0.4 + wave(d * 24 + h)));
    }),
  );
  const lots = [
    { key: 'a', name: say.lot(1), at: now - 60 * day, expiresAt: now + 30 * day, amount: 500, left: 320 },
    { key: 'b', name: say.lot(2), at: now - 20 * day, expiresAt: now + 70 * day, amount: 1_000, left: 1_000 },
    { key: 'c', name: say.lot(3), at: null, expiresAt: now + 100 * day, amount: 2_000, left: 150 },
    { key: 'd', name: say.lot(4), at: now - 5 * day, expiresAt: null, amount: 250, left: 0 },
  ];
  const spent = [1_240, 410, 260, 90].map((value, i) => ({ key: `${i}`, name: say.kinds[i] ?? '', value }));
  const balances = say.services.map((name, s) => ({
    ...{ key: name, name, shape: 'step' as const },
    points: Array.from({ length: 15 }, (_, i) => ({
      at: now - (14 - i) * day,
      value: Math.round(9_000 / (s + 1) - i * 420 * (1 / (s + 1)) + (i > 9 ? 2_000 : 0)),
    })),
  }));
  return (
    <main class="dashboard">
      <h1>Nokori</h1>
      <Place>
        <FanChart {...fan} finding={say.fan} past={used} ahead={ahead} marks={[{ kind: 'reset', at: resetsAt }]} />
      </Place>
      <Place>
        <LineChart
          {...{ ...common, measure: percent, levels, marks: resets }}
          name={say.history}
          finding={say.line}
          series={[{ key: 'week', name: say.history, points: weeks, shape: 'step' }]}
        />
      </Place>
      <Place>
        <LineChart
          {...{ ...common, measure: credits, levels: [], marks: [{ kind: 'grant', at: now - 4 * day }] }}
          name={say.balances}
          finding={say.several}
          series={balances}
        />
      </Place>
      <Place>
        <BarsChart
          {...{ ...common, measure: credits, period: 'day', bars: fortnight, series: kinds }}
          name={say.spending}
          finding={say.bars}
        />
      </Place>
      <Place>
        <BarsChart
          {...{ ...common, measure: credits, period: 'month', bars: year }}
          series={kinds.filter(({ key }) => key === '0' || key === '2')}
          name={say.spending}
          finding={say.months}
        />
      </Place>
      <Place>
        <HeatMap {...{ ...common, measure: credits, hours }} name={say.hours} finding={say.heat} />
      </Place>
      <Place>
        <Timeline {...{ ...common, measure: credits, lots, now }} name={say.purchases} finding={say.lots} />
      </Place>
      <Place>
        <ShareChart
          {...{ ...common, measure: credits, parts: spent }}
          plan={3_000}
          name={say.budget}
          finding={say.share}
        />
      </Place>
      <Place>
        <ShareChart
          {...{ ...common, measure: credits, parts: spent }}
          plan={1_600}
          name={say.budget}
          finding={say.over}
        />
      </Place>
      <Place>
        <LineChart
          {...{ ...common, measure: percent, levels, marks: [] }}
          name={say.history}
          finding={say.line}
          series={[{ key: 'one', name: say.history, points: [{ at: now, value: 42 }] }]}
        />
      </Place>
      <Place>
        <FanChart {...fan} finding={say.fan} past={used.slice(0, 1)} ahead={[]} marks={[]} />
      </Place>
      <Place>
        <BarsChart
          {...{ ...common, measure: credits, period: 'day', bars: fortnight.slice(0, 1), series: kinds }}
          name={say.spending}
          finding={say.bars}
        />
      </Place>
      <Place>
        <HeatMap {...{ ...common, measure: credits, hours: [] }} name={say.hours} finding={say.heat} />
      </Place>
    </main>
  );
}

function Place({ children }: { readonly children: ComponentChildren }) {
  return <section class="card">{children}</section>;
}
