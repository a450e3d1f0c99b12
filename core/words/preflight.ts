import type { Cheaper } from '../domain/cheaper.ts';
import type { Estimate } from '../domain/estimate.ts';
import type { Exceeding, Verdict } from '../domain/preflight.ts';
import type { EpochMs } from '../domain/time.ts';
import { meterName, quantity } from './names.ts';
import type { NoticeText } from './notices.ts';
import { costText, rounded } from './warnings.ts';
import type { Words } from './words.ts';

/** The heads-up before a task, as it is true at `now`: what it takes, what is left, what follows, one thing to do. */
export function heavyTaskText(words: Words, verdict: Verdict, now: EpochMs): NoticeText {
  const { estimate, means, after, meter } = verdict;
  const tight = isTight(verdict);
  const silent = means.left === null || tight || (after === null && verdict.payer === 'plan');
  return {
    title: tight && meter !== null ? tightTitle(words, verdict, meter) : titleOf(words, estimate),
    message: words.sentences([
      silent ? null : leftText(words, means.left ?? 0, estimate.unit),
      consequenceText(words, verdict, now),
      todoText(words, verdict, now),
    ]),
  };
}

function leftText(words: Words, left: number, unit: Estimate['unit']): string {
  return left <= 0
    ? words.t('preflight.nothing-left')
    : words.t('preflight.left', { left: quantity(words, left, unit) });
}

/** What is known of it is only that a window is nearly used up. */
const isTight = ({ reasons }: Verdict) => reasons[0] === 'near-limit';

function titleOf(words: Words, estimate: Estimate): string {
  return words.t('preflight.title', { task: words.t(`this-task.${estimate.task}`), cost: costText(words, estimate) });
}

function tightTitle(words: Words, { parameters, estimate }: Verdict, meter: NonNullable<Verdict['meter']>): string {
  const values = { meter: meterName(words, meter.subject), percent: words.percent(meter.used ?? 0) };
  const count = parameters.variants ?? 1;
  return count > 1
    ? words.t('preflight.title-tight-several', { ...values, count })
    : words.t('preflight.title-tight', { ...values, task: words.t(`this-task.${estimate.task}`) });
}

/** The weightiest consequence, in one sentence that says what the figures rest on; `null` where nothing is known. */
export function consequenceText(words: Words, verdict: Verdict, now: EpochMs): string | null {
  const { t } = words;
  const { after, reasons, exceeding, means } = verdict;
  const basis = basisText(words, verdict);
  switch (reasons[0]) {
    case 'does-not-fit':
      return reasons.includes('spends-credits') && means.credits !== null
        ? t('preflight.not-even-credits', { left: quantity(words, means.credits, 'credits'), basis })
        : t('preflight.does-not-fit', { basis });
    case 'spends-credits':
      return spends(words, verdict, basis);
    case 'near-limit':
      return afterLimit(words, verdict, now);
    case 'over-cap':
    case 'over-job':
    case 'over-budget':
    case 'over-envelope':
      return exceedingText(words, exceeding, basis);
    default:
      return after === null ? null : rest(words, verdict, basis);
  }
}

/** What the figures rest on, and whose settings they are of where those of this task are not known. */
function basisText({ t }: Words, { estimate, guessed }: Verdict): string {
  return guessed ? t(`preflight.basis-guessed.${estimate.basis}`) : t(`preflight.basis.${estimate.basis}`);
}

function rest(words: Words, { estimate, means, after, reasons }: Verdict, basis: string): string {
  if (after === null || after.low < 0) return words.t('preflight.beyond', { basis });
  const [low, high] = [rounded(after.low), rounded(after.high)];
  const most = quantity(words, high, estimate.unit);
  const left = low === high ? most : words.t('estimate.between', { low, high: most });
  if (!reasons.includes('crosses-warning')) return words.t('preflight.after', { rest: left, basis });
  const values = { rest: left, basis, percent: words.percent(means.warning) };
  return means.daily ? words.t('preflight.crosses-day', values) : words.t('preflight.crosses', values);
}

function spends(words: Words, { credits, means }: Verdict, basis: string): string {
  if (credits === null) return words.t('preflight.spends', { basis });
  const [low, high] = [rounded(credits.low), rounded(credits.high)];
  const most = quantity(words, high, 'credits');
  const amount = low === high ? most : words.t('estimate.between', { low, high: most });
  return means.credits === null
    ? words.t('preflight.spends-amount', { amount, basis })
    : words.t('preflight.spends-of', { amount, left: quantity(words, means.credits, 'credits'), basis });
}

