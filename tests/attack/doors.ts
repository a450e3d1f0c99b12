import { badgeOf } from '@/core/app/badge.ts';
import { catchUp, nextChange } from '@/core/app/catch-up.ts';
import type { Event } from '@/core/app/events.ts';
import { merged } from '@/core/app/merge.ts';
import { mergedSettings } from '@/core/app/merge-settings.ts';
import { rebuild } from '@/core/app/rebuild.ts';
import { record } from '@/core/app/record.ts';
import type { Row } from '@/core/app/rows.ts';
import { screenOf } from '@/core/app/view.ts';
import { emptyTables, type Tables, tables, type Whole } from '@/core/app/whole.ts';
import { emptySnapshot, type Snapshot } from '@/core/domain/account.ts';
import { defaultSettings, type Settings } from '@/core/domain/settings.ts';
import { minute, second } from '@/core/domain/time.ts';
import { exportText, readExport } from '@/core/platform/exported.ts';
import { command, isBoundedJson, mayMessage, sawMessage, sightingsOf } from '@/core/platform/messages.ts';
import { readSettings, settingsIn } from '@/core/platform/settings.ts';
import { snapshotSchema } from '@/core/platform/stored.ts';
import { eventSchema } from '@/core/platform/stored-events.ts';
import { providerOf, providers } from '@/core/providers/index.ts';
import { wordsFor } from '@/core/words/words.ts';
import { seenAt } from '../providers/through.ts';
import { scenarios } from '../scenarios.ts';
import { type Chance, chanceOf } from '../simulators/model/chance.ts';
import { hostile, hostileJson } from './hostile.ts';
import { type Attack, type Attacking, type Came, tally } from './tally.ts';
import { toldOf } from './told.ts';

const words = wordsFor('ja', 'America/Los_Angeles');
const shown = providers.map(({ watch, facts }) => ({ id: watch.id, facts }));
const now = seenAt + 60 * minute;
const offset = -480;
const conditions = { now, offset, online: true, noAccess: [], needsReload: [] };
const well: Came = { wrong: [] };

/** A record of what one recorded answer gives, told twice. */
export const records: readonly Whole[] = providers.flatMap((provider) =>
  toldOf(provider).flatMap(({ plain }): Whole[] => {
    let snapshot: Snapshot = emptySnapshot;
    const rows: Row[] = [];
    for (const [n, sighting] of [...plain(), ...plain()].entries()) {
      const at = seenAt + n * second;
      const seen = { ...sighting, at, account: 'aaaaaaaaaaaaaaaa' };
      const recording = record(snapshot, [{ sighting: seen, outcome: provider.read(seen) }], {
        facts: provider.facts,
        settings: defaultSettings,
        now: at,
      });
      snapshot = recording.snapshot;
      rows.push(...recording.rows);
    }
    const of = (store: string) => rows.flatMap((one) => (one.store === store ? [one.row] : []));
    const first = (store: string) => of(store).slice(0, 3);
    const all = Object.fromEntries(
      tables.map((table) => [table, table === 'tasks' ? of(table).slice(-1) : first(table).slice(-1)]),
    );
    return [{ tables: { ...emptyTables, ...all } as Tables, events: of('events') as Event[], snapshot, base: null }];
  }),
);
const snapshots: readonly Snapshot[] = [
  ...records.flatMap(({ snapshot }) => snapshot ?? []),
  ...Object.values(scenarios(now)),
];
export const settings: Settings = {
  ...defaultSettings,
  badge: 'genspark/aaaaaaaaaaaaaaaa/credits',
  askFirst: { genspark: 'every' },
  names: { 'genspark/aaaaaaaaaaaaaaaa': 'Studio' },
  entered: { 'genspark/aaaaaaaaaaaaaaaa': { renewalDay: 31, monthly: 10_000, at: seenAt } },
  budgets: {
    'genspark/aaaaaaaaaaaaaaaa': {
      amount: 500,
      currency: 'JPY',
      price: { paid: 3_000, credits: 2_000 },
      period: 'month',
    },
  },
  jobs: [
    {
      id: 'deck',
      name: 'Deck',
      ceiling: { provider: 'genspark', credits: 900 },
      counts: {},
      createdAt: seenAt,
      finishedAt: null,
    },
  ],
  currentJob: { id: 'deck', since: seenAt },
};
const messages: readonly unknown[] = [
  ...records.flatMap(({ events }) => events.slice(0, 1)),
  ...providers.flatMap((provider) =>
    toldOf(provider).map(({ plain }) => ({
      say: 'saw',
      sightings: plain(),
      account: 'aaaaaaaaaaaaaaaa',
      visible: true,
    })),
  ),
  ...providers
    .flatMap((provider) => toldOf(provider).flatMap(({ plain }) => plain().slice(0, 1)))
    .map((sighting) => ({ say: 'may', sighting, account: null })),
  { say: 'refresh', provider: 'chatgpt', account: null },
  {
    say: 'add-purchase',
    provider: 'genspark',
    account: 'aaaaaaaaaaaaaaaa',
    credits: 500,
    at: seenAt,
    paid: 20,
    entered: seenAt,
  },
  {
    say: 'correct-purchase',
    provider: 'genspark',
    account: 'aaaaaaaaaaaaaaaa',
    id: 'x',
    to: { credits: 500, at: seenAt, paid: null },
  },
  { say: 'move-task', provider: 'genspark', account: 'aaaaaaaaaaaaaaaa', key: 'k', job: 'deck' },
];

