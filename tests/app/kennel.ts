import type { Badge } from '@/core/app/badge.ts';
import type { Question } from '@/core/app/question.ts';
import type { Shown } from '@/core/app/restraint.ts';
import { type Ports, type Record, watchdog } from '@/core/app/watchdog.ts';
import { emptySnapshot, type Snapshot } from '@/core/domain/account.ts';
import type { Notice } from '@/core/domain/notice.ts';
import type { Reading } from '@/core/domain/reading.ts';
import type { Settings } from '@/core/domain/settings.ts';
import type { Provider } from '@/core/providers/provider.ts';
import type { NoticeText } from '@/core/words/notices.ts';
import { wordsFor } from '@/core/words/words.ts';
import type { Painting } from '../../core/app/painting.ts';
import { ann, credits, facts, later, offset, plain, seen, task, weekly } from './story.ts';

/** What each watch says, in place of reading anything. */
const says: { readonly [watch: string]: readonly Reading[] } = {
  fine: [weekly(60)],
  warned: [weekly(85)],
  empty: [credits(0)],
  full: [credits(500)],
  begun: [task('t1', 'started')],
  ended: [task('t1', { ended: 'done' })],
};
const provider: Provider = {
  facts,
  watch: {
    id: 'muse',
    origins: ['https://muse.example'],
    api: '/api/',
    headers: false,
    usagePage: '^/usage',
    endpoints: [
      { id: 'usage', method: 'GET', path: '/api/usage', as: 'json', replay: true },
      { id: 'turn', method: 'POST', path: '/api/turn', as: 'stream' },
    ],
    sockets: [],
    texts: [],
    composers: [],
  },
  read: ({ watch }) => ({ readings: says[watch] ?? [], problems: [] }),
};

/** A record in memory. It commits only when it is let: `hold` keeps the door shut until `release`. */
export function memory(from: Snapshot = emptySnapshot) {
  const due = new Map<string, Notice>();
  const sent = new Map<string, NoticeText>();
  const shown: Shown[] = [];
  const missed = new Set<string>();
  let snapshot = from;
  let gate: Promise<void> = Promise.resolve();
  const record: Record = {
    async record(_, change) {
      await gate;
      const writing = change(snapshot);
      snapshot = writing.snapshot;
      for (const notice of writing.notices)
        if (!sent.has(notice.key) && !missed.has(notice.key)) due.set(notice.key, notice);
      return writing;
    },
    snapshot: async () => snapshot,
    due: async () => [...due.values()],
    async sent(key, at, text) {
      const notice = due.get(key);
      if (notice !== undefined) shown.push({ notice, at });
      due.delete(key);
      sent.set(key, text);
    },
    async missed(key) {
      due.delete(key);
      missed.add(key);
    },
    shownSince: async (since) => shown.filter(({ at }) => at >= since),
    notice: async (key) => due.get(key) ?? null,
  };
  return {
    record,
    due,
    sent,
    missed,
    get snapshot() {
      return snapshot;
    },
    hold(): () => void {
      let open = () => {};
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return () => open();
    },
  };
}

/** A watchdog whose outside is plain objects; `saw` and `pass` move its clock. */
export function kennel(
  over: { readonly settings?: Settings | Ports['settings']; readonly from?: Snapshot } & Partial<
    Omit<Ports, 'settings'>
  > = {},
) {
  const { settings = plain, from, ...ports } = over;
  const ledger = memory(from);
  const shown: string[] = [];
  const anyway: string[] = [];
  const failures: string[] = [];
  const asked: Question[] = [];
  const badges: Badge[] = [];
  const wakes: (number | null)[] = [];
  const paintings: Painting[] = [];
  let now = later(0);
  const dog = watchdog({
    now: () => now,
    offsetAt: () => offset,
    record: async () => ledger.record,
    settings: typeof settings === 'function' ? settings : async () => settings,
    words: () => wordsFor('en'),
    providers: [provider],
    show: async (id) => void shown.push(id),
    shown: { load: async () => anyway, note: async (key) => void anyway.push(key) },
    paint: async (badge) => void badges.push(badge),
    keep: async (painting) => void paintings.push(painting),
    announce: () => {},
    ask: async (question) => void asked.push(question),
    later: (run, ms) => void (ms === 0 && queueMicrotask(run)),
    wakeAt: async (at) => void wakes.push(at),
    failed: (what) => void failures.push(what),
    ...ports,
  });
  const saw = (watches: readonly string[], { at = 0, visible = false, account = ann as string | null } = {}) => {
    now = later(at);
    const sightings = watches.map((watch) => seen({ watch, at: now, account, phase: 'event' }));
    return dog.saw({ provider, account, sightings, visible });
  };
  const pass = (ms: number) => {
    now = later(ms);
  };
  return { dog, ledger, shown, asked, failures, badges, wakes, paintings, saw, pass };
}
