import { between, type Chance, chanceOf, oneOf } from './luck.ts';

/*
 * One creator's weeks on a pool of credits: slides, research, images and videos in sittings, each kind at the person's
 * own price; videos made again and again until they please; runs that fail, some of them charged all the same; a phone
 * that nobody sees; and a renewal once a month at an hour that nobody announces. Told as the service's page would show
 * it, in order of time. Shares neither code nor laws with the model: personal prices are triangular between their
 * ends, single runs differ by a two-humped law. Times are UTC ms, amounts credits.
 */

export type Kind = 'slides' | 'research' | 'image' | 'video';

export type Happening =
  | { readonly what: 'balance'; readonly at: number; readonly left: number }
  | { readonly what: 'asked' | 'started' | 'done' | 'failed'; readonly at: number; readonly run: Run };

/** `seconds`: of a video. */
export type Run = { readonly id: string; readonly kind: Kind; readonly seconds: number | null };

/** What truly happened, for whoever wants to compare. */
export type Truth = {
  readonly costs: readonly { readonly run: Run; readonly credits: number; readonly failed: boolean }[];
  readonly renewals: readonly number[];
  readonly elsewhere: number;
};

export type Creator = { readonly happenings: readonly Happening[]; readonly truth: Truth };

export type CreatorOptions = {
  readonly seed: number;
  /** The last moment, and how many days before it begin. */
  readonly until: number;
  readonly days: number;
  /** Credits of each month, and on which day before the end the last renewal was. */
  readonly grant: number;
  readonly renewedBefore: number;
};

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Lowest and highest price of a run, by person; of a video for each second. */
const prices: Record<Kind, readonly [number, number]> = {
  slides: [40, 130],
  research: [25, 110],
  image: [12, 40],
  video: [4, 8],
};

type Spend = { readonly at: number; readonly credits: number };

export function liveCreator({ seed, until, days, grant, renewedBefore }: CreatorOptions): Creator {
  const chance = chanceOf(seed);
  const price = Object.fromEntries(
    Object.entries(prices).map(([kind, [low, high]]) => [kind, low + ((chance() + chance()) / 2) * (high - low)]),
  ) as Record<Kind, number>;
  const costs: { run: Run; credits: number; failed: boolean }[] = [];
  const spends: Spend[] = [];
  const news: Happening[] = [];
  const looks: number[] = [];
  const from = until - days * day;
  for (let which = 0; which < days; which++) {
    const begins = from + which * day + between(chance, 0, 2) * hour;
    looks.push(begins, begins + between(chance, 5, 9) * hour);
    if (chance() < 0.3) spends.push({ at: begins + between(chance, 10, 12) * hour, credits: between(chance, 8, 60) });
    if (which % 7 > 4) continue;
    for (const sitting of sittings(chance, begins)) {
      for (const { run, at, takes } of sitting) {
        const failed = chance() < 0.06;
        const charged = !failed || chance() < 0.4;
        const credits = charged ? Math.max(1, Math.round(price[run.kind] * (run.seconds ?? 1) * spread(chance))) : 0;
        costs.push({ run, credits, failed });
        if (charged) spends.push({ at: at + takes, credits });
        news.push({ what: 'asked', at, run }, { what: 'started', at: at + 2_000, run });
        news.push({ what: failed ? 'failed' : 'done', at: at + takes, run });
        looks.push(at - 20_000, at + takes + 90_000);
      }
    }
  }
  const renewals: number[] = [];
  for (let at = until - renewedBefore * day; at > from; at -= 30 * day) renewals.unshift(at);
  const seen = [...looks.map(Math.round).filter((at) => at < until), until];
  return {
    happenings: [...news.filter(({ at }) => at < until), ...balances(seen, spends, renewals, grant)].toSorted(
      (a, b) => a.at - b.at,
    ),
    truth: {
      costs,
      renewals,
      elsewhere:
        spends.reduce((sum, { credits }) => sum + credits, 0) - costs.reduce((sum, one) => sum + one.credits, 0),
    },
  };
}

type Planned = { readonly run: Run; readonly at: number; readonly takes: number };

/** One to three sittings a day. Every fifth video does not please: it is made again, up to four times in a row. */
function sittings(chance: Chance, begins: number): Planned[][] {
  return Array.from({ length: 1 + Math.floor(chance() * 3) }, (_, n) => {
    const planned: Planned[] = [];
    let at = begins + (n * 3 + 1 + chance()) * hour;
    for (let count = 1 + Math.floor(chance() * 3); count > 0; count--) {
      const kind = oneOf(chance, ['slides', 'slides', 'research', 'image', 'video'] as const);
      const seconds = kind === 'video' ? oneOf(chance, [8, 8, 15]) : null;
      const times = kind === 'video' && chance() < 0.2 ? 3 + Math.floor(chance() * 2) : 1;
      for (let take = 0; take < times; take++) {
        const takes = Math.round(between(chance, 1, 5) * minute);
        planned.push({ run: { id: `run-${Math.round(at)}`, kind, seconds }, at: Math.round(at), takes });
        at += takes + between(chance, 3, 8) * minute;
      }
    }
    return planned;
  });
}

/** Most runs cost about the same; some a good deal more. */
function spread(chance: Chance): number {
  return chance() < 0.85 ? between(chance, 0.88, 1.14) : between(chance, 1.3, 1.9);
}

/** What each look shows. What is left lapses with a renewal. */
function balances(
  looks: readonly number[],
  spends: readonly Spend[],
  renewals: readonly number[],
  grant: number,
): Happening[] {
  return looks.map((at) => {
    const since = renewals.findLast((one) => one <= at) ?? Number.NEGATIVE_INFINITY;
    const spent = spends.reduce((sum, one) => (one.at > since && one.at <= at ? sum + one.credits : sum), 0);
    return { what: 'balance', at, left: Math.max(0, Math.round(grant - spent)) };
  });
}
