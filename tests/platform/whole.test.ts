import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { rebuild } from '@/core/app/rebuild.ts';
import { countOf, emptyWhole, type Whole } from '@/core/app/whole.ts';
import { type AccountState, emptySnapshot, type Snapshot } from '@/core/domain/account.ts';
import { defaultSettings, type Settings } from '@/core/domain/settings.ts';
import { day, hour } from '@/core/domain/time.ts';
import { exportText, readExport } from '@/core/platform/exported.ts';
import type { Ledger } from '@/core/platform/ledger.ts';
import type { Replay } from '@/core/platform/rebuilding.ts';
import { forget, readHeld, takeIn } from '@/core/platform/whole.ts';
import { histories } from '../app/histories.ts';
import { born, type Life, lived, rebuilding } from '../app/life.ts';
import { later } from '../app/story.ts';
import { samples } from '../words/samples.ts';
import { contentsOf, freshLedger, noon, write } from './fresh.ts';

vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));

const replay: Replay = (snapshot, events) => rebuild(snapshot, events, rebuilding(born.settings));
const heldOf = (ledger: Ledger) => ledger.within(readHeld);
const wholeOf = async (ledger: Ledger): Promise<Whole> => (await heldOf(ledger)).whole;
const take = (ledger: Ledger, saved: Whole) => takeIn(ledger, saved, replay, later(400 * day));
const quietly = () => {
  const told = vi.spyOn(console, 'warn').mockImplementation(() => {});
  onTestFinished(() => told.mockRestore());
};

/** Through the file and back. */
function sentRound(whole: Whole, settings: Settings = defaultSettings): Whole {
  const read = readExport(exportText({ whole, settings }, noon, '0.1.0'));
  if (!read.ok) throw new Error(`${read.why} at ${read.at}`);
  expect(read.settings).toEqual(settings);
  return read.whole;
}

type Steps = Parameters<typeof lived>[1][];
/** Lives on from there, and writes it all down. */
async function live(ledger: Ledger, life: Life, steps: Steps): Promise<Life> {
  let next = life;
  for (const step of steps) {
    const was = next.rows.length;
    next = lived(next, step);
    await write(ledger, { snapshot: next.snapshot, rows: next.rows.slice(was) }, next.now);
  }
  return next;
}

/** A record of some history, with a notice. */
async function some(steps: Steps): Promise<Ledger> {
  const ledger = await freshLedger();
  const life = await live(ledger, born, steps);
  await write(ledger, { snapshot: life.snapshot, notices: [samples['near-limit']] }, life.now);
  return ledger;
}

/** Rows in an order of their own: -0 is 0 in a file. */
const plain = (whole: Whole) => JSON.parse(JSON.stringify(whole));

