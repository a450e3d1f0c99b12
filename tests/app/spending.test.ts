import { describe, expect, test } from 'vitest';
import type { Read } from '@/core/app/record.ts';
import type { TaskReading } from '@/core/domain/reading.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import { kennel } from './kennel.ts';
import { card } from './looking.ts';
import { accountOf, ann, credits, later, lines, play, rowsOf, sole, task, tells, weekly } from './story.ts';

const left = (amount: number, at: number) => tells(credits(amount), { at: later(at) });
const video = (key: string, news: TaskReading['news'], at: number) =>
  tells(task(key, news, { task: 'video' }), { at: later(at), watch: 'agent', phase: 'event' });
const made = (key: string, at: number) => [video(key, 'started', at), video(key, { ended: 'done' }, at + 2 * minute)];
/** Three videos that cost 200 each, and enough readings to be sure of it. */
const thrice: readonly Read[] = [0, 1, 2].flatMap((n) => [
  left(2_000 - n * 200, n * hour),
  ...made(`v${n}`, n * hour + minute),
  left(1_800 - n * 200, n * hour + 4 * minute),
  left(1_800 - n * 200, n * hour + 12 * minute),
]);
const of = (kind: string, all: readonly string[]) => all.filter((line) => line.startsWith(kind));

describe('what a task cost', () => {
  test('is measured between two readings, written down and learned from', () => {
    const told = play(thrice);
    const spent = new Map(rowsOf(told, 'spending').map((row) => [row.task, [row.credits, row.how]]));
    expect([...spent]).toEqual([
      ['v0', [200, 'measured']],
      ['v1', [200, 'measured']],
      ['v2', [200, 'measured']],
    ]);
    expect(sole(accountOf(told).costs.kinds)).toMatchObject({ of: 'video' });
    expect(sole(accountOf(told).costs.kinds).taught).toHaveLength(3);
  });
});

describe('a low balance', () => {
  const at = 5 * hour;
  const told = (amount: number) => lines(play([...thrice, ...made('w', at), left(amount, at + 4 * minute)]));

  test('is told when fewer than three of what one usually makes fit', () => {
    expect(of('low-balance', told(500))).toEqual(['low-balance credits 500']);
    expect(of('low-balance', told(900))).toEqual([]);
  });

  test('is not guessed for somebody of whom nothing is known', () => {
    expect(of('low-balance', lines(play([left(100, 0), left(50, hour)])))).toEqual([]);
  });
});

describe('credits that went while nobody was here', () => {
  const gone = play([left(2_000, 0), left(1_100, hour)]);

  test('are asked about, with what to check', () => {
    expect(of('unusual-use', lines(gone))).toEqual(['unusual-use credits 900']);
    expect(card(gone.snapshot, { now: later(hour) }).unseen).toMatchObject({ steps: [{}, {}, {}] });
    expect(card(gone.snapshot, { now: later(hour) }).unseen?.text).toContain('900 credits');
  });

  test('are said for a day once nobody needs to be asked', async () => {
    const { dog, ledger } = kennel({ from: gone.snapshot });
    expect(card(gone.snapshot, { now: later(hour) }).notes).toEqual([]);
    await dog.wasMe({ provider: 'muse', account: ann, id: accountOf(gone).unseen?.id ?? '', mine: true });
    const { snapshot } = ledger;
    expect(card(snapshot, { now: later(hour) }).notes.join()).toContain('about 900 credits went without a task');
    expect(card(snapshot, { now: later(26 * hour) }).notes).toEqual([]);
  });

  test('are told once a day, however often they go', () => {
    const often = [left(9_000, 0), ...[1, 2, 3, 4].map((n) => left(9_000 - n * 900, n * hour)), left(4_000, 30 * hour)];
    const keys = play(often).notices.flatMap(({ kind, key }) => (kind === 'unusual-use' ? [key] : []));
    expect([keys.length, new Set(keys).size]).toEqual([5, 2]);
  });

  test('are not asked about where a task of this browser explains them, or they were few', () => {
    const explained = play([left(2_000, 0), ...made('v', 30 * minute), left(1_100, hour)]);
    const few = play([left(2_000, 0), left(1_950, hour)]);
    expect([of('unusual-use', lines(explained)), of('unusual-use', lines(few))]).toEqual([[], []]);
  });

  test('are nothing unusual any more once somebody has called them their own', async () => {
    const { dog, ledger } = kennel({ from: gone.snapshot });
    const { unseen } = accountOf(gone);
    await dog.wasMe({ provider: 'muse', account: ann, id: unseen?.id ?? '', mine: true });
    const account = sole(ledger.snapshot.accounts);
    expect(account.unseen).toBeNull();
    const next = play([left(100, 3 * hour)], { from: { ...gone.snapshot, accounts: [account] } });
    expect(of('unusual-use', lines(next))).toEqual([]);
  });
});

