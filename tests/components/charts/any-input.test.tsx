import fc from 'fast-check';
import type { VNode } from 'preact';
import { describe, expect, test } from 'vitest';
import { BarsChart } from '@/components/charts/bars.tsx';
import { FanChart } from '@/components/charts/fan.tsx';
import { HeatMap } from '@/components/charts/heat-map.tsx';
import { LineChart } from '@/components/charts/line.tsx';
import { measureOf } from '@/components/charts/measure.ts';
import { ShareChart } from '@/components/charts/share.tsx';
import type { Level } from '@/components/charts/time-plot.ts';
import { Timeline } from '@/components/charts/timeline.tsx';
import { day } from '@/core/domain/time.ts';
import { wordsFor } from '@/core/words/words.ts';
import { drawn, numbersIn } from './drawn.ts';

const locales = { en: wordsFor('en'), ja: wordsFor('ja') };
const now = Date.parse('2026-11-22T05:20:00Z');

/** Usual ones, and whatever else a number can be. */
const values = fc.oneof(
  fc.integer({ min: 0, max: 100 }),
  fc.constantFrom(0, -0, 1e-300, -5, 1e12, 1e15, 1e300, Number.MAX_VALUE, Number.NaN, Number.POSITIVE_INFINITY),
  fc.double(),
);
const maybe = fc.option(values, { nil: null });
const moments = fc.oneof(
  fc.integer({ min: now - 400 * day, max: now + 400 * day }),
  fc.constantFrom(now, now + 1, 0, -1, 1e13, 9e15, Number.NaN, Number.POSITIVE_INFINITY),
);
const names = fc.oneof(fc.string(), fc.constantFrom('動画', '<b>&"', 'このブラウザで確認できない利用'.repeat(3)));
const points = fc.array(fc.record({ at: moments, value: maybe }), { maxLength: 12 });
const marks = fc.array(fc.record({ kind: fc.constantFrom('reset' as const, 'grant' as const), at: moments }), {
  maxLength: 5,
});
const levels: fc.Arbitrary<Level[]> = fc.array(
  fc.record({ kind: fc.constantFrom('limit', 'notice', 'warning'), value: values, label: names }),
  { maxLength: 3 },
);
/** Plain, so that a counterexample can be read. */
const common = fc.record({
  locale: fc.constantFrom('en' as const, 'ja' as const),
  unit: fc.constantFrom('percent' as const, 'credits' as const, 'uses' as const),
  width: fc.constantFrom(0, 240, 320, 640, 1_200),
  name: names,
  finding: names,
});
type Common = typeof common extends fc.Arbitrary<infer Given> ? Given : never;

function dressed({ locale, unit, ...rest }: Common) {
  const words = locales[locale];
  return { ...rest, empty: 'Nothing yet.', words, measure: measureOf(words, unit) };
}

const keyed = <T extends object>(other: fc.Arbitrary<T>) =>
  fc
    .array(fc.tuple(names, other), { maxLength: 7 })
    .map((all) => all.map(([name, one], i) => ({ ...one, key: `${i}`, name })));

type Case = { readonly property: (check: (chart: VNode) => void) => fc.IProperty<never> };
const kind = <Given,>(
  given: fc.Arbitrary<Given>,
  draw: (common: ReturnType<typeof dressed>, given: Given) => VNode,
): Case => ({
  property: (check) =>
    fc.property(common, given, (one, other) => void check(draw(dressed(one), other))) as unknown as fc.IProperty<never>,
});

const shape = fc.constantFrom('step' as const, 'straight' as const);
const parts = fc.option(fc.dictionary(fc.constantFrom('0', '1', '2', 'x'), values), { nil: null });
const period = fc.constantFrom('day' as const, 'week' as const, 'month' as const);
const expected = fc.record({ at: moments, p10: values, p50: values, p90: values });
const lot = fc.record({ at: fc.option(moments), expiresAt: fc.option(moments), amount: values, left: values });

const charts: Readonly<Record<string, Case>> = {
  line: kind(
    fc.record({
      levels,
      marks,
      series: keyed(fc.record({ points, shape })),
      from: fc.option(moments, { nil: undefined }),
    }),
    (all, given) => <LineChart {...all} {...given} />,
  ),
  fan: kind(fc.record({ levels, marks, past: points, ahead: fc.array(expected, { maxLength: 5 }) }), (all, given) => (
    <FanChart {...all} {...given} now={now} />
  )),
  bars: kind(
    fc.record({
      series: keyed(fc.constant({})),
      period,
      bars: fc.array(fc.record({ at: moments, parts }), { maxLength: 40 }),
    }),
    (all, given) => <BarsChart {...all} {...given} />,
  ),
  heat: kind(fc.record({ hours: fc.array(fc.array(maybe, { maxLength: 26 }), { maxLength: 8 }) }), (all, given) => (
    <HeatMap {...all} {...given} />
  )),
  timeline: kind(fc.record({ lots: keyed(lot) }), (all, given) => <Timeline {...all} {...given} now={now} />),
  share: kind(fc.record({ parts: keyed(fc.record({ value: values })), plan: maybe }), (all, given) => (
    <ShareChart {...all} {...given} />
  )),
};

describe.each(Object.keys(charts))('whatever it is given, %s', (name) => {
  test('draws numbers only, within reach, with all the words its frame needs; or says that there is nothing', () => {
    const whole = charts[name]?.property((chart) => {
      const { html, columns, rows } = drawn(chart);
      expect(html).not.toMatch(/NaN|Infinity|undefined/);
      expect(html).not.toMatch(/\s(width|height|r)="-/);
      for (const number of numbersIn(html)) expect(Math.abs(number)).toBeLessThan(1e5);
      if (!html.includes('<svg')) return expect(html).toContain('Nothing yet.');
      expect(columns.length).toBeGreaterThan(1);
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(row).toHaveLength(columns.length);
    });
    if (whole === undefined) throw new Error(`no chart ${name}`);
    fc.assert(whole, { numRuns: name === 'heat' ? 25 : 100 });
  });
});