/** What follows once the window is used up; nothing where the service does not say. */
function afterLimit(words: Words, { means, meter }: Verdict, now: EpochMs): string | null {
  const { credits, usable } = means;
  if (usable === true && credits === null) return words.t('preflight.then-credits-unknown');
  if (usable === true && credits !== null && credits > 0)
    return words.t('preflight.then-credits', { left: quantity(words, credits, 'credits') });
  const at = meter?.resetsAt ?? null;
  return usable === null || at === null || at <= now
    ? null
    : words.t('preflight.then-stops', { moment: words.moment(at, now) });
}

/** What the person has set, and what would become of it. */
export function exceedingText(words: Words, exceeding: readonly Exceeding[], basis: string): string | null {
  const [first] = exceeding;
  if (first === undefined) return null;
  const { what, name, plan } = first;
  switch (what) {
    case 'cap':
      return words.t('preflight.over-cap', { cap: quantity(words, plan, 'credits'), basis });
    case 'job':
      return words.t('preflight.over-job', { name: name ?? '', plan: quantity(words, plan, 'credits'), basis });
    case 'job-count':
      return words.t('preflight.over-job-count', { name: name ?? '', count: plan });
    case 'budget':
      return words.t('preflight.over-budget', { basis });
    case 'envelope':
      return words.t('preflight.over-envelope', { basis });
  }
}

/** One thing to do: look why the last one failed, or the best of the cheaper ways. */
export function todoText(
  words: Words,
  { reasons, cheaper, estimate, parameters }: Verdict,
  now: EpochMs,
): string | null {
  if (reasons.includes('just-failed')) return words.t('preflight.just-failed');
  const [best] = cheaper;
  return best === undefined ? null : cheaperText(words, best, { estimate, parameters }, now);
}

export function cheaperText(
  words: Words,
  cheaper: Cheaper,
  { estimate, parameters }: Pick<Verdict, 'estimate' | 'parameters'>,
  now: EpochMs,
): string {
  switch (cheaper.way) {
    case 'wait':
      return words.t('preflight.cheaper.wait', {
        moment: words.moment(cheaper.until, now),
        duration: words.until(cheaper.until, now),
      });
    case 'fewer':
      return words.t('preflight.cheaper.fewer', {
        count: parameters.variants ?? 1,
        cost: costText(words, { ...estimate, low: cheaper.low, high: cheaper.high }),
      });
    default:
      return words.t(`preflight.cheaper.${cheaper.way}`);
  }
}

/**
 * What the next task will probably cost, who pays and whether it fits: a line of the popup and of the toolbar's title.
 * Without `basis` where the sentence after it says what the figures rest on.
 */
export function estimateText(words: Words, verdict: Verdict, { basis: withBasis = true } = {}): string {
  const { t } = words;
  const { estimate, means, guessed, payer, meter, after } = verdict;
  const values = { task: t(`next-task.${estimate.task}`), cost: costText(words, estimate) };
  const basis =
    estimate.basis === 'own' ? t('estimate.own', { count: estimate.last }) : t(`estimate.${estimate.basis}`);
  const notes = withBasis ? [basis, guessed ? t('estimate.guessed') : null] : [];
  if (isTight(verdict) && meter !== null)
    return t('estimate.tight', {
      ...values,
      meter: meterName(words, meter.subject),
      percent: words.percent(meter.used ?? 0),
    });
  if (payer === 'free') return t('estimate.free', values);
  if (payer === 'nobody' && after === null) return t('estimate.nobody', values);
  if (payer === 'plan' && after === null)
    return words.sentences([t(isFreeQuota(verdict) ? 'estimate.free-quota' : 'estimate.plan', values), ...notes]);
  if (means.unlimited && means.left === null) return words.sentences([t('estimate.unlimited', values), ...notes]);
  if (means.left === null) return words.sentences([t('estimate.unknown-left', values), ...notes]);
  if (means.left <= 0) return words.sentences([t('estimate.nothing-left', values), ...notes]);
  const left = quantity(words, means.left, estimate.unit);
  const fits = !verdict.heavy && (after === null || after.low >= 0);
  return words.sentences([t(fits ? 'estimate.fits' : 'estimate.heavy', { ...values, left }), ...notes]);
}

const isFreeQuota = ({ meter }: Verdict) => meter?.subject.label === 'free-quota';