describe('somebody who uses credits elsewhere each day', () => {
  /** A look at noon each day after the first, of which each shows so many credits less. */
  const days = (all: readonly number[]) =>
    all.map((_, n) => left(15_000 - all.slice(0, n + 1).reduce((sum, one) => sum + one, 0), n * day));
  const month = Array<number>(36).fill(350);
  const steady = days([...month, 370]);
  const much = days([...month, 2_000]);

  test('is not asked any more about what is usual', () => {
    const told = play(steady).notices.filter(({ kind }) => kind === 'unusual-use');
    expect(told.length).toBeGreaterThan(3);
    expect(told.every(({ at }) => at < later(33 * day))).toBe(true);
  });

  test('is not asked about trifles, although nothing is usual', () => {
    const idle = days([...Array<number>(36).fill(0), 90]);
    expect(accountOf(play(idle)).unseenDays.days).toBeGreaterThan(28);
    expect(of('unusual-use', lines(play(idle)))).toEqual([]);
  });

  test('and says that much of it was their own, has taught what is usual', async () => {
    const { snapshot } = play(much);
    const { dog, ledger } = kennel({ from: snapshot });
    const id = sole(snapshot.accounts).unseen?.id ?? '';
    await dog.wasMe({ provider: 'muse', account: ann, id, mine: true });
    const asked = sole(snapshot.accounts).unseenDays.open.filter(({ most }) => most !== null);
    const left = sole(ledger.snapshot.accounts).unseenDays.open.filter(({ most }) => most !== null);
    expect([asked.length, left.length]).toEqual([1, 0]);
  });

  test('is asked about much more than that, and told what is usual', () => {
    const { notices, snapshot } = play(much);
    expect(of('unusual-use', lines(play(much))).at(-1)).toBe('unusual-use credits 2000');
    expect(notices.at(-1)).toMatchObject({ kind: 'unusual-use', usual: expect.any(Number) });
    expect(card(snapshot, { now: later(36 * day) }).unseen?.text).toMatch(
      /went while no tab of yours was active here; on 99 of 100 days it is at most about (3[5-9]\d|4[01]\d) credits/,
    );
  });
});

describe('what nobody needs to be asked about', () => {
  test('a task whose end was never seen explains nothing for ever', () => {
    const lost = play([
      left(5_000, 0),
      video('lost', 'started', minute),
      left(5_000, 7 * hour),
      left(2_000, 30 * hour),
    ]);
    expect(of('unusual-use', lines(lost))).toEqual(['unusual-use credits 3000']);
  });

  test('are not said to have gone while no tab was active where one told something meanwhile', () => {
    const other = tells(weekly(3), { at: later(30 * minute), watch: 'limits' });
    const sameLook = tells(weekly(3), { at: later(hour - 20_000), watch: 'limits' });
    const unusual = (between: Read) => of('unusual-use', lines(play([left(2_000, 0), between, left(1_100, hour)])));
    expect([unusual(other), unusual(sameLook)]).toEqual([[], ['unusual-use credits 900']]);
  });

  test('credits of a lot that has reached its end have lapsed, and were not spent', () => {
    const lot = { kind: 'grant', id: 'g', at: later(-hour), credits: 1_000, expiresAt: later(5 * hour) } as const;
    const story = [tells(lot, { at: later(0), watch: 'log' }), left(1_500, minute), left(500, 9 * hour)];
    expect(of('unusual-use', lines(play(story)))).toEqual([]);
  });

  test('a task that is charged while it runs is no use by somebody else', () => {
    const during = [left(5_000, 0), video('v', 'started', minute), left(4_700, 2 * minute)];
    expect(card(play(during).snapshot, { now: later(3 * minute) }).notes).toEqual([]);
  });
});
