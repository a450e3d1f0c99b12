import * as z from 'zod/mini';
import type { Label, Reading, StopReason, WindowReading } from '../../domain/reading.ts';
import type { Sighting } from '../../domain/sighting.ts';
import { second } from '../../domain/time.ts';
import { comesBackAt, entryOf, idOf, isShare, only, trouble } from '../answer.ts';
import type { Outcome } from '../provider.ts';
import { type Cap, type Limits, type LimitWindow, limitWindow, type Usage } from './schema.ts';

export const pool = 'openai-credits';

/** All that one `wham/usage` object tells: windows by length, credits, workspace caps, stops. */
export function readUsage(sighting: Sighting, usage: Usage): Outcome {
  const readings: Reading[] = [
    ...groupOf(sighting, 'codex', 'codex', usage.rate_limit),
    ...groupOf(sighting, 'code-review', 'code-review', usage.code_review_rate_limit),
    ...additionalOf(sighting, usage),
    ...capOf(sighting, usage),
    ...creditsOf(usage),
    ...stopsOf(sighting, usage),
  ];
  const banked = usage.rate_limit_reset_credits?.available_count;
  if (banked != null) readings.push({ kind: 'banked', available: banked, nextExpiry: null });
  if (usage.plan_type != null) readings.push({ kind: 'plan', plan: usage.plan_type, renewsAt: null, willRenew: null });
  // Some workspaces tell their cap elsewhere: that it is missing here then means nothing.
  const but = readings.some((one) => one.kind === 'window' && one.feature === 'workspace-cap') ? [] : ['workspace-cap'];
  return readings.length > 0 ? { ...only(...readings), complete: { but } } : trouble('changed-shape', 'numbers');
}

type Slot = LimitWindow & { readonly used_percent: number };

/** The windows of a group; or, where it lists none, that the service says work stops there. */
function groupOf(sighting: Sighting, feature: string, label: Label, limits: Limits | null | undefined): Reading[] {
  const windows = windowsOf(sighting, feature, label, limits);
  if (windows.length > 0 || limits == null || isStopped(limits) !== true) return windows;
  return [{ kind: 'stop', feature, label, why: 'limit-reached', until: null }];
}

/** Windows under whatever slot name. Classified by length alone: slots have been swapped, dropped and added. */
function windowsOf(
  sighting: Sighting,
  feature: string,
  label: Label,
  limits: Limits | null | undefined,
): WindowReading[] {
  if (limits == null) return [];
  const slots = Object.entries(limits).flatMap(([name, value]): Slot[] => {
    const parsed = name === 'individual_limit' ? null : z.safeParse(limitWindow, value);
    const used = parsed?.success ? parsed.data.used_percent : null;
    return parsed?.success && isShare(used) ? [{ ...parsed.data, used_percent: used }] : [];
  });
  const stopped = isStopped(limits);
  const fullest = Math.max(...slots.map((slot) => slot.used_percent));
  return slots.map((slot) => windowOf(sighting, feature, label, slot, stopped && slot.used_percent === fullest));
}

/** The service's word for a whole group of windows; of those, the fullest one is what stops. `null`: it does not say. */
function isStopped({ allowed, limit_reached }: Limits): boolean | null {
  if (allowed === false || limit_reached === true) return true;
  return allowed == null && limit_reached == null ? null : false;
}

function windowOf(
  sighting: Sighting,
  feature: string,
  label: Label,
  slot: Slot,
  blocked: boolean | null,
): WindowReading {
  const { used_percent, limit_window_seconds: length, reset_after_seconds, reset_at } = slot;
  const resetsAt = comesBackAt(sighting, { in: reset_after_seconds, at: reset_at });
  // "0 %" without any time is what clients get when there is no data (Usage4Claude tests, 2026-07).
  const used = used_percent === 0 && resetsAt === null ? null : used_percent;
  return {
    kind: 'window',
    feature,
    label,
    length: length != null && length > 0 && length < 1e9 ? length * second : null,
    used,
    amount: null,
    resetsAt,
    blocked,
  };
}