const one = <T>(all: readonly T[], chance: Chance): T => all[Math.floor(chance() * all.length)] as T;
const issue = (what: string, error: { issues: readonly unknown[] }) =>
  `${what}: ${JSON.stringify(error.issues[0]).slice(0, 300)}`;

/** Everything the worker and the screens do with what is believed. What comes of it can be kept again. */
function follow(snapshot: Snapshot, own: Settings): readonly string[] {
  const screen = screenOf(snapshot, shown, own, words, conditions);
  badgeOf(screen, words, own.badge);
  nextChange(snapshot, own, { now, offset }, null);
  const caught = snapshotSchema.safeParse(structuredClone(catchUp(snapshot, own, { now, offset }).snapshot));
  return caught.success ? [] : [issue('after a wake the record cannot be read', caught.error)];
}

/** The worker's messages: whatever arrives, what is taken from it is small, near in time and JSON. */
function message(chance: Chance): Came {
  const arrived = hostile(one(messages, chance), chance);
  command.safeParse(arrived);
  const may = mayMessage.safeParse(arrived);
  const saw = sawMessage.safeParse(arrived);
  const sightings = may.success ? [may.data.sighting] : saw.success ? saw.data.sightings : [];
  const taken = sightingsOf({ sightings }, seenAt);
  const wrong = taken.flatMap(({ at, fields, asked }) => [
    ...(Math.abs(at - seenAt) <= 8 * 86_400_000 ? [] : [`seen at ${at}`]),
    ...([fields, asked].every((value) => value === undefined || isBoundedJson(value)) ? [] : ['no bounded JSON']),
  ]);
  return { wrong, size: Math.max(0, ...taken.map((sighting) => JSON.stringify(sighting).length)) };
}

/** The stored snapshot: read, it can be shown, or it is not read. */
function snapshot(chance: Chance): Came {
  const stored = hostile(one(snapshots, chance), chance);
  const read = snapshotSchema.safeParse(stored);
  if (!read.success) return well;
  return { wrong: follow(read.data, defaultSettings), size: JSON.stringify(read.data).length };
}

/** Stored events: what is taken in again gives a record that can be kept. */
function events(chance: Chance): Came {
  const stored = hostile(one(records, chance).events, chance);
  const read = (Array.isArray(stored) ? Array.from(stored).slice(0, 50) : [stored]).flatMap((event) => {
    const parsed = eventSchema.safeParse(event);
    return parsed.success ? [parsed.data] : [];
  });
  const failed = (error: unknown) => {
    throw error;
  };
  const rebuilt = rebuild(emptySnapshot, read, {
    factsOf: (id) => providerOf(id)?.facts,
    settings: defaultSettings,
    offsetAt: () => offset,
    failed,
  });
  const kept = snapshotSchema.safeParse(structuredClone(rebuilt));
  if (!kept.success) return { wrong: [issue('built again it cannot be read', kept.error)] };
  return { wrong: follow(kept.data, defaultSettings), size: JSON.stringify(rebuilt).length };
}

/** Stored settings: whatever cannot be read stands by default. */
function stored(chance: Chance): Came {
  const arrived = hostile(settings, chance);
  settingsIn(arrived);
  const read = readSettings(arrived);
  return { wrong: follow(one(snapshots, chance), read), size: JSON.stringify(read).length };
}

/** A file: refused, or put beside what is there, of which nothing changes; a second time it adds nothing. */
function file(chance: Chance): Came {
  const [present, saved] = [one(records, chance), one(records, chance)];
  const text = hostileJson(JSON.parse(exportText({ whole: saved, settings }, seenAt, '0.1.0')), chance);
  const read = readExport(text);
  if (!read.ok) return well;
  const put = (into: Whole): Whole => {
    const plan = merged(into, read.whole);
    const rebuilt = rebuild(
      emptySnapshot,
      plan.events.all.filter(
        (event) => plan.toRebuild.length > 0 && (!('provider' in event) || plan.toRebuild.includes(event.provider)),
      ),
      { factsOf: (id) => providerOf(id)?.facts, settings: defaultSettings, offsetAt: () => offset, failed: () => {} },
    );
    return { ...read.whole, tables: plan.tables, events: plan.events.all, snapshot: plan.snapshot(rebuilt.accounts) };
  };
  const next = put(present);
  const again = merged(next, read.whole);
  const lost = tables.filter((table) => next.tables[table].length < present.tables[table].length);
  const kept = snapshotSchema.safeParse(structuredClone(next.snapshot));
  const wrong = [
    ...lost.map((table) => `${table} lost a row`),
    ...(next.events.length < present.events.length ? ['an event was lost'] : []),
    ...(again.added + again.events.added > 0
      ? [`a second time it adds ${again.added} rows and ${again.events.added} events`]
      : []),
    ...(kept.success
      ? follow(kept.data, mergedSettings(defaultSettings, read.settings))
      : [issue('what was taken in cannot be read', kept.error)]),
  ];
  return { wrong, size: JSON.stringify(next).length };
}

export const doors = { message, snapshot, events, settings: stored, file } as const;
export type Door = keyof typeof doors;

/** Sends bad inputs through each door into the extension, or through one of them. */
export function attackDoors({ seed, n }: Attacking, only?: Door): Readonly<Record<string, Attack>> {
  const attacked = (Object.keys(doors) as Door[]).filter((door) => only === undefined || door === only);
  return Object.fromEntries(
    attacked.map((door) => {
      const chance = chanceOf(seed);
      return [door, tally(n, () => doors[door](chance))];
    }),
  );
}
