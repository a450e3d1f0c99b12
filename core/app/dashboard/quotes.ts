import { allRuns, type Job, madeOf, retakesIn } from '../../domain/jobs.ts';
import { budgetFor } from '../../domain/settings.ts';
import { taskKinds } from '../../domain/task.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Facts } from '../../providers/provider.ts';
import { quantity } from '../../words/names.ts';
import { rounded } from '../../words/warnings.ts';
import type { Words } from '../../words/words.ts';
import { jobSpent, type Workings, workingsOf } from '../plans.ts';
import type { Selection } from '../view.ts';

/** What a job has taken so far, ready for a quote: in credits, and in money where a price is known. */
export type Quote = {
  readonly id: string;
  readonly name: string;
  readonly lines: readonly string[];
  /** What it rests on, in quiet lines. */
  readonly notes: readonly string[];
  /** All of it as one text. */
  readonly text: string;
};

/** What a credit has cost, and where that is known from. */
export type CreditPrice = { readonly per: number; readonly currency: string; readonly basis: string };

/** All jobs something has counted to, the newest first. */
export function quotesOf(selection: Selection): readonly Quote[] {
  const { settings } = selection;
  const all = settings.jobs.toSorted((a, b) => b.createdAt - a.createdAt);
  return all.flatMap((job) => quoteOf(job, selection) ?? []);
}

function quoteOf(job: Job, selection: Selection): Quote | null {
  const { services, snapshot, words, conditions } = selection;
  const { t } = words;
  const spent = services.flatMap(({ facts }) => {
    const workings = workingsOf(snapshot.accounts, { facts });
    const credits = jobSpent(workings, job.id);
    return credits < 1 ? [] : [{ facts, credits, price: creditPrice(facts, workings, selection) }];
  });
  const made = madeText(job, selection);
  if (spent.length === 0 && made.length === 0) return null;
  const costs = spent.map(({ facts, credits, price }) => costLine(facts.short, credits, price, words));
  const lines = [...costs, ...sumOf(spent, words), ...made];
  const bases = spent.map(({ facts, price }) =>
    price === null
      ? t('quote.no-price', { service: facts.short })
      : t('quote.basis', { service: facts.short, basis: price.basis }),
  );
  const notes = [...bases, t('quote.rest')];
  const head = t('quote.head', { job: job.name, date: words.dateAndYear(conditions.now) });
  return { id: job.id, name: job.name, lines, notes, text: [head, ...lines, ...notes].join('\n') };
}

function costLine(service: string, credits: number, price: CreditPrice | null, words: Words): string {
  const amount = quantity(words, rounded(credits), 'credits');
  if (price === null) return words.t('quote.credits', { service, amount });
  const money = words.money({ amount: credits * price.per, currency: price.currency });
  return words.t('quote.credits-money', { service, amount, money });
}

type Spent = { readonly credits: number; readonly price: CreditPrice | null };

/** The sum, where several services took something and all of it has a price in one currency. */
function sumOf(spent: readonly Spent[], words: Words): readonly string[] {
  const [first] = spent;
  const same = spent.every(({ price }) => price !== null && price.currency === first?.price?.currency);
  if (first?.price == null || spent.length < 2 || !same) return [];
  const amount = spent.reduce((sum, { credits, price }) => sum + credits * (price?.per ?? 0), 0);
  return [words.t('quote.sum', { money: words.money({ amount, currency: first.price.currency }) })];
}

/** What was made, and how often again. */
function madeText({ id }: Job, { snapshot, words }: Selection): readonly string[] {
  const runs = allRuns(snapshot.accounts.flatMap(({ spentBy }) => spentBy.jobs.filter(({ job }) => job === id)));
  const kinds = taskKinds.flatMap((kind) => {
    const { finals, previews } = madeOf(runs, kind);
    return finals + previews === 0 ? [] : [{ kind: words.t(`task.${kind}`), number: finals + previews }];
  });
  const count = kinds.reduce((sum, { number }) => sum + number, 0);
  if (count === 0) return [];
  const retakes = retakesIn(runs);
  const made = words.t('job.made', { count, kinds: words.list(kinds.map((one) => words.t('job.kind-count', one))) });
  return retakes === 0 ? [made] : [made, words.t('quote.retakes', { count: retakes })];
}

/**
 * What a credit costs: as the person paid last, else as they say in their budget, else as the service's dated facts
 * say. `null`: nobody knows, and so there is no amount of money.
 */
function creditPrice(facts: Facts, workings: Workings, { settings, words }: Selection): CreditPrice | null {
  const paid = workings
    .flatMap(({ account }) => account.lots.lots)
    .filter(({ price, guess, credits }) => price !== null && !guess && credits > 0)
    .toSorted((a, b) => b.at - a.at)[0];
  if (paid?.price != null) return ofPurchase(paid.price, paid.credits, paid.at, words);
  for (const { account } of workings) {
    const budget = budgetFor(settings, account);
    if (budget?.price == null || budget.currency === null) continue;
    const { paid: amount, credits } = budget.price;
    const basis = words.t('quote.basis-own', priceValues(amount, budget.currency, credits, words));
    return { per: amount / credits, currency: budget.currency, basis };
  }
  const published = facts.purchases?.perCredit ?? null;
  if (published === null) return null;
  const { amount, currency } = published.value;
  const { source, date } = published;
  const basis = words.t('quote.basis-published', { price: words.money({ amount, currency }), source, date });
  return { per: amount, currency, basis };
}

function ofPurchase(
  { amount, currency }: { readonly amount: number; readonly currency: string },
  credits: number,
  at: EpochMs,
  words: Words,
): CreditPrice {
  const values = { ...priceValues(amount, currency, credits, words), date: words.dateAndYear(at) };
  return { per: amount / credits, currency, basis: words.t('quote.basis-purchase', values) };
}

const priceValues = (amount: number, currency: string, credits: number, words: Words) => ({
  price: words.money({ amount, currency }),
  credits: quantity(words, credits, 'credits'),
});
