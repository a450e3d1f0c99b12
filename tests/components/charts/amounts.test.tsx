import { describe, expect, test } from 'vitest';
import { BarsChart } from '@/components/charts/bars.tsx';
import { HeatMap } from '@/components/charts/heat-map.tsx';
import { measureOf } from '@/components/charts/measure.ts';
import { ShareChart } from '@/components/charts/share.tsx';
import { Timeline } from '@/components/charts/timeline.tsx';
import type { Stay } from '@/components/charts/timeline-layout.ts';
import { wordsFor } from '@/core/words/words.ts';
import { drawn } from './drawn.ts';

const words = wordsFor('en');
const measure = measureOf(words, 'credits');
const common = { name: 'Credits', finding: 'Most went on videos.', empty: 'Nothing yet.', words, measure, width: 640 };
const date = (text: string) => new Date(`${text}T00:00`).getTime();
const kinds = [
  { key: 'video', name: 'Videos' },
  { key: 'slides', name: 'Slides' },
];

describe('bars', () => {
  const bars = [
    { at: date('2026-11-20'), parts: { video: 200, slides: 50.5 } },
    { at: date('2026-11-21'), parts: null },
    { at: date('2026-11-22'), parts: { video: 0 } },
    { at: date('2026-11-23'), parts: { slides: 20 } },
  ];
  const all = (width = 640, period: 'day' | 'week' | 'month' = 'day') =>
    drawn(<BarsChart {...{ ...common, bars, period, width }} series={kinds} />);

  test('are in their table: each part, the total, and what was not recorded as unknown, not as nothing', () => {
    const { columns, rows, legend } = all();
    expect(columns).toEqual(['Day', 'Videos', 'Slides', 'Total']);
    expect(rows).toEqual([
      ['November 20, 2026', '200 credits', '50.5 credits', '250 credits'],
      ['November 21, 2026', 'not known', 'not known', 'not known'],
      ['November 22, 2026', '0 credits', '0 credits', '0 credits'],
      ['November 23, 2026', '0 credits', '20 credits', '20 credits'],
    ]);
    expect(legend).toEqual(['Videos', 'Slides']);
  });

  test('stand on each other from the bottom up, with a seam between them', () => {
    const rects = [...all().html.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"/g)].map(
      ([, x, y, height]) => ({ x, y: Number(y), bottom: Number(y) + Number(height) }),
    );
    const [video, slides] = rects;
    expect(rects).toHaveLength(3);
    expect(video?.x).toBe(slides?.x);
    expect(slides?.bottom).toBeLessThan(video?.y ?? 0);
    expect((video?.y ?? 0) - (slides?.bottom ?? 0)).toBeCloseTo(1.5);
  });

  test('an unknown day is drawn as unknown, a day without use as none', () => {
    const { html, texts } = all();
    expect(html.match(/class="chart-none"/g)).toHaveLength(1);
    expect(texts).toEqual(expect.arrayContaining(['250', '?', '0', '20']));
  });

  test('textures tell the kinds apart, in the drawing as in the legend', () => {
    const { html } = all();
    const fills = [...html.matchAll(/fill="(url\(#[^)]+\))"/g)].map(([, fill]) => fill);
    expect(new Set(fills).size).toBe(2);
    for (const fill of new Set(fills)) expect(html).toContain(`<pattern id="${fill?.slice(5, -1)}"`);
  });

  test('weeks and months are named as such', () => {
    expect(all(640, 'week').rows[0]?.[0]).toBe('Week of November 20, 2026');
    expect(all(640, 'month').rows[0]?.[0]).toBe('Nov 2026');
    expect(all(640, 'month').columns[0]).toBe('Month');
  });

  test('say the three largest parts beneath, the table all of them', () => {
    const series = ['A', 'B', 'C', 'D', 'E'].map((name) => ({ key: name, name }));
    const bars = [{ at: date('2026-11-20'), parts: { A: 1, B: 5, C: 3, D: 4, E: 2 } }];
    const { readOut, rows } = drawn(<BarsChart {...{ ...common, bars, series }} period="day" />);
    expect(readOut).toBe('November 20, 2026: 15 credits in all (B 5, D 4, C 3, and other)');
    expect(rows[0]).toHaveLength(7);
    expect(rows[0]?.[1]).toBe('1 credit');
  });

  test('a year of days fits: labels thin out, bars stay', () => {
    const bars = Array.from({ length: 365 }, (_, i) => ({
      at: new Date(2026, 0, 1 + i).getTime(),
      parts: { video: i },
    }));
    const { html, texts } = drawn(<BarsChart {...{ ...common, bars }} series={kinds} period="day" width={320} />);
    expect(html.match(/<rect x=/g)).toHaveLength(364 + kinds.length);
    expect(texts.length).toBeLessThan(15);
  });

  test('without any record say so', () => {
    const none = [{ at: date('2026-11-20'), parts: null }];
    expect(drawn(<BarsChart {...common} series={kinds} bars={none} period="day" />).html).toContain('Nothing yet.');
    expect(drawn(<BarsChart {...common} series={kinds} bars={[]} period="day" />).html).toContain('Nothing yet.');
  });
});

