import { type Snapshot, unknownAccount } from '../domain/account.ts';
import { askFirstOf } from '../domain/ask-first.ts';
import { mayAskAgain, type Settings } from '../domain/settings.ts';
import type { Sighting } from '../domain/sighting.ts';
import { type EpochMs, localDay } from '../domain/time.ts';
import type { Provider } from '../providers/provider.ts';
import { type Question, withQuestion } from './question.ts';
import { type Recording, record } from './record.ts';
import { grantReplay, type Reason } from './replay.ts';
import { believed } from './server-clocks.ts';
import type { Ports, Writing } from './watchdog.ts';
import { withheldOutcome } from './withheld.ts';

export type Saw = {
  readonly provider: Provider;
  readonly account: string | null;
  readonly sightings: readonly Sighting[];
  readonly visible: boolean;
};
/** The one request that is held back, and the tab whose page holds it. */
export type May = Omit<Saw, 'sightings' | 'visible'> & { readonly sighting: Sighting; readonly tab: number };
export type Reply = {
  readonly quiet: boolean;
  /** Whether the page is to hold costly requests back until they are judged. */
  readonly holds: boolean;
  readonly named: boolean;
  readonly replay: readonly { readonly watch: string; readonly after: number }[];
};

type Taken = { readonly reply: Reply; readonly question: Question | null };
type Change = <T extends Writing>(write: (snapshot: Snapshot) => T, known: Settings) => Promise<T>;

/**
 * Records what a page saw, in one write, and says what the page is to do. `asking`: the call of a request that is held
 * back; `ask` gets the question about it, should there be one, before the write is safe: that may take a while, and
 * somebody is waiting.
 */
export function taking(
  ports: Ports,
  change: Change,
  follow: () => Promise<void>,
): (seen: Saw, asking?: string, ask?: (question: Question) => void) => Promise<Taken> {
  return async ({ provider, account, sightings, visible }, asking, ask) => {
    const settings = await ports.settings();
    const { watch, facts } = provider;
    const reply = { quiet: false, holds: askFirstOf(settings, watch.id) !== 'off', named: false, replay: [] };
    if (settings.paused || settings.stopped.includes(watch.id))
      return { reply: { ...reply, quiet: true, holds: false }, question: null };
    const now = ports.now();
    if (sightings.length === 0 && !(visible && mayAskAgain(settings, watch.id))) {
      const { accounts } = await (await ports.record()).snapshot();
      return { reply: { ...reply, named: isNamed(accounts, watch.id) }, question: null };
    }
    const page = { provider: watch.id, account, visible, may: mayAskAgain(settings, watch.id), now };
    const today = localDay(now, ports.offsetAt(now));
    const written = await change((before) => {
      const reads = sightings.map((sighting) => ({
        sighting,
        outcome: withheldOutcome(sighting) ?? provider.read(believed(sighting, watch.id, before)),
      }));
      const recorded = record(before, reads, { facts, settings, now, offsetAt: ports.offsetAt });
      const { recording, question } =
        asking === undefined
          ? { recording: recorded, question: null }
          : withQuestion(recorded, { facts, id: asking, today, settings });
      if (question !== null) ask?.(question);
      return { ...withGrants(recording, page), question };
    }, settings);
    if (sightings.length > 0) void follow();
    const replayed = watch.endpoints.filter(({ replay }) => replay === true).map(({ id }) => id);
    const replay = written.after.flatMap((after) => replayed.map((id) => ({ watch: id, after })));
    const named = isNamed(written.snapshot.accounts, watch.id);
    return { reply: { ...reply, named, replay }, question: written.question };
  };
}

/** Whether any account of a service is known by its own id. */
function isNamed(accounts: Snapshot['accounts'], provider: string): boolean {
  return accounts.some((one) => one.provider === provider && one.account !== unknownAccount);
}

/** Adds what the page may ask again: for tasks that have ended, and where a visible page's number has become old. */
function withGrants(
  recording: Recording,
  page: { provider: string; account: string | null; visible: boolean; may: boolean; now: EpochMs },
): Recording & { readonly after: readonly number[] } {
  let { snapshot } = recording;
  const after: number[] = [];
  const ask = (reason: Reason, account: string | null, delay: number) => {
    const grant = grantReplay(snapshot, { ...page, account }, reason, page.now);
    snapshot = grant.snapshot;
    if (grant.granted) after.push(delay);
  };
  // Switched off is off, also for what a task has cost.
  if (!page.may) return { ...recording, after };
  const [ended] = recording.followUp;
  if (ended !== undefined) ask('task-ended', ended.account, ended.after);
  else if (page.visible) ask('timed', page.account, 0);
  return { ...recording, snapshot, after };
}
