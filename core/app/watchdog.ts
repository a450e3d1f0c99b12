import type { Snapshot } from '../domain/account.ts';
import type { Notice } from '../domain/notice.ts';
import type { Settings } from '../domain/settings.ts';
import { type EpochMs, type Ms, minute } from '../domain/time.ts';
import type { Provider } from '../providers/provider.ts';
import type { NoticeText } from '../words/notices.ts';
import type { Words } from '../words/words.ts';
import {
  type Answer,
  type Correction,
  obeyed,
  type Purchase,
  type PurchaseAnswer,
  rowsSaid,
  type Said,
  type Split,
  type Telling,
  type UnseenAnswer,
} from './answers.ts';
import type { Badge } from './badge.ts';
import { catchUp } from './catch-up.ts';
import { eventRows } from './events.ts';
import { following } from './follow.ts';
import type { Move } from './jobs.ts';
import { paint } from './paint.ts';
import type { Outside, Painting } from './painting.ts';
import type { Question } from './question.ts';
import { grantReplay } from './replay.ts';
import type { Shown } from './restraint.ts';
import { reviewed } from './review-notice.ts';
import type { Owner, Row } from './rows.ts';
import { type May, type Reply, type Saw, taking } from './take.ts';

export type Writing = {
  readonly snapshot: Snapshot;
  readonly rows: readonly Row[];
  readonly notices: readonly Notice[];
};

/** The record, as the watchdog needs it. Everything it writes in one call is there together, or not at all. */
export type Record = {
  readonly record: <T extends Writing>(now: EpochMs, change: (snapshot: Snapshot) => T) => Promise<T>;
  readonly snapshot: () => Promise<Snapshot>;
  readonly due: () => Promise<Notice[]>;
  readonly sent: (key: string, at: EpochMs, text: NoticeText) => Promise<void>;
  readonly missed: (key: string) => Promise<void>;
  /** What was shown since then. */
  readonly shownSince: (since: EpochMs) => Promise<readonly Shown[]>;
  readonly notice: (key: string) => Promise<Notice | null>;
};

/** The outside, handed in. */
export type Ports = {
  readonly now: () => EpochMs;
  readonly offsetAt: (at: EpochMs) => number;
  readonly record: () => Promise<Record>;
  readonly settings: () => Promise<Settings>;
  readonly words: (settings: Settings) => Words;
  readonly providers: readonly Provider[];
  readonly show: (id: string, text: NoticeText, urgent: boolean) => Promise<void>;
  /** Notices that were shown although the record could not take that, by their keys: kept without a disk. */
  readonly shown: { readonly load: () => Promise<readonly string[]>; readonly note: (key: string) => Promise<void> };
  readonly paint: (badge: Badge) => Promise<void>;
  /** Leaves the screen where the popup finds it before it can work one out. */
  readonly keep: (painting: Painting) => Promise<void>;
  readonly announce: () => void;
  /** Opens the small window with a question, over the tab whose page holds its request back. */
  readonly ask: (question: Question, tab: number) => Promise<void>;
  readonly wakeAt: (at: EpochMs | null) => Promise<void>;
  /** Does something after so many ms; 0: after what is being done and answered now. */
  readonly later: (run: () => void, ms: Ms) => void;
  readonly failed: (what: string, error: unknown) => void;
};

/** After so long a wake that could not write down what time has done is tried again. */
const tryAgain: Ms = 5 * minute;