function additionalOf(sighting: Sighting, usage: Usage): WindowReading[] {
  return (usage.additional_rate_limits ?? []).flatMap(({ limit_name, metered_feature, rate_limit }) => {
    const name = limit_name ?? metered_feature;
    return name == null ? [] : windowsOf(sighting, idOf(metered_feature ?? name), { name }, rate_limit);
  });
}

/** A workspace's monthly credit cap for this person; two places are known for it. */
function capOf(sighting: Sighting, usage: Usage): Reading[] {
  const cap = usage.spend_control?.individual_limit ?? usage.rate_limit?.individual_limit;
  const feature = 'workspace-cap';
  if (cap == null)
    return usage.spend_control?.reached === true
      ? [{ kind: 'stop', feature, label: feature, why: 'workspace-limit-reached', until: null }]
      : [];
  const used = percentOf(cap);
  return [
    {
      kind: 'window',
      feature,
      label: feature,
      length: null,
      used: isShare(used) ? used : null,
      amount: { unit: 'credits', used: cap.used ?? null, limit: cap.limit ?? null, left: leftOf(cap) },
      resetsAt: comesBackAt(sighting, { in: cap.reset_after_seconds, at: cap.reset_at ?? cap.resets_at }),
      blocked: usage.spend_control?.reached ?? null,
    },
  ];
}

/** The service rounds its percent to whole numbers; the amounts behind it are exact. */
function percentOf({ used, limit, used_percent, remaining_percent }: Cap): number | null {
  if (used != null && limit != null && limit > 0) return (used / limit) * 100;
  if (used_percent != null) return used_percent;
  return remaining_percent == null ? null : 100 - remaining_percent;
}

function leftOf({ used, limit }: Cap): number | null {
  return used == null || limit == null ? null : limit - used;
}

/** `has_credits` with a null balance is "some, size unknown"; without credits and without a number there is nothing to show. */
function creditsOf({ credits }: Usage): Reading[] {
  if (credits == null) return [];
  const { has_credits, unlimited, overage_limit_reached, balance } = credits;
  if (balance == null && has_credits !== true && unlimited !== true) return [];
  const spendable = has_credits === true || unlimited === true || (has_credits == null && (balance ?? 0) > 0);
  return [
    {
      kind: 'balance',
      feature: 'credits',
      label: 'credits',
      unit: 'credits',
      left: balance ?? null,
      unlimited: unlimited === true,
      usable: spendable && overage_limit_reached !== true,
      blocked: null,
      returnsAt: null,
      pool,
    },
  ];
}

const reasons: Readonly<Record<string, StopReason>> = {
  rate_limit_reached: 'limit-reached',
  workspace_owner_credits_depleted: 'workspace-credits-used-up',
  workspace_member_credits_depleted: 'workspace-credits-used-up',
  workspace_owner_usage_limit_reached: 'workspace-limit-reached',
  workspace_member_usage_limit_reached: 'workspace-limit-reached',
};

function stopsOf(sighting: Sighting, usage: Usage): Reading[] {
  const reached = usage.rate_limit_reached_type?.type;
  const upsell = usage.rate_limit_upsell;
  const stops: Reading[] = (usage.model_usage ?? []).flatMap(([model, { available, available_at }]) =>
    available === false
      ? [
          {
            kind: 'stop',
            feature: idOf(model),
            label: { name: model },
            why: 'limit-reached',
            until: comesBackAt(sighting, { at: available_at }),
          },
        ]
      : [],
  );
  if (reached != null)
    stops.push({
      kind: 'stop',
      feature: 'codex',
      label: 'codex',
      why: entryOf(reasons, reached) ?? 'limit-reached',
      until: comesBackAt(sighting, { at: upsell?.reset_at }),
    });
  return stops;
}