describe('a record that is saved and taken in again', () => {
  test('is the same, and taking it in twice is taking it in once', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const before = await wholeOf(await some([...steps]));
        const saved = sentRound(before);
        const ledger = await freshLedger();
        await take(ledger, saved);
        // Whether a clock is right is each machine's own.
        const own = before.snapshot === null ? null : { ...before.snapshot, clocks: [] };
        expect(plain(await wholeOf(ledger))).toEqual(plain({ ...before, snapshot: own }));
        const once = await contentsOf(ledger);
        expect(await take(ledger, saved)).toEqual({ rows: 0, events: 0 });
        expect(await contentsOf(ledger)).toEqual(once);
      }),
      { numRuns: 20 },
    );
  }, 120_000);

  test('changes nothing where everything in it is known already, though more has happened since', async () => {
    await fc.assert(
      fc.asyncProperty(histories, histories, async (first, second) => {
        const ledger = await freshLedger();
        const life = await live(ledger, born, [...first]);
        const saved = sentRound(await wholeOf(ledger));
        fc.pre(saved.events.some((event) => 'provider' in event));
        await live(ledger, life, [...second]);
        const before = await contentsOf(ledger);
        expect(await take(ledger, saved)).toEqual({ rows: 0, events: 0 });
        expect(await contentsOf(ledger)).toEqual(before);
      }),
      { numRuns: 20 },
    );
  }, 120_000);

  test('brings back what was, where the record is an older one', async () => {
    await fc.assert(
      fc.asyncProperty(histories, histories, async (first, second) => {
        const ledger = await freshLedger();
        const life = await live(ledger, born, [...first]);
        const older = sentRound(await wholeOf(ledger));
        const gone = await live(ledger, life, [...second]);
        const newer = sentRound(await wholeOf(ledger));
        const other = await freshLedger();
        await take(other, older);
        await take(other, newer);
        const { events, snapshot } = await wholeOf(other);
        expect(plain(events as never)).toEqual(plain(newer.events as never));
        // What a clock that was put back has done to a moment is no event.
        const timeless = ({ problems, ...account }: AccountState) => ({
          ...account,
          problems: problems.map(({ kind, about, watch }) => [kind, about, watch]),
        });
        // Nor is what time alone does, as forgetting a task that never began: both look at the clock, as if they had
        // been written now. Where it was put back, the older record was made later.
        const now = (one: Snapshot | null) => {
          const written = { ...(one ?? emptySnapshot), savedAt: gone.now };
          return lived({ ...gone, snapshot: written }, { after: 0, do: 'wake' }).snapshot.accounts.map(timeless);
        };
        expect(now(snapshot)).toEqual(now(newer.snapshot));
      }),
      { numRuns: 20 },
    );
  }, 120_000);

  test('loses nothing of a record that has gone on without it', async () => {
    quietly();
    await fc.assert(
      fc.asyncProperty(histories, histories, async (first, second) => {
        const ledger = await freshLedger();
        const life = await live(ledger, born, [...first]);
        const saved = sentRound(await wholeOf(ledger));
        await ledger.within((tx) => forget(tx, null));
        await live(ledger, { ...born, now: life.now + hour }, [...second]);
        const before = await wholeOf(ledger);
        await take(ledger, saved);
        const after = await wholeOf(ledger);
        expect(after.events).toHaveLength(before.events.length + saved.events.length);
        for (const { provider, account } of before.snapshot?.accounts ?? [])
          if (account !== 'unknown')
            expect(after.snapshot?.accounts.some((one) => one.provider === provider && one.account === account)).toBe(
              true,
            );
        const spent = ({ tables }: Whole) => tables.days.reduce((sum, day) => sum + day.spent, 0);
        if (saved.events.some((event) => 'provider' in event))
          expect(spent(after)).toBeCloseTo(spent(before) + spent(saved), 5);
        const once = await contentsOf(ledger);
        await take(ledger, saved);
        expect(await contentsOf(ledger)).toEqual(once);
      }),
      { numRuns: 20 },
    );
  }, 120_000);
});

/** A record of some length, by an unhurried life. */
const someSteps = fc.sample(histories, { seed: 7, numRuns: 30 }).toSorted((a, b) => b.length - a.length)[0] ?? [];

