import { absorbLeft, noEvidence } from '../../../core/domain/resets/evidence.ts';
import { nextReset, type ResetContext } from '../../../core/domain/resets/next-reset.ts';
import { between, type Chance } from './luck.ts';
import { type Life, lookAt } from './refills.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** How many advised visits it took until the interval was under an hour; `null`: they did not suffice, or no advice came. */
export type Followed = { readonly visits: number | null; readonly made: number };

export type FollowOptions = {
  readonly life: Life;
  readonly wrong: number;
  readonly context: ResetContext;
  readonly most: number;
};

/**
 * Somebody who lives on as before, and from the sixth day on follows each advice: uses a little at once where they are
 * told to (the page shows what is left then), goes a few minutes late, and sees what is left twice, some minutes apart (a page reads it when it opens and
 * while it is open); each of the two may be wrong.
 */
export function followAdvice(chance: Chance, { life: born, wrong, context, most }: FollowOptions): Followed {
  let life = born;
  const looks = [...life.looks];
  const from = (looks[0] ?? 0) + 5 * day;
  let evidence = noEvidence;
  let visit: number | null = null;
  let made = 0;
  const see = (at: number) => {
    evidence = absorbLeft(evidence, { ...lookAt(chance, life, at, wrong), full: life.full, granted: false });
  };
  for (;;) {
    const own = looks[0];
    if (own === undefined) return { visits: null, made };
    const isVisit: boolean = visit !== null && visit < own;
    let at: number = isVisit ? (visit ?? own) : own;
    visit = null;
    see(at);
    if (isVisit) {
      made++;
      at += between(chance, 2, 5) * 60_000;
      see(at);
    } else looks.shift();
    if (at < from) continue;
    const answer = nextReset(evidence, at, context);
    if (answer === null) continue;
    if (answer.due !== null && answer.due.latest - answer.due.earliest < hour) return { visits: made, made };
    if (made >= most) return { visits: null, made };
    if (answer.visit === null) continue;
    if (answer.useFirst) {
      life = life.using(at + between(chance, 1, 2) * 60_000);
      at += between(chance, 3, 5) * 60_000;
      see(at);
    }
    visit = Math.max(answer.visit, at + 60_000) + between(chance, 0, 5 * 60_000);
  }
}

/** For people of one habit: the percentage who knew the time to within an hour after at most so many advised visits. */
export function visitsTable(followed: readonly Followed[]): Readonly<Record<string, number>> {
  const within = (most: number) => followed.filter(({ visits }) => visits !== null && visits <= most).length;
  const percent = (most: number) => Math.round((100 * within(most)) / followed.length);
  return Object.fromEntries([0, 2, 4, 6, 8, 12].map((most) => [`within ${most}`, percent(most)]));
}
