// Observations as a page's relay would send them, and rows as they would be put without any of us.
import type { ObservationRow } from '../../../core/app/rows.ts';
import type { Sighting } from '../../../core/domain/sighting.ts';
import { hour } from '../../../core/domain/time.ts';
import { heavyAccount } from '../../../tests/heavy.ts';

let count = 0;

/** The next usage answer: mostly what the last one said; every tenth time something has been used. */
function sighting(): Sighting {
  const n = ++count;
  const slot = (length: number, used: number) => ({
    used_percent: used,
    limit_window_seconds: length,
    reset_after_seconds: length / 2,
  });
  const used = Math.floor(n / 200);
  return {
    ...{ id: `bench${n}`, watch: 'usage', phase: 'answer', rule: null, call: `bench${n}`, at: Date.now(), offset: 540 },
    ...{ status: 200, served: null, via: 'page', onUsagePage: false, account: heavyAccount },
    fields: {
      plan_type: 'plus',
      rate_limit: {
        ...{ allowed: true, limit_reached: false },
        ...{ primary_window: slot(18_000, 5 + used), secondary_window: slot(604_800, 5 + used) },
      },
      credits: { has_credits: true, unlimited: false, balance: `${1_000_000 - Math.floor(n / 10)}` },
    },
  };
}

/** Messages with so many sightings each. */
export const messages = (number: number, each: number): readonly object[] =>
  Array.from({ length: number }, () => ({
    ...{ say: 'saw', account: heavyAccount, visible: false },
    sightings: Array.from({ length: each }, sighting),
  }));

/** As many rows, as bare as they can be, to be put in as many batches. */
export const batches = (number: number, each: number): readonly (readonly ObservationRow[])[] =>
  Array.from({ length: number }, () => Array.from({ length: each }, row));

function row(): ObservationRow {
  const n = ++count;
  return {
    ...{ provider: 'chatgpt', account: heavyAccount, meter: 'codex:18000', from: n, until: n + 1, unit: 'percent' },
    ...{ value: n % 100, resetsAt: n + hour, blocked: null, watch: 'usage', via: 'page' },
  } as ObservationRow;
}
