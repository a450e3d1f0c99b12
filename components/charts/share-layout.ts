import { scaleLinear } from 'd3-scale';
import type { Words } from '../../core/words/words.ts';
import type { Measure } from './measure.ts';
import { type Box, isKnown, type Stop, smallest } from './points.ts';
import type { TableData } from './table.tsx';
import { textWidth } from './text-width.ts';

export type ShareData = {
  readonly name: string;
  readonly words: Words;
  readonly measure: Measure;
  /** What it went on. */
  readonly parts: readonly { readonly key: string; readonly name: string; readonly value: number }[];
  /** What was planned for all of it; `null` where there is no plan. */
  readonly plan: number | null;
};

type Piece = {
  readonly key: string;
  readonly name: string;
  readonly fill: number;
  readonly text: string;
  readonly box: Box;
};

export type ShareLayout = {
  readonly height: number;
  readonly box: Box;
  readonly pieces: readonly Piece[];
  readonly plan: { readonly x: number; readonly label: string; readonly labelX: number } | null;
  readonly stops: readonly Stop[];
  readonly table: TableData;
};

const top = 24;
const barHeight = 24;
const side = 1;

/** The drawing of a total and its parts `width` pixels wide; `null` where there is nothing spent and no plan. */
export function shareLayout(data: ShareData, width: number): ShareLayout | null {
  const { measure, words } = data;
  const parts = data.parts.filter(({ value }) => isKnown(value) && value >= smallest);
  const spent = parts.reduce((sum, { value }) => sum + value, 0);
  const plan = isKnown(data.plan) && data.plan >= smallest ? data.plan : null;
  const whole = Math.max(spent, plan ?? 0);
  if (whole < smallest) return null;
  const x = scaleLinear()
    .domain([0, whole])
    .range([side, width - side]);
  const box = { left: side, right: width - side, top, bottom: top + barHeight };
  let sum = 0;
  const pieces = parts.map(({ key, name, value }): Piece => {
    const from = sum;
    sum += value;
    const percent = words.percent((100 * value) / (plan ?? whole));
    return {
      ...{ key, name, fill: data.parts.findIndex((one) => one.key === key) },
      text: words.t('chart.share-of', { name, value: measure.say(value), percent }),
      box: { ...box, left: x(from), right: x(sum) },
    };
  });
  return {
    ...{ height: box.bottom + 8, box, pieces },
    plan: plan === null ? null : planOf(words.t('chart.plan', { value: measure.say(plan) }), x(plan), width),
    stops: pieces.map(({ text, box }) => ({ say: () => text, x: (box.left + box.right) / 2, ys: [], box })),
    table: tableOf(data, parts, plan, spent),
  };
}

function planOf(label: string, x: number, width: number): ShareLayout['plan'] {
  const half = textWidth(label) / 2;
  return { x, label, labelX: Math.max(half, Math.min(width - half, x)) };
}

function tableOf(
  { name, words, measure }: ShareData,
  parts: ShareData['parts'],
  plan: number | null,
  spent: number,
): TableData {
  const { t } = words;
  const share = (value: number) => words.percent((100 * value) / (plan ?? spent));
  const row = (key: string, head: string, value: number) => ({
    ...{ key, head },
    cells: [measure.say(value), share(value)],
  });
  const rest = plan === null ? 0 : plan - spent;
  const rows = [
    ...parts.map(({ key, name, value }) => row(`part-${key}`, name, value)),
    row('total', t('chart.total'), spent),
    ...(plan === null ? [] : [row('plan', t('chart.planned'), plan)]),
    ...(rest > 0 ? [row('rest', t('chart.still-planned'), rest)] : []),
    ...(rest < 0 ? [row('beyond', t('chart.beyond-plan'), -rest)] : []),
  ];
  return {
    caption: name,
    columns: [t('chart.kind'), t('chart.amount'), t('chart.share')],
    count: rows.length,
    rows: () => rows,
  };
}
