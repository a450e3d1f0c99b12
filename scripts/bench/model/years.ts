// Years of readings, made up: any of them can be told by its number alone.
import type { Read } from '../../../core/app/record.ts';
import type { TaskReading } from '../../../core/domain/reading.ts';
import type { Json, Sighting } from '../../../core/domain/sighting.ts';
import { day, type EpochMs, hour, minute, second, week } from '../../../core/domain/time.ts';
import { chatgpt } from '../../../core/providers/chatgpt/index.ts';
import { genspark } from '../../../core/providers/genspark/index.ts';
import type { Provider } from '../../../core/providers/provider.ts';

const begin: EpochMs = Date.parse('2026-01-01T00:00:00Z');
const every = 10 * minute;
/** Before the first reading that counts lie so many, further apart: seven years, in which all that is bounded fills up. */
export const before = 36_000;
const everyBefore = 100 * minute;

export type Told = { readonly provider: Provider; readonly read: Read; readonly now: EpochMs };

/** The n-th reading, from `-before` on: mostly windows, now and then a balance, and tasks that begin and end. */
export function told(n: number): Told {
  const at = begin + n * (n < 0 ? everyBefore : every) + Math.floor(chance(n, 1) * minute);
  const kind = (n + before) % 8;
  if (kind === 5) return balance(n, at);
  if (kind === 6) return task(n, at, 'started');
  if (kind === 7) return task(n - 1, at, { ended: 'done' });
  return windows(n, at);
}

/** 0 to 1, the same for the same numbers, without any pattern in it. */
function chance(n: number, salt: number): number {
  const mixed = Math.imul(Math.imul(n ^ (salt * 0x9e3779b9), 0x85ebca6b) ^ (n >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}

/** A window of which each one is used up differently far; its reset jitters by seconds. */
function windowAt(at: EpochMs, length: number, n: number): Json {
  const index = Math.floor(at / length);
  const share = (at % length) / length;
  const resetsAt = (index + 1) * length + Math.floor(chance(n, 2) * 5) * second;
  return {
    used_percent: Math.floor(share * 130 * chance(index, 3)),
    limit_window_seconds: length / second,
    reset_after_seconds: Math.floor((resetsAt - at) / second),
    reset_at: Math.floor(resetsAt / second),
  };
}

function windows(n: number, at: EpochMs): Told {
  const fields: Json = {
    plan_type: 'plus',
    rate_limit: {
      allowed: true,
      limit_reached: false,
      primary_window: windowAt(at, 5 * hour, n),
      secondary_window: windowAt(at, week, n),
    },
    credits: { has_credits: true, unlimited: false, balance: 25 },
    rate_limit_reset_credits: { available_count: 3 },
  };
  return readBy(chatgpt, sightingOf(n, at, 'usage', fields));
}

function balance(n: number, at: EpochMs): Told {
  const used = (at % (30 * day)) / (30 * day);
  const left = Math.round(10_000 * (1 - used * chance(Math.floor(at / (30 * day)), 4)));
  return readBy(genspark, sightingOf(n, at, 'balance', { status: 0, data: { balance: left } }));
}

function readBy(provider: Provider, sighting: Sighting): Told {
  return { provider, read: { sighting, outcome: provider.read(sighting) }, now: sighting.at + 40 };
}

function task(n: number, at: EpochMs, news: TaskReading['news']): Told {
  const parameters = { seconds: 5 + Math.floor(chance(n, 5) * 4) };
  const reading: TaskReading = { kind: 'task', refs: [`t${n}`], task: 'video', parameters, news };
  const sighting: Sighting = { ...sightingOf(n, at, 'agent', {}), phase: 'event' };
  return { provider: genspark, read: { sighting, outcome: { readings: [reading], problems: [] } }, now: at + 40 };
}

function sightingOf(n: number, at: EpochMs, watch: string, fields: Json): Sighting {
  return {
    ...{ id: `b${n}`, watch, phase: 'answer', rule: null, call: `c${n}`, at, offset: 540, status: 200 },
    ...{ served: null, via: 'page', onUsagePage: false, account: '0123456789abcdef', fields },
  };
}
