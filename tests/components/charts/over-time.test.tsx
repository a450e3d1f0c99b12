import { describe, expect, test } from 'vitest';
import { FanChart } from '@/components/charts/fan.tsx';
import type { Expected } from '@/components/charts/fan-layout.ts';
import { LineChart } from '@/components/charts/line.tsx';
import { measureOf } from '@/components/charts/measure.ts';
import type { Point } from '@/components/charts/points.ts';
import type { Level, Mark } from '@/components/charts/time-plot.ts';
import { hour } from '@/core/domain/time.ts';
import { wordsFor } from '@/core/words/words.ts';
import { drawn } from './drawn.ts';

const words = wordsFor('en');
const at = (clock: string) => new Date(`2026-11-22T${clock}`).getTime();
const now = at('14:00');
const measure = measureOf(words, 'percent');
const levels: readonly Level[] = [
  { kind: 'limit', value: 100, label: 'Limit' },
  { kind: 'warning', value: 80, label: '80%' },
];
const common = {
  name: 'Weekly limit',
  finding: 'It lasts.',
  empty: 'Nothing yet.',
  words,
  measure,
  levels,
  width: 640,
};
const point = (clock: string, value: number | null): Point => ({ at: at(clock), value });
const readings = [point('10:00', 10), point('11:00', null), point('12:00', 30.7), point('13:00', 41)];

const line = (points: readonly Point[], marks: readonly Mark[] = [], shape: 'step' | 'straight' = 'step') =>
  drawn(<LineChart {...common} marks={marks} series={[{ key: 'a', name: 'Used', points, shape }]} />);
const dOf = (html: string, of: string) => new RegExp(`<path class="${of}[^"]*" d="([^"]*)"`).exec(html)?.[1] ?? '';

describe('a line', () => {
  test('says its finding, and what it is to those who cannot see it', () => {
    const { html, finding, titles, caption } = line(readings);
    expect(finding).toBe('It lasts.');
    expect(titles[0]).toBe('Weekly limit');
    expect(caption).toBe('Weekly limit');
    const [, title, desc] = /role="img"[^>]*aria-labelledby="(\S+) (\S+)"/.exec(html) ?? [];
    expect(html).toContain(`<title id="${title}">Weekly limit</title>`);
    expect(html).toContain(`<desc id="${desc}">It lasts.</desc>`);
  });

  test('has every reading in its table, unknown ones as unknown, events beside their time', () => {
    const { columns, rows, html } = line(readings, [
      { kind: 'reset', at: at('12:00') },
      { kind: 'grant', at: at('12:30') },
    ]);
    expect(columns).toEqual(['When', 'Used', 'Event']);
    expect(rows).toEqual([
      ['November 22, 10:00 AM', '10%', ''],
      ['November 22, 11:00 AM', 'not known', ''],
      ['November 22, 12:00 PM', '30%', 'Comes back'],
      ['November 22, 12:30 PM', 'no reading', 'Credits added'],
      ['November 22, 1:00 PM', '41%', ''],
    ]);
    expect(html).toContain(`<time datetime="${new Date(at('12:30')).toISOString()}">`);
  });

  test('breaks where nothing is known, and steps or slopes as it is told', () => {
    expect(dOf(line(readings).html, 'chart-path').match(/M/g)).toHaveLength(2);
    const known = readings.filter(({ value }) => value !== null);
    const corners = (d: string) => d.match(/L/g)?.length;
    expect(corners(dOf(line(known, [], 'straight').html, 'chart-path'))).toBe(2);
    expect(corners(dOf(line(known, [], 'step').html, 'chart-path'))).toBe(4);
  });

  test('shows the limit and the thresholds with their names', () => {
    const { html, texts } = line(readings);
    expect(texts).toEqual(expect.arrayContaining(['Limit', '80%', '0%', '100%']));
    expect(html).toContain('chart-level level-limit');
    expect(html).toContain('chart-level level-warning');
  });

  test('names its marks, and several lines; a single line is named by its finding', () => {
    expect(line(readings).legend).toEqual([]);
    expect(line(readings, [{ kind: 'reset', at: at('12:00') }]).legend).toEqual(['Comes back']);
    const series = [
      { key: 'a', name: 'Codex', points: readings },
      { key: 'b', name: 'Genspark', points: [point('10:00', 5), point('12:00', 6)] },
    ];
    const { legend, rows, readOut, html } = drawn(<LineChart {...common} marks={[]} series={series} />);
    expect(legend).toEqual(['Codex', 'Genspark']);
    expect(rows[3]).toEqual(['November 22, 1:00 PM', '41%', 'no reading']);
    expect(readOut).toBe('November 22, 1:00 PM: Codex 41%');
    expect([html.includes('chart-path line-0'), html.includes('chart-path line-1')]).toEqual([true, true]);
  });

  test('with one reading is a dot, and says that there is but one', () => {
    const { html, readOut, rows, slider } = line([point('10:00', 42)]);
    expect(html).toContain('<circle class="chart-dot"');
    expect(readOut).toContain('One reading so far: 42%.');
    expect(rows).toEqual([['November 22, 10:00 AM', '42%']]);
    expect(slider).toBeNull();
  });

  test.each([
    ['no reading', []],
    ['nothing known', [point('10:00', null)]],
  ])('with %s says so, and draws nothing', (_, points) => {
    const { html } = line(points);
    expect(html).not.toContain('<svg');
    expect(html).toContain('<p>Nothing yet.</p>');
    expect(html).toContain('aria-label="Weekly limit"');
  });

  test('does not depend on the order in which it is given, and leaves out what is not within the range', () => {
    expect(line([...readings].reverse()).rows).toEqual(line(readings).rows);
    const series = [{ key: 'a', name: 'Used', points: readings }];
    const { rows } = drawn(<LineChart {...common} marks={[]} series={series} from={at('11:30')} to={at('12:30')} />);
    expect(rows).toEqual([['November 22, 12:00 PM', '30%']]);
  });

  test('can be read point by point with the keyboard', () => {
    const { slider } = line(readings);
    expect(slider).toContain('type="range"');
    expect(slider).toContain('max="3"');
    expect(slider).toContain('aria-label="Values of Weekly limit, one by one"');
    expect(slider).toContain('aria-valuetext="November 22, 1:00 PM: 41%"');
  });

  test('keeps a long table folded until somebody wants it', () => {
    const many = Array.from({ length: 2_000 }, (_, i) => ({ at: now - i * hour, value: i % 100 }));
    const { rows, html } = line(many);
    expect(rows).toEqual([]);
    expect(html).toContain('<summary>Show the numbers</summary>');
  });
});

