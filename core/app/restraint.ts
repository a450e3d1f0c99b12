import type { Notice } from '../domain/notice.ts';
import { noService } from '../domain/notice.ts';
import { isAnswer } from '../domain/silence.ts';
import { type EpochMs, hour, type Ms } from '../domain/time.ts';
import { importance, saysHowItStands } from './waiting.ts';

/** A notice that was shown, and when. */
export type Shown = { readonly notice: Notice; readonly at: EpochMs };

/**
 * How many notifications one service may cause within `within`: more than a real day brings at once, and little enough
 * that a page which makes numbers up drives nobody to switch all of them off. What answers a person's own act has an
 * allowance of its own.
 */
export const allowance: {
  readonly within: Ms;
  readonly news: number;
  readonly answers: number;
  readonly alike: number;
} = {
  within: hour,
  news: 8,
  answers: 8,
  /** That one meter stands so: it may come twice (a limit, credits, the limit again), and no more. */
  alike: 2,
};

export type Restrained = {
  readonly tell: readonly Notice[];
  /** The first one of a service for which there is no room: in its place it is said that there are more. */
  readonly instead: readonly Notice[];
  readonly drop: readonly Notice[];
};

/** Which of the notices that are due may be shown, after those that were. The gravest have the first claim. */
export function restrained(due: readonly Notice[], before: readonly Shown[], now: EpochMs): Restrained {
  const shown = before.flatMap(({ notice, at }) => (at > now - allowance.within && at <= now ? [notice] : []));
  const [told, tell, instead, drop] = [[...shown], new Set<Notice>(), new Set<Notice>(), new Set<Notice>()];
  for (const one of due.toSorted((a, b) => importance(b) - importance(a) || a.at - b.at)) {
    const kin = told.filter((other) => isOfOneAllowance(one, other)).length;
    const most = isAnswer(one.kind) ? allowance.answers : allowance.news;
    const alike = told.filter((other) => sentenceOf(other) === sentenceOf(one)).length;
    const isOften = saysHowItStands(one) && alike >= allowance.alike;
    const into = one.provider === noService ? tell : isOften || kin > most ? drop : kin === most ? instead : tell;
    into.add(one);
    if (into !== drop) told.push(one);
  }
  const inOrder = (some: ReadonlySet<Notice>) => due.filter((one) => some.has(one));
  return { tell: inOrder(tell), instead: inOrder(instead), drop: inOrder(drop) };
}

const isOfOneAllowance = (one: Notice, other: Notice) =>
  one.provider === other.provider && isAnswer(one.kind) === isAnswer(other.kind);

/** What is said of which meter, whichever window it is. */
function sentenceOf(notice: Notice): string {
  const { kind, provider, account, subject } = notice;
  return [kind, provider, account, subject.meter, 'threshold' in notice ? notice.threshold : ''].join('·');
}
