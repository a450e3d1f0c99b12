import * as z from 'zod/mini';
import type { Reading } from '../../domain/reading.ts';
import type { Sighting } from '../../domain/sighting.ts';
import { readMoment } from '../../domain/time.ts';
import { comesBackAt, composing, entryOf, nothing, only, readFields, trouble } from '../answer.ts';
import type { Outcome } from '../provider.ts';
import { readChatLimits, readSocket, readTurn } from './chat.ts';
import {
  accountsAnswer,
  bankedAnswer,
  chatLimitsAnswer,
  creditEventsAnswer,
  monthlyCapAnswer,
  subscriptionAnswer,
  topUpAnswer,
  usageAnswer,
  usageSnapshot,
} from './schema.ts';
import { readCreate, readTask, readTaskList } from './tasks.ts';
import { readUsageText } from './text.ts';
import { readUsage } from './usage.ts';

const readers: Readonly<Record<string, (sighting: Sighting) => Outcome>> = {
  usage: (sighting) => readFields(sighting, 'numbers', usageAnswer, (usage) => readUsage(sighting, usage)),
  'usage-stream': readStream,
  'usage-text': readUsageText,
  banked: readBanked,
  'credit-events': readCreditEvents,
  'monthly-cap': readMonthlyCap,
  'top-up': readTopUp,
  'codex-tasks': readTaskList,
  'codex-task': readTask,
  'codex-create': readCreate,
  'codex-composer': composing('developer'),
  'codex-turn': readTurn,
  'chat-limits': (sighting) =>
    readFields(sighting, 'features', chatLimitsAnswer, (limits) => readChatLimits(sighting, limits)),
  turn: readTurn,
  turns: readSocket,
  subscription: readSubscription,
  accounts: readAccounts,
};

/** Reads what a ChatGPT page saw. Pure and total; an unknown watch says nothing. */
export function read(sighting: Sighting): Outcome {
  return entryOf(readers, sighting.watch)?.(sighting) ?? nothing;
}

function readStream(sighting: Sighting): Outcome {
  if (sighting.phase !== 'event')
    return readFields(sighting, 'numbers', z.unknown(), () =>
      sighting.phase === 'answer' ? trouble('changed-shape', 'numbers') : nothing,
    );
  return readFields(sighting, 'numbers', usageSnapshot, ({ usage }) => readUsage(sighting, usage));
}

/** `available_count` is authoritative; the list may be cut. */
function readBanked(sighting: Sighting): Outcome {
  return readFields(sighting, 'features', bankedAnswer, ({ available_count, credits }) => {
    if (available_count == null) return nothing;
    const expiries = (credits ?? [])
      .filter(({ status }) => status === 'available')
      .flatMap(({ expires_at }) => comesBackAt(sighting, { at: expires_at }) ?? []);
    const nextExpiry = expiries.length === 0 ? null : Math.min(...expiries);
    return only({ kind: 'banked', available: available_count, nextExpiry });
  });
}

/** Credits spent per day and product, negative where given back. A row without an amount is left out. */
function readCreditEvents(sighting: Sighting): Outcome {
  return readFields(sighting, 'history', creditEventsAnswer, ({ data }) => {
    const rows = (data ?? []).flatMap((row, place): Reading[] => {
      const at = readMoment(row.date);
      if (row.credit_amount == null) return [];
      const id = row.usage_id ?? `${at}:${row.product_surface}:${place}`;
      return [{ kind: 'charge', id, at, credits: row.credit_amount, what: row.product_surface ?? null }];
    });
    return only(...rows);
  });
}

/** A cap that some workspaces only tell here (EDU, 2026-08). When it comes back, it does not say. */
function readMonthlyCap(sighting: Sighting): Outcome {
  return readFields(
    sighting,
    'features',
    monthlyCapAnswer,
    ({ current_month_usage: used, effective_monthly_limit }) => {
      const limit = effective_monthly_limit?.limit;
      if (
        used == null ||
        used < 0 ||
        limit == null ||
        limit <= 0 ||
        !Number.isFinite((used / limit) * 100) ||
        effective_monthly_limit?.limit_mode !== 'amount_credits'
      )
        return nothing;
      const amount = { unit: 'credits', used, limit, left: limit - used } as const;
      const share = { used: (used / limit) * 100, amount, resetsAt: null, blocked: null };
      return only({ kind: 'window', feature: 'workspace-cap', label: 'workspace-cap', length: null, ...share });
    },
  );
}

function readTopUp(sighting: Sighting): Outcome {
  return readFields(sighting, 'plan', topUpAnswer, ({ is_enabled, recharge_threshold, recharge_target }) =>
    only({
      kind: 'top-up',
      enabled: is_enabled,
      threshold: recharge_threshold ?? null,
      target: recharge_target ?? null,
    }),
  );
}

function readSubscription(sighting: Sighting): Outcome {
  return readFields(sighting, 'plan', subscriptionAnswer, ({ plan_type, active_until, will_renew }) =>
    only({
      kind: 'plan',
      plan: plan_type ?? null,
      renewsAt: comesBackAt(sighting, { at: active_until }),
      willRenew: will_renew ?? null,
    }),
  );
}

/** Only where exactly one account is listed: which of several the page is using, this answer does not say. */
function readAccounts(sighting: Sighting): Outcome {
  return readFields(sighting, 'plan', accountsAnswer, ({ accounts }) => {
    const listed = (accounts ?? []).map(([, one]) => one).filter(({ account }) => account != null);
    const [first, ...others] = listed;
    if (first === undefined || others.length > 0) return nothing;
    const cancelsAt = first.entitlement?.cancels_at;
    return only({
      kind: 'plan',
      plan: first.account?.plan_type ?? null,
      renewsAt: comesBackAt(sighting, { at: first.entitlement?.renews_at }),
      willRenew: cancelsAt === undefined ? null : cancelsAt === null,
    });
  });
}
