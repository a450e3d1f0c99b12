import type { Answer, AskPort, ToWindow } from './ask-line.ts';
import { isRecord } from './is-record.ts';
import type { Command } from './port.ts';

/** Without a window after this long, counted from the request, something of ours has failed, and the request goes. */
export const windowWithin = 2_000;
/** A window that is open may take its time to speak: a busy machine is no failure. One that never does is. */
const speaksWithin = 10_000;
/** Without an answer after this long the request is cancelled. */
const answerWithin = 5 * 60_000;

/** So many that no window came for are remembered. */
const mostMissed = 200;

type Question = {
  readonly call: string;
  /** The browser has opened a window; it need not have spoken yet. */
  opened: boolean;
  window?: AskPort;
};

/**
 * The relay's side of asking first. A request waits as long as its window is open; a window that is closed is a no.
 * Only where no window comes, or the extension is gone, it goes: once.
 */
export function questions(
  command: (order: Command) => void,
  alive: () => boolean,
  later: (run: () => void, ms: number) => void,
) {
  const open = new Map<string, Question>();
  /** Those that no window came for in time. */
  const missed = new Set<string>();

  /** That with this id, unless a window asks it already. */
  const unasked = (id: string): Question | undefined => {
    const question = open.get(id);
    return question?.window === undefined ? question : undefined;
  };

  const close = (id: string, order: 'release' | 'cancel' | null): void => {
    const question = open.get(id);
    if (question === undefined) return;
    open.delete(id);
    if (order !== null) command({ do: order, call: question.call });
    if (question.window !== undefined) say(question.window, { is: 'over' });
  };

  /** Nobody could be asked. */
  const giveUp = (id: string): void => {
    if (unasked(id) === undefined) return;
    if (missed.size >= mostMissed) missed.clear();
    missed.add(id);
    close(id, 'release');
  };

  const answered = (id: string, message: unknown): void => {
    const { answer }: Partial<Answer> = isRecord(message) ? message : {};
    if (answer === 'go') close(id, 'release');
    if (answer === 'cancel') close(id, answer);
  };

  return {
    /** A request waits. `id` is known to its window, `call` to the tap. */
    begin(id: string, call: string): void {
      open.set(id, { call, opened: false });
      if (!alive()) close(id, 'release');
      later(() => {
        if (open.get(id)?.opened === false) giveUp(id);
      }, windowWithin);
    },
    /** Its window is open: from now on only that decides. */
    opened(id: string): void {
      const question = unasked(id);
      if (question === undefined) return;
      question.opened = true;
      command({ do: 'waits', call: question.call });
      later(() => giveUp(id), speaksWithin);
    },
    /** The worker asks nobody: it may go, unless there is a window all the same. */
    allow(id: string): void {
      if (unasked(id)?.opened === false) close(id, 'release');
    },
    /** The page itself has given it up. */
    drop: (id: string): void => close(id, null),
    /** The page is left: nothing of it is sent any more. */
    dropAll(): void {
      for (const id of open.keys()) close(id, 'cancel');
    },
    /** The tap wants to know whether somebody is still being asked. */
    still(id: string): void {
      const question = open.get(id);
      if (!alive()) close(id, 'release');
      else if (question?.opened) command({ do: 'waits', call: question.call });
    },
    /** A window is there, and asks. */
    connect(id: string, window: AskPort): void {
      const question = unasked(id);
      if (question === undefined) {
        say(window, { is: missed.has(id) ? 'late' : 'over' });
        return;
      }
      question.opened = true;
      question.window = window;
      window.onMessage.addListener((message) => answered(id, message));
      window.onDisconnect.addListener(() => close(id, alive() ? 'cancel' : 'release'));
      later(() => close(id, 'cancel'), answerWithin);
      command({ do: 'waits', call: question.call });
      say(window, { is: 'waiting' });
    },
  };
}

/** A line whose other end has just gone throws; then nobody needs to hear. */
function say(window: AskPort, message: ToWindow): void {
  try {
    window.postMessage(message);
  } catch {}
}
