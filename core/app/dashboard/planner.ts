import { type AccountState, newAccount, unknownAccount } from '../../domain/account.ts';
import { estimateOf } from '../../domain/estimate.ts';
import { costOf } from '../../domain/estimates.ts';
import { usualSet } from '../../domain/measured.ts';
import {
  type Known,
  mixes,
  ownTakes,
  type PartPlan,
  type Planning,
  type Product,
  planProduct,
  planVideos,
  products,
  type Recipe,
  type TakeCost,
} from '../../domain/planner.ts';
import type { TaskKind } from '../../domain/task.ts';
import type { Fact, Facts } from '../../providers/provider.ts';
import { countRange, sourceText } from '../../words/costs.ts';
import { taskText } from '../../words/last-tasks.ts';
import { quantity } from '../../words/names.ts';
import { rounded } from '../../words/warnings.ts';
import type { Words } from '../../words/words.ts';
import { serviceName } from '../account-names.ts';
import type { Selection } from '../view.ts';
import { leftOf, ownOf } from './costs.ts';

/** Where plans can be made: an account, or a service of which a guide tells what its credits make. */
export type Workshop = {
  readonly key: string;
  readonly name: string;
  /** What is left there, to begin with. */
  readonly left: number | null;
  readonly account: AccountState;
  readonly facts: Facts;
};

/** What somebody asks. `videos`: credits set aside for generated ones. */
export type Plan = Planning & {
  readonly amount: number;
  readonly videos: number;
};

export type PlanLine = {
  readonly key: Product | 'rest' | 'videos';
  readonly name: string;
  /** How many pieces, or what they have to do with. */
  readonly count: string;
  readonly notes: readonly string[];
};

/** What comes out, line by line, and what it rests on. */
export type PlanResult = { readonly lines: readonly PlanLine[]; readonly source: string };

export function workshops({ snapshot, services, settings, words }: Selection): readonly Workshop[] {
  return services
    .filter(({ id, facts }) => !settings.stopped.includes(id) && (facts.recipes?.length ?? 0) > 0)
    .flatMap(({ id, facts }) => {
      const known = snapshot.accounts.filter((one) => one.provider === id);
      const all = known.length > 0 ? known : [newAccount(id, unknownAccount, 1)];
      return all.map((account) => ({
        ...{ key: `${id}/${account.account}`, left: leftOf(account), account, facts },
        name: serviceName(account, facts.name, all.length, { words, settings }),
      }));
    });
}

/** What so many credits make, in a way of working. */
export function planned({ account, facts }: Workshop, plan: Plan, words: Words): PlanResult {
  const { t } = words;
  const known = knownOf(account, facts);
  const aside = Math.min(plan.amount, Math.max(0, plan.videos));
  const rest = plan.amount - aside;
  const mix = plan.style === 'own' ? plan.own : mixes[plan.style];
  const recipes = facts.recipes ?? [];
  const lines = products.flatMap((makes) => {
    const recipe = recipes.find(({ value }) => value.makes === makes);
    return recipe === undefined || !(mix[makes] > 0)
      ? []
      : productLine(recipe.value, (rest * mix[makes]) / 100, known, words);
  });
  const spare = rest - products.reduce((sum, makes) => sum + (rest * mix[makes]) / 100, 0);
  const text = quantity(words, Math.floor(spare), 'credits');
  const unshared: PlanLine = {
    ...{ key: 'rest', count: text, notes: [] },
    name: t(plan.style === 'sales' ? 'planner.mail' : 'planner.rest'),
  };
  return {
    lines: [...lines, ...(spare >= 1 ? [unshared] : []), videoLine(aside, { account, facts }, known, words)],
    source: t('planner.source', { source: sourcesOf(recipes, words) }),
  };
}

const sourcesOf = (recipes: readonly Fact<Recipe>[], words: Words) =>
  words.list([...new Set(recipes.map((recipe) => sourceText(words, recipe)))]);

function productLine(recipe: Recipe, credits: number, known: Known, words: Words): PlanLine[] {
  const plan = planProduct(recipe, credits, known);
  if (plan === null) return [];
  return [
    {
      key: plan.makes,
      name: words.t(`planner.${plan.makes}`),
      count: countRange(words, plan.count),
      notes: [
        words.t('planner.from', { amount: quantity(words, credits, 'credits') }),
        ...plan.parts.map((part) => partText(part, words)),
      ],
    },
  ];
}

/** `slides: about 55 credits a take by your own, 3.5–5.2 takes each`. */
function partText({ task, cost, takes, jobs }: PartPlan, words: Words): string {
  const { t } = words;
  const price = quantity(words, rounded(cost.middle), 'credits');
  return t('planner.part', {
    task: t(`task.${task}`),
    price: t(cost.own ? 'planner.price-own' : 'planner.price-guide', { price }),
    takes:
      jobs === null
        ? t('planner.takes-example', { low: tenths(takes.low), high: tenths(takes.high) })
        : t('planner.takes-own', { takes: tenths(takes.low), jobs }),
  });
}

const tenths = (value: number) => Math.round(value * 10) / 10;

/** Generated videos stand apart: none of the guide's examples has one. */
function videoLine(
  credits: number,
  { account: { costs }, facts }: Pick<Workshop, 'account' | 'facts'>,
  known: Known,
  words: Words,
): PlanLine {
  const { t } = words;
  const cost = known.cost('video');
  const own = known.takes('video');
  const name = t('planner.videos');
  const takes = own === null ? facts.videoTakes?.value : { low: own.takes, high: own.takes };
  if (cost === null || takes === undefined) return { key: 'videos', name, count: t('planner.unknown'), notes: [] };
  const task = taskText(words, { task: 'video', parameters: usualSet(costs, 'video') });
  const price = t('planner.video-cost', { task, low: rounded(cost.low), high: rounded(cost.high) });
  if (credits <= 0) return { key: 'videos', name, count: t('planner.no-videos'), notes: [price] };
  const counted =
    own === null
      ? t('planner.video-takes', takes)
      : t('planner.takes-own', { takes: tenths(own.takes), jobs: own.jobs });
  const from = t('planner.from', { amount: quantity(words, credits, 'credits') });
  return {
    key: 'videos',
    name,
    count: countRange(words, planVideos(credits, cost, takes)),
    notes: [from, price, counted],
  };
}

function knownOf({ costs, spentBy }: AccountState, facts: Facts): Known {
  const general = (task: TaskKind) => {
    const estimate = estimateOf(facts.costs, task, {});
    return estimate?.unit === 'credits' ? estimate.middle : null;
  };
  const cost = (task: TaskKind): TakeCost | null => {
    const usual = usualSet(costs, task);
    const next = costOf(costs, task, usual, facts.costs);
    const middle = estimateOf(facts.costs, task, usual)?.middle;
    if (next === null || next.unit !== 'credits') return null;
    const [low, high, own] = [next.p10, next.p90, next.why.by === 'own'];
    if (!own) return { low, high, middle: middle ?? next.p50, own };
    // The number that stands in the table of costs, as far as the next ones are expected around it.
    const median = ownOf(costs, task, usual)?.median ?? next.p50;
    return { low, high, middle: Math.min(high, Math.max(low, median)), own };
  };
  return { general, cost, takes: (task) => ownTakes(spentBy.jobs, task) };
}
