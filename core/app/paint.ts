import type { Snapshot } from '../domain/account.ts';
import { nextReview } from '../domain/review.ts';
import type { Settings } from '../domain/settings.ts';
import { silentUntil } from '../domain/silence.ts';
import type { EpochMs } from '../domain/time.ts';
import type { Provider } from '../providers/provider.ts';
import { leavingOpen } from '../words/left-open.ts';
import type { Words } from '../words/words.ts';
import { nextChange } from './catch-up.ts';
import { type Outside, type Painting, trueUntil } from './painting.ts';
import { screenOf } from './view.ts';

/** What is needed to say what the record looks like. */
type Ports = {
  readonly now: () => EpochMs;
  readonly offsetAt: (at: EpochMs) => number;
  readonly words: (settings: Settings) => Words;
  readonly providers: readonly Provider[];
};

/** The screen as it stands now, lengths of time left open; `next`: when the record will change by itself. */
export function paint(
  { now: clock, offsetAt, words: speak, providers }: Ports,
  snapshot: Snapshot,
  settings: Settings,
  outside: Outside,
): { readonly painting: Painting; readonly next: EpochMs | null } {
  const [now, words] = [clock(), speak(settings)];
  const offset = offsetAt(now);
  const services = providers.map(({ watch, facts }) => ({ id: watch.id, facts }));
  const conditions = { now, offset, offsetAt, ...outside };
  const screen = screenOf(snapshot, services, settings, leavingOpen(words, now), conditions);
  const [silence, review] = [silentUntil(settings, now, offsetAt), nextReview(settings.review, now, offsetAt)];
  const next = nextChange(snapshot, settings, { now, offset, offsetAt }, silence, review);
  const until = trueUntil(screen, next, now, offset);
  return { painting: { locale: words.locale, settings, screen, madeAt: now, until }, next };
}
