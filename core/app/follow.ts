import type { EpochMs, Ms } from '../domain/time.ts';
import { filledIn } from '../words/left-open.ts';
import { badgeOf } from './badge.ts';
import { deliverDue, patience } from './deliver.ts';
import { paint } from './paint.ts';
import { nothingUnusual } from './painting.ts';
import type { Ports } from './watchdog.ts';

/**
 * `soon`: after what is being answered now; resolves once all is shown and told. `badge`: the toolbar alone, at once.
 * `again`: there is to be a wake then at the latest; `null`: whenever something changes by itself.
 */
export type Following = {
  readonly soon: () => Promise<void>;
  readonly badge: () => Promise<void>;
  readonly again: (at: EpochMs | null) => void;
};

/**
 * Badge, alarm, open screens and notifications follow what is written; none of them can undo it, and nobody who waits
 * for an acknowledgement waits for them. One painting at a time: whatever is written until it begins is in it, so that
 * many recordings on each other's heels are painted once. What a worker that ends leaves undone, its next life does:
 * every one begins by looking, and what is due to be told stands in the record.
 */
export function following(ports: Ports): Following {
  let delivering: Promise<void> = Promise.resolve();
  const unanswered = new Set<string>();
  let painting: Promise<void> | undefined;
  let planned: Promise<void> | undefined;
  const later = (ms: Ms) => new Promise<void>((go) => ports.later(go, ms));
  /** When a wake that could not do its work is to be tried again. */
  let retry: EpochMs | null = null;
  const failed = (error: unknown) => ports.failed('what follows a recording', error);

  /** How things are now, and the badge that says so. */
  const look = async () => {
    const [ledger, settings] = await Promise.all([ports.record(), ports.settings()]);
    const words = ports.words(settings);
    const { painting, next } = paint(ports, await ledger.snapshot(), settings, nothingUnusual);
    const badge = badgeOf(filledIn(painting.screen, words, painting.madeAt), words, settings.badge);
    return { painting, next, badge };
  };
  const show = async (): Promise<void> => {
    const looked = await look().catch(async (error: unknown) => {
      if (retry !== null) await ports.wakeAt(retry);
      throw error;
    });
    const { painting, next, badge } = looked;
    const soonest = next === null || retry === null ? (next ?? retry) : Math.min(next, retry);
    const tried = await Promise.allSettled([ports.paint(badge), ports.wakeAt(soonest), ports.keep(painting)]);
    for (const one of tried) if (one.status === 'rejected') failed(one.reason);
  };
  /** The next one waits for it. */
  const keepWaiting = (work: Promise<void>): Promise<void> => {
    const done = work.catch(failed).then(() => {
      if (painting === done) painting = undefined;
    });
    painting = done;
    return done;
  };

  /** One delivery at a time, so that nothing is told twice. */
  const deliver = (): Promise<void> => {
    delivering = delivering
      .then(() => deliverDue(ports, unanswered))
      .catch((error: unknown) => ports.failed('a notification', error));
    return delivering;
  };

  const plan = async (): Promise<void> => {
    if (painting !== undefined) await Promise.race([painting, later(patience)]);
    await later(0);
    planned = undefined;
    ports.announce();
    await Promise.all([keepWaiting(show()), deliver()]);
  };

  return {
    soon: () => {
      planned ??= plan();
      return planned;
    },
    again: (at) => {
      retry = at;
    },
    badge: () => keepWaiting(look().then(({ badge }) => ports.paint(badge))),
  };
}