describe('a forecast', () => {
  const ahead: readonly Expected[] = [{ at: at('17:00'), p10: 50, p50: 60.4, p90: 88 }];
  const fan = (past: readonly Point[], expected: readonly Expected[] = ahead) =>
    drawn(<FanChart {...common} {...{ now, past, ahead: expected }} marks={[{ kind: 'reset', at: at('17:00') }]} />);

  test('begins where the past ends, and opens to its range', () => {
    const { html, legend, texts } = fan(readings);
    expect(dOf(html, 'chart-band')).toMatch(/^M.+Z$/);
    const [from] = dOf(html, 'chart-path line-ahead').split('L');
    expect(dOf(html, 'chart-path line-0')).toContain((from ?? '').slice(1).split(',')[1]);
    expect(legend).toEqual(['Used so far', 'Forecast, middle', 'Forecast, roughly', 'Comes back']);
    expect(texts).toContain('Now');
  });

  test('says in its table what was and what will probably be', () => {
    const { columns, rows, readOut } = fan(readings);
    expect(columns).toEqual(['When', 'Used so far', 'Forecast, roughly', 'Forecast, middle']);
    expect(rows.at(-2)).toEqual(['November 22, 1:00 PM', '41%', '', '']);
    expect(rows.at(-1)).toEqual(['November 22, 5:00 PM', '', 'roughly 50% to 88%', '60%']);
    expect(readOut).toBe('November 22, 5:00 PM: probably 50% to 88%, the middle is 60%');
  });

  test('gives no hour to a return of which only the day is known', () => {
    const { readOut, rows } = drawn(
      <FanChart
        {...common}
        {...{ now, past: readings, ahead, marks: [], end: { at: at('17:00'), text: 'November 22' } }}
      />,
    );
    expect(readOut).toBe('November 22: probably 50% to 88%, the middle is 60%');
    expect(rows.at(-1)?.[0]).toBe('November 22');
    expect(rows.at(-2)?.[0]).toBe('November 22, 1:00 PM');
  });

  test('says a range in Japanese as people do', () => {
    const ja = wordsFor('ja');
    const given = { ...common, words: ja, measure: measureOf(ja, 'percent'), marks: [] };
    const { readOut, rows } = drawn(<FanChart {...given} {...{ now, past: readings, ahead }} />);
    expect(readOut).toBe('11月22日 17:00：だいたい50%〜88%の見込み、中心は60%');
    expect(rows.at(-1)?.[2]).toBe('だいたい50%〜88%');
  });

  test('without a known reading now does not make one up: the band stands where it was told', () => {
    const last = { at: at('18:00'), p10: 55, p50: 70, p90: 95 };
    const { html } = fan([...readings, point('13:30', null)], [...ahead, last]);
    expect(dOf(html, 'chart-path line-ahead').match(/L/g)).toHaveLength(1);
    expect(dOf(html, 'chart-path line-0').match(/M/g)).toHaveLength(2);
    expect(html).not.toContain('chart-tip');
  });

  test('takes nothing from the future for past, and nothing from the past for a forecast', () => {
    const { rows } = fan([...readings, point('15:00', 99)], [{ at: at('12:00'), p10: 1, p50: 2, p90: 3 }, ...ahead]);
    expect(rows).toHaveLength(readings.length + ahead.length);
  });

  test('with no forecast yet shows the past alone, with one reading the one', () => {
    const { html, legend } = fan(readings, []);
    expect(legend).toEqual(['Used so far', 'Comes back']);
    expect(dOf(html, 'chart-band')).toBe('');
    expect(fan([point('13:00', 12)], []).readOut).toContain('One reading so far: 12%.');
    expect(fan([], []).html).toContain('<p>Nothing yet.</p>');
    expect(fan([]).rows).toHaveLength(1);
  });
});