/** The worker's use-cases. It remembers nothing: every one reads the record, decides, and writes it. */
export function watchdog(ports: Ports) {
  const { soon: follow, badge, again } = following(ports);

  /** Every write first looks whether a review is due: what is written may be of the time after it. */
  const change = async <T extends Writing>(
    write: (snapshot: Snapshot, settings: Settings) => T,
    known?: Settings,
  ): Promise<T> => {
    const [ledger, settings] = await Promise.all([ports.record(), known ?? ports.settings()]);
    const now = ports.now();
    return ledger.record(now, (before) => {
      const due = reviewed(before, settings, { now, offsetAt: ports.offsetAt });
      const written = write(due.snapshot, settings);
      return { ...written, notices: [...due.notices, ...written.notices] };
    });
  };

  /** Takes in what a person says. */
  const hear = async (of: Owner & Answer): Promise<void> => {
    const now = ports.now();
    const said: Said = { ...of, now, offset: ports.offsetAt(now) };
    const facts = ports.providers.find(({ watch }) => watch.id === of.provider)?.facts;
    await change((before) => {
      const after = obeyed(before, said, facts, ports.offsetAt);
      const events = eventRows({ before: before.accounts, after: after.accounts }, () => said);
      if (events.length === 0) return { snapshot: after, rows: [], notices: [] };
      return { snapshot: { ...after, savedAt: now }, rows: [...rowsSaid(said), ...events], notices: [] };
    });
    // Whoever said it waits for no painting, and for no notification of something else.
    void follow();
  };

  const take = taking(ports, change, follow);

  const tell = async ({ notice }: Question): Promise<void> => {
    await change((snapshot) => ({ snapshot, rows: [], notices: [notice] }));
    await follow();
  };

  return {
    /** A page's sightings. Resolves after they are safely written; badge and notifications follow on their own. */
    saw: (seen: Saw): Promise<Reply> => take(seen).then(({ reply }) => reply),

    /**
     * A request that waits: recorded like any other, judged, and asked about where the person wants that. `ask`: a
     * window is being opened; otherwise it may go at once. `stored`: the record has it.
     */
    async may({ sighting, tab, ...page }: May): Promise<Reply & { readonly ask: boolean; readonly stored: boolean }> {
      let asked = false;
      // The window is opened before the write is safe: on a busy machine each takes its time.
      const ask = (question: Question): void => {
        // A write that is tried again asks once.
        if (asked) return;
        asked = true;
        void ports.ask(question, tab).catch((error: unknown) => {
          ports.failed('a window', error);
          return tell(question).catch((again: unknown) => ports.failed('a notification', again));
        });
      };
      try {
        const { reply, question } = await take({ ...page, sightings: [sighting], visible: false }, sighting.call, ask);
        return { ...reply, ask: question !== null, stored: true };
      } catch (error) {
        if (!asked) throw error;
        ports.failed('a request that is asked about', error);
        return { quiet: false, holds: true, named: false, replay: [], ask: true, stored: false };
      }
    },

    /** A question that nobody could be asked in time is told like any heavy task. */
    tell,

    /** Asked for by hand: whether the page of a service may be asked again now. */
    async refresh(provider: string, account: string | null): Promise<boolean> {
      const written = await change((before) => ({
        ...grantReplay(before, { provider, account }, 'manual', ports.now()),
        rows: [],
        notices: [],
      }));
      return written.granted;
    },

    /** Asks, or stops asking, to be told when a meter is back. */
    tellMe: ({ provider, account, meter, on }: Owner & Telling) =>
      hear({ provider, account, what: 'tell-me', meter, on }),

    /** Whether a rise was a purchase, as somebody says. */
    answerPurchase: ({ provider, account, id, yes }: Owner & PurchaseAnswer) =>
      hear({ provider, account, what: 'purchase-answered', id, yes }),

    /** Somebody says whose the use was that went unseen, or that it has been taken care of. */
    wasMe: ({ provider, account, id, mine }: Owner & UnseenAnswer) =>
      hear({ provider, account, what: 'unseen-answered', id, mine }),

    /** Somebody says which job a task was for. */
    moveTask: ({ provider, account, key, job }: Owner & Move) =>
      hear({ provider, account, what: 'task-moved', key, job }),

    /** A purchase that somebody enters. */
    addPurchase: ({ provider, account, credits, at, paid, entered }: Owner & Required<Purchase>) =>
      hear({ provider, account, what: 'purchase-entered', credits, at, paid, entered }),

    /** What a purchase really was, as somebody says. */
    correctPurchase: ({ provider, account, id, to }: Owner & Correction) =>
      hear({ provider, account, what: 'purchase-corrected', id, to }),

    /** What was taken for one purchase were several, as somebody says. */
    splitPurchase: ({ provider, account, id, parts }: Owner & Split) =>
      hear({ provider, account, what: 'purchase-split', id, parts }),

    /** Somebody has said whose the unnamed numbers are: they join that account's history, its own numbers stay. */
    belongsTo: ({ provider, account }: Owner) => hear({ provider, account, what: 'belongs-to' }),

    /** Every wake: what time has done, and everything that follows from the record. */
    async wake(): Promise<void> {
      const now = ports.now();
      const when = { now, offset: ports.offsetAt(now), offsetAt: ports.offsetAt };
      // What stood there last is on the toolbar before anything is written: time alone seldom changes it.
      void badge();
      try {
        await change((before, settings) => catchUp(before, settings, when));
        again(null);
      } catch (error) {
        again(ports.now() + tryAgain);
        throw error;
      } finally {
        // A full disk is no reason to tell nothing of what is there, or to look no more.
        await follow();
      }
    },

    /** What a popup shows of the record as it stands now. */
    async painting(outside: Outside): Promise<Painting> {
      const [ledger, settings] = await Promise.all([ports.record(), ports.settings()]);
      return paint(ports, await ledger.snapshot(), settings, outside).painting;
    },

    /** Settings have changed: the record is the same, its look is not. */
    repaint: follow,

    async noticeOf(id: string): Promise<Notice | null> {
      return (await ports.record()).notice(id);
    },
  };
}