describe('a file', () => {
  const mutated = (text: string) =>
    fc
      .tuple(
        fc.nat(text.length - 1),
        fc.nat(40),
        fc.constantFrom('', '9', '"', '{', '}', 'null', ',', '[[', '-1e400', '\u0000', '__proto__'),
      )
      .map(([at, length, put]) => text.slice(0, at) + put + text.slice(at + length));

  test('that was spoilt anywhere is refused without a change, or what is left of it can be read', async () => {
    quietly();
    const text = exportText({ whole: await wholeOf(await some([...someSteps])), settings: defaultSettings }, noon, '0');
    expect(readExport(text).ok).toBe(true);
    const ledger = await freshLedger();
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(mutated(text), async (bad) => {
        const read = readExport(bad);
        if (!read.ok) {
          refused++;
          return;
        }
        await take(ledger, read.whole);
        const { whole, lost } = await heldOf(ledger);
        expect([lost, whole.snapshot === null]).toEqual([0, false]);
        await ledger.within((tx) => forget(tx, null));
      }),
      { numRuns: 1_500 },
    );
    expect(refused).toBeGreaterThan(1_000);
  }, 120_000);

  const file = (over: object) =>
    JSON.stringify({ ...JSON.parse(exportText({ whole: emptyWhole, settings: defaultSettings }, noon, '0')), ...over });
  const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);

  test.each<[string, string, string]>([
    ['nothing', '', 'no-export'],
    ['no JSON', '{', 'no-export'],
    ['a list', '[]', 'no-export'],
    ['something else', '{"format":"other","version":1}', 'no-export'],
    ['a newer one', file({ version: 2 }), 'newer'],
    ['one without a version', file({ version: '1' }), 'no-export'],
    ['one without a table', file({ tasks: undefined }), 'unreadable'],
    ['a setting that is none', file({ settings: { show: 'both' } }), 'unreadable'],
    ['depth without end', file({ more: deep(200) }), 'too-large'],
    ['a moment beyond all time', file({ more: 1e300 }), 'too-large'],
    ['a text without end', file({ more: 'x'.repeat(5_000) }), 'too-large'],
    ['a name that is none', file({}).replace('"events":', '"x":{"__proto__":{"a":1}},"events":'), 'too-large'],
  ])('%s is refused, and says why', (_, text, why) => {
    expect(readExport(text)).toMatchObject({ ok: false, why });
  });

  test('says where it cannot be read', async () => {
    const whole = await wholeOf(await some([...someSteps]));
    const row = { provider: 'muse', account: 'a', id: 'x', at: 'noon', credits: 1, what: null };
    const text = exportText({ whole, settings: defaultSettings }, noon, '0');
    const bad = JSON.stringify({ ...JSON.parse(text), charges: [row] });
    expect(readExport(bad)).toEqual({ ok: false, why: 'unreadable', at: 'charges.0.at' });
  });

  test('with two rows of one key, or two accounts of one number, is refused', async () => {
    const whole = await wholeOf(await some([...someSteps]));
    const twice = <T>(all: readonly T[] | undefined) => [...(all ?? []), ...(all ?? [])];
    const text = (over: Partial<Whole>) =>
      exportText({ whole: { ...whole, ...over }, settings: defaultSettings }, noon, '0');
    expect(countOf(whole.tables)).toBeGreaterThan(3);
    expect(readExport(text({ tables: { ...whole.tables, observations: twice(whole.tables.observations) } }))).toEqual({
      ...{ ok: false, why: 'unreadable', at: 'observations' },
    });
    const snapshot = { ...emptySnapshot, accounts: twice(whole.snapshot?.accounts) };
    expect(readExport(text({ snapshot }))).toEqual({ ok: false, why: 'unreadable', at: 'snapshot' });
  });
});

test('what cannot be read is left out of the file, and counted', async () => {
  quietly();
  const ledger = await some([...someSteps]);
  await ledger.db.put('charges', { provider: 'muse', account: 'a', id: 'x', at: 'noon' } as never);
  const { whole, lost } = await heldOf(ledger);
  expect(lost).toBe(1);
  expect(sentRound(whole).tables.charges.some(({ id }) => id === 'x')).toBe(false);
});

test('others who write meanwhile lose nothing', async () => {
  const saved = sentRound(await wholeOf(await some([...someSteps])));
  const ledger = await freshLedger();
  let life = born;
  const slow: Replay = (snapshot, events) => replay(snapshot, events);
  const [imported] = await Promise.all([
    takeIn(ledger, saved, slow, noon),
    (async () => {
      life = await live(ledger, life, [...someSteps].slice(0, 3));
    })(),
  ]);
  expect(imported.events).toBeGreaterThan(0);
  const { events } = await wholeOf(ledger);
  expect(events.length).toBeGreaterThanOrEqual(saved.events.length);
});
