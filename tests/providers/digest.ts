import type { Reading } from '@/core/domain/reading.ts';
import type { Outcome } from '@/core/providers/provider.ts';
import { seenAt } from './through.ts';

/** Readings in short lines, so that a table of expectations can be read by a person. Times are relative to `seenAt`. */
export function digest({ readings, problems }: Outcome): string[] {
  return [...readings.map(line), ...problems.map(({ kind, about }) => `problem ${kind} (${about})`)];
}

const label = (of: Extract<Reading, { label: unknown }>) =>
  typeof of.label === 'string' ? of.label : `"${of.label.name}"`;
const length = (ms: number | null) =>
  ms === null
    ? '?'
    : ms % 86_400_000 === 0
      ? `${ms / 86_400_000}d`
      : ms % 3_600_000 === 0
        ? `${ms / 3_600_000}h`
        : `${ms / 60_000}m`;

/** Far times as dates, near ones as seconds from now. */
function when(at: number | null): string {
  if (at === null) return '?';
  const ahead = Math.round((at - seenAt) / 1_000);
  return Math.abs(ahead) <= 700_000 ? `${ahead >= 0 ? '+' : ''}${ahead}s` : new Date(at).toISOString().slice(0, 16);
}

function line(reading: Reading): string {
  switch (reading.kind) {
    case 'window': {
      const amount = reading.amount === null ? '' : ` of ${reading.amount.limit} ${reading.amount.unit}`;
      const blocked = reading.blocked === null ? '' : reading.blocked ? ' blocked' : ' allowed';
      return `window ${label(reading)} [${reading.feature}] ${length(reading.length)} ${reading.used === null ? '?' : Math.round(reading.used * 100) / 100}%${amount} resets ${when(reading.resetsAt)}${blocked}`;
    }
    case 'balance': {
      const flags = [
        reading.unlimited && 'unlimited',
        reading.usable === true && 'usable',
        reading.blocked === true && 'blocked',
        reading.pool,
      ]
        .filter(Boolean)
        .join(' ');
      const back = reading.returnsAt === null ? '' : ` back ${when(reading.returnsAt)}`;
      return `balance ${label(reading)} ${reading.left ?? '?'} ${reading.unit}${flags === '' ? '' : ` (${flags})`}${back}`;
    }
    case 'plan':
      return `plan ${reading.plan} renews ${when(reading.renewsAt)}${reading.willRenew === null ? '' : reading.willRenew ? '' : ' not'}`;
    case 'task': {
      const news =
        typeof reading.news === 'string'
          ? reading.news
          : 'ended' in reading.news
            ? `ended ${reading.news.ended}`
            : `moved to [${reading.news.moved}]`;
      const parameters = Object.entries(reading.parameters ?? {})
        .map(([key, value]) => ` ${key}=${value}`)
        .join('');
      return `task ${reading.task ?? '?'} {${reading.refs}} ${news}${parameters}`;
    }
    case 'running':
      return `running ${reading.list} [${reading.tasks.map(
        ({ ref, task, parameters }) =>
          `${task} ${ref}${Object.entries(parameters ?? {})
            .map(([key, value]) => ` ${key}=${value}`)
            .join('')}`,
      )}]${reading.complete ? '' : ' …'}`;
    case 'stop':
      return `stop ${label(reading)} [${reading.feature}] ${reading.why} until ${when(reading.until)}`;
    case 'banked':
      return `banked ${reading.available}${reading.nextExpiry === null ? '' : ` until ${when(reading.nextExpiry)}`}`;
    case 'charge':
      return `charge ${reading.id} ${reading.credits} ${reading.what} at ${when(reading.at)}`;
    case 'grant':
      return `grant ${reading.id} ${reading.credits} at ${when(reading.at)} expires ${when(reading.expiresAt)}`;
    case 'cycle':
      return `cycle ${when(reading.from)} to ${when(reading.to)}`;
    case 'top-up':
      return `top-up ${reading.enabled ? 'on' : 'off'} below ${reading.threshold} to ${reading.target}`;
    case 'composer':
      return `composer ${reading.task}`;
    case 'signed-out':
      return 'signed out';
  }
}
