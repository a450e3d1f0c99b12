import type { Reading } from '../../domain/reading.ts';
import type { Sighting } from '../../domain/sighting.ts';
import { hour, week } from '../../domain/time.ts';
import { entryOf, only, readFields } from '../answer.ts';
import { number } from '../lenient.ts';
import type { Outcome } from '../provider.ts';
import { readPageTime } from './page-time.ts';
import { usageText } from './schema.ts';
import { pool } from './usage.ts';

/** The three windows whose labels are the same in both languages' pages; lengths as their labels say. */
const windows: Readonly<Record<string, { feature: 'codex' | 'code-review'; length: number | null }>> = {
  five_hour: { feature: 'codex', length: 5 * hour },
  weekly: { feature: 'codex', length: week },
  code_review: { feature: 'code-review', length: null },
};

/** The visible usage page, English or Japanese. It shows what is LEFT, in whole percent. A fallback only. */
export function readUsageText(sighting: Sighting): Outcome {
  return readFields(sighting, 'numbers', usageText, (rows) => {
    const readings = (rows ?? []).flatMap(([row, { left, resets, number: told }]): Reading[] => {
      const window = entryOf(windows, row);
      if (row === 'credits') return credits(told);
      if (window === undefined || left == null || !/^\d{1,3}(\.\d+)?$/.test(left) || Number(left) > 100) return [];
      const { feature, length } = window;
      const resetsAt = resets == null ? null : readPageTime(resets, sighting.at, sighting.offset);
      return [
        {
          kind: 'window',
          feature,
          label: feature,
          length,
          used: 100 - Number(left),
          amount: null,
          resetsAt,
          blocked: null,
        },
      ];
    });
    return only(...readings);
  });
}

function credits(told: string | null | undefined): Reading[] {
  const left = number.parse((told ?? '').replaceAll(',', ''));
  if (left == null) return [];
  return [
    {
      kind: 'balance',
      feature: 'credits',
      label: 'credits',
      unit: 'credits',
      left,
      unlimited: false,
      usable: null,
      blocked: null,
      returnsAt: null,
      pool,
    },
  ];
}