describe('a heat map', () => {
  const hours = Array.from({ length: 7 }, (_, d) =>
    Array.from({ length: 24 }, (_, h) => (d === 6 ? null : d === 0 && h === 15 ? 500 : h === 9 ? 120 : 0)),
  );
  const map = (width = 640) => drawn(<HeatMap {...{ ...common, hours, width }} />);

  test('begins on Monday, and has the value of each hour in its title', () => {
    const { titles, texts } = map();
    expect(texts.filter((text) => /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)$/.test(text))).toEqual(
      'Mon Tue Wed Thu Fri Sat Sun'.split(' '),
    );
    expect(titles).toHaveLength(1 + 7 * 24);
    expect(titles[1 + 15]).toBe('Mon, 3 PM to 4 PM: 500 credits');
    expect(titles[1 + 6 * 24 + 23]).toBe('Sun, 11 PM to 12 AM: not known');
  });

  test('draws little small, nothing as a dot, unknown as a dash', () => {
    const { count } = map();
    expect(count('class="heat-5"')).toBe(2);
    expect(count('class="heat-2"')).toBe(6);
    expect(count('class="heat-unknown"')).toBe(24 + 1);
    expect(count('class="heat-0"')).toBe(6 * 23 - 1 + 1);
  });

  test('is a table of 24 hours and seven days', () => {
    const { columns, rows, readOut } = map();
    expect(columns).toEqual(['Hour', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
    expect(rows).toHaveLength(24);
    expect(rows[15]).toEqual(['3 PM', '500', '0', '0', '0', '0', '0', 'not known']);
    expect(readOut).toBe('Mon, 3 PM to 4 PM: 500 credits');
  });

  test('a week without use is shown, a week of which nothing is known is not', () => {
    const still = hours.map((day) => day.map(() => 0));
    expect(drawn(<HeatMap {...common} hours={still} />).count('class="heat-0"')).toBe(7 * 24 + 1);
    const unknown = hours.map((day) => day.map(() => null));
    expect(drawn(<HeatMap {...common} hours={unknown} />).html).toContain('Nothing yet.');
  });
});

describe('a timeline', () => {
  const now = date('2026-11-22');
  const lots: readonly Stay[] = [
    { key: 'b', name: 'Bonus', at: null, expiresAt: null, amount: 250, left: 0 },
    { key: 'a', name: 'Purchase', at: date('2026-09-20'), expiresAt: date('2026-12-22'), amount: 500, left: 125 },
  ];
  const lanes = (width = 640, all = lots) => drawn(<Timeline {...{ ...common, now, width, lots: all }} />);

  test('begins with what lapses first, and does not make up a date', () => {
    const { columns, rows, readOut } = lanes();
    expect(columns).toEqual(['Credits', 'Added', 'Lapses', 'At first', 'Left']);
    expect(rows).toEqual([
      ['Purchase', 'September 20, 2026', 'December 22, 2026', '500 credits', '125 credits'],
      ['Bonus', 'not known', 'not known', '250 credits', '0 credits'],
    ]);
    expect(readOut).toBe('Purchase: 125 of 500 credits left, until December 22, 2026');
  });

  test('fills each bar with the share that is left, and leaves the unknown open', () => {
    const { html } = lanes();
    const width = (of: string) =>
      [...html.matchAll(new RegExp(`<rect class="chart-${of}" x="[\\d.]+" y="[\\d.]+" width="([\\d.]+)"`, 'g'))].map(
        ([, one]) => Number(one),
      );
    const [tracks, fills] = [width('track'), width('left')];
    expect(fills[0]).toBeCloseTo((tracks[0] ?? 0) / 4);
    expect(fills[1]).toBe(0);
    expect(html.match(/chart-lot open/g)).toHaveLength(1);
    expect(html.match(/class="chart-end"/g)).toHaveLength(1);
  });

  test('long names get a line of their own where it is narrow; nothing is lost', () => {
    const ja = wordsFor('ja');
    const name = '追加購入したクレジット（1回目・キャンペーンの特典を含む）';
    const all = lots.map((lot) => ({ ...lot, name }));
    const given = { ...common, words: ja, measure: measureOf(ja, 'credits'), now, lots: all };
    const narrow = drawn(<Timeline {...given} width={260} />);
    expect(narrow.texts).toContain('500のうち残り125、12月22日まで');
    expect(narrow.titles).toContain(`${name}：500クレジットのうち残り125、2026年12月22日まで`);
    expect(narrow.rows[0]?.[0]).toBe(name);
  });

  test('without credits says so', () => {
    expect(lanes(640, []).html).toContain('Nothing yet.');
  });
});

describe('a share', () => {
  const parts = [
    { key: 'video', name: 'Videos', value: 600 },
    { key: 'slides', name: 'Slides', value: 150 },
  ];
  const share = (plan: number | null, all = parts) => drawn(<ShareChart {...{ ...common, plan, parts: all }} />);

  test('says each part and its share of the plan, and what is still planned', () => {
    const { legend, rows, texts } = share(1_000);
    expect(legend).toEqual(['Videos 600 credits (60%)', 'Slides 150 credits (15%)']);
    expect(texts).toEqual(['Plan 1,000 credits']);
    expect(rows).toEqual([
      ['Videos', '600 credits', '60%'],
      ['Slides', '150 credits', '15%'],
      ['Total', '750 credits', '75%'],
      ['Planned', '1,000 credits', '100%'],
      ['Still in the plan', '250 credits', '25%'],
    ]);
  });

  test('beyond the plan the bar goes on, and the table says by how much', () => {
    const { rows, html } = share(500);
    expect(rows.at(-1)).toEqual(['Beyond the plan', '250 credits', '50%']);
    const plan = Number(/class="chart-plan"><line x1="([\d.]+)"/.exec(html)?.[1]);
    expect(plan).toBeCloseTo(1 + (2 / 3) * 638, 0);
  });

  test('without a plan shares are of the total; with a plan and nothing spent the plan is shown', () => {
    expect(share(null).rows.at(-1)).toEqual(['Total', '750 credits', '100%']);
    expect(share(null).texts).toEqual([]);
    expect(share(1_000, []).texts).toEqual(['Plan 1,000 credits']);
    expect(share(null, []).html).toContain('Nothing yet.');
  });
});
