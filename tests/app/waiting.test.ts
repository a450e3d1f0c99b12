import { describe, expect, test } from 'vitest';
import { screenOf } from '@/core/app/view.ts';
import { gather } from '@/core/app/waiting.ts';
import { type AccountState, newAccount } from '@/core/domain/account.ts';
import { type Notice, noService } from '@/core/domain/notice.ts';
import type { Settings } from '@/core/domain/settings.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import { notices } from '../gallery.ts';
import { kennel } from './kennel.ts';
import { en, muse, screen } from './looking.ts';
import { accountOf, credits, fiveHours, later, noon, notifying, offset, plain, play, tells, weekly } from './story.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
/** Noon to three, where noon is when the stories begin. */
const quiet: Settings = { ...plain, quietHours: { on: true, from: 12 * 60, to: 15 * 60 } };
const snoozed: Settings = { ...plain, snoozedUntil: later(3 * hour) };
const kindOf = (key: string) => key.split('·')[2];

describe.each([
  ['quiet hours', quiet],
  ['a snooze', snoozed],
])('in %s', (_, settings) => {
  test('what comes up waits, is on the badge all the same, and the alarm is set for their end', async () => {
    const { saw, shown, ledger, badges, wakes } = kennel({ settings });
    await saw(['fine']);
    await saw(['warned'], { at: minute });
    await settled();
    expect([shown, ledger.due.size, badges.at(-1)?.text, wakes.at(-1)]).toEqual([[], 1, '85%', later(3 * hour)]);
  });

  test('and is shown when they are over, once', async () => {
    const { dog, saw, pass, shown, wakes } = kennel({ settings });
    await saw(['fine']);
    await saw(['warned'], { at: minute });
    pass(3 * hour - 1);
    await dog.wake();
    expect(shown).toEqual([]);
    pass(3 * hour);
    await dog.wake();
    await dog.wake();
    expect(shown.map(kindOf)).toEqual(['near-limit']);
    expect(wakes.at(-1)).toBe(later(72 * hour));
  });

  test('unless it is not true any more', async () => {
    const { dog, saw, pass, shown, ledger } = kennel({
      settings: { ...settings, notify: notifying({ 'came-back': false }).notify },
    });
    await saw(['full']);
    await saw(['empty'], { at: minute });
    await saw(['empty'], { at: 2 * minute });
    await saw(['full'], { at: hour });
    await saw(['full'], { at: hour + 10 * minute });
    pass(3 * hour);
    await dog.wake();
    expect(shown.map(kindOf)).not.toContain('limit-reached');
    expect([...ledger.missed].map(kindOf)).toContain('limit-reached');
  });
});

test('a snooze that is taken back lets what waits be told at once', async () => {
  let settings = snoozed;
  const { dog, saw, shown } = kennel({ settings: async () => settings });
  await saw(['fine']);
  await saw(['warned'], { at: minute });
  await settled();
  settings = plain;
  await dog.repaint();
  expect(shown.map(kindOf)).toEqual(['near-limit']);
});

test('what could not be shown at once is told whole where there was no silence', async () => {
  const { dog, ledger, pass, shown, missed } = told4();
  pass(2 * hour);
  await dog.wake();
  expect([shown.length, ledger.due.size, missed.size]).toEqual([4, 0, 0]);
});

test('what waited through the quiet hours is thinned out after them, and what is left out is not marked as told', async () => {
  const { dog, ledger, pass, shown, missed } = told4(quiet);
  pass(3 * hour);
  await dog.wake();
  expect([shown.length, ledger.sent.size, missed.size]).toEqual([3, 3, 1]);
});

/** Four videos of noon that failed and took credits, not told yet. */
function told4(settings: Settings = plain) {
  const { ledger, ...rest } = kennel({ settings });
  for (const n of [1, 2, 3, 4]) {
    const key = `muse·a·failed-charge·${n}`;
    const failed = { ...common, key, kind: 'failed-charge', task: 'video', credits: 20, endedAt: noon } as const;
    ledger.due.set(key, failed);
  }
  return { ledger, ...rest, missed: ledger.missed };
}

test('what answers a person’s own act is told in any silence', async () => {
  const { dog, ledger, shown } = kennel({ settings: quiet });
  const any = notices(noon).find(({ kind }) => kind === 'heavy-task') as Notice;
  const heavy = { ...any, ...common, key: 'muse·a·heavy-task·1' };
  ledger.due.set(heavy.key, heavy);
  await dog.wake();
  expect(shown.map(kindOf)).toEqual(['heavy-task']);
});

const common = {
  provider: 'muse',
  account: 'a',
  at: noon,
  subject: { meter: 'credits', label: 'credits', length: null },
} as const;

describe('of what has waited', () => {
  const now = later(8 * hour);
  const named = (name: string, meter: string, at: number, over: object): Notice =>
    ({
      ...common,
      key: name,
      account: 'a',
      at: later(at),
      subject: { meter, label: 'credits', length: null },
      ...over,
    }) as Notice;
  const near = (name: string, meter: string, at: number, threshold: number) =>
    named(name, meter, at, {
      kind: 'near-limit',
      threshold,
      used: threshold,
      left: null,
      unit: 'percent',
      resetsAt: null,
    });
  const back = (name: string, meter: string, at: number) =>
    named(name, meter, at, { kind: 'came-back', left: 90, unit: 'percent', resetsAt: null, lapsed: null });
  const gone = (name: string, at: number) =>
    named(name, 'credits', at, { kind: 'failed-charge', task: 'video', credits: 20 });
  const lapses = (name: string, expiresAt: number): Notice =>
    named(name, 'credits', 0, { kind: 'credits-expire', credits: 500, expiresAt, guess: false });
  const atNight = ({ at }: Notice) => at < now;
  const keys = (all: readonly Notice[]) => all.map(({ key }) => key);
  const told = (due: readonly Notice[], account?: AccountState) =>
    keys(gather(due, account === undefined ? [] : [{ ...account, account: 'a' }], now, atNight).tell);

  test('one of each meter is told: the gravest', () => {
    const due = [near('week 70', 'w', 0, 70), near('week 80', 'w', hour, 80), near('five 80', 'f', hour, 80)];
    expect(told(due)).toEqual(['week 80', 'five 80']);
    expect(keys(gather(due, [], now, atNight).drop)).toEqual(['week 70']);
  });

  test('what is back makes old what was said before, and not what came after', () => {
    expect(told([near('before', 'w', 0, 80), back('back', 'w', hour)])).toEqual(['back']);
    expect(told([back('back', 'w', 0), near('after', 'w', hour, 80)])).toEqual(['after']);
  });

  test('three at most are told, the least important ones left out', () => {
    const due = [
      back('back', 'b', 0),
      near('near', 'c', minute, 80),
      gone('failed', 2 * minute),
      named('stranger', 'credits', 3 * minute, { kind: 'unusual-use', from: 0, to: 1, spent: 900 }),
      named('again', 'video', 4 * minute, { kind: 'retakes', task: 'video', count: 3, spent: null }),
      near('other', 'd', 5 * minute, 80),
    ];
    expect(told(due)).toEqual(['near', 'stranger', 'other']);
  });

  test('invitations are told beside the three, since they are no old news', () => {
    const graver = ['b', 'c', 'd'].map((meter) => near(meter, meter, 0, 80));
    const review = { ...named('review', 'review', 0, { kind: 'review', from: 0 }), provider: noService };
    const plan = named('plan', 'credits', minute, { kind: 'cycle-plan', until: later(30 * day) });
    expect(told([...graver, review, plan])).toEqual(['b', 'c', 'd', 'review', 'plan']);
  });

  test('what has just come up is told beside it, and stands for the same meter', () => {
    const fresh = near('now', 'w', 8 * hour, 80);
    expect(told([near('week 70', 'w', 0, 70), gone('failed', 0), fresh])).toEqual(['failed', 'now']);
  });

  test('tasks that failed, envelopes and jobs do not stand for one another', () => {
    const envelope = (name: string) => named(name, 'envelope', 0, { kind: 'envelope' });
    expect(told([gone('one', 0), gone('two', minute)])).toEqual(['one', 'two']);
    expect(told([envelope('client'), envelope('own'), named('job', 'job', minute, { kind: 'job-ceiling' })])).toEqual([
      'client',
      'own',
      'job',
    ]);
  });

  test('credits that lapse within a day are told, however many there are and whatever else is', () => {
    const ends = [2, 4, 6, 8].map((hours) => lapses(`in ${hours} h`, now + hours * hour));
    const graver = ['b', 'c', 'd'].map((meter) => named(meter, meter, 0, { kind: 'job-ceiling' }));
    expect(told([...ends, ...graver, lapses('in a week', now + 7 * day)])).toEqual([
      ...ends.map(({ key }) => key),
      'b',
      'c',
      'd',
    ]);
  });

  test('without a silence nothing is left out, however much it is', () => {
    const lots = [0.9, 6.5, 20].map((days) => lapses(`in ${days} days`, now + days * day));
    const due = [
      ...lots,
      gone('one', 0),
      gone('two', minute),
      near('week 70', 'w', 0, 70),
      near('month 80', 'm', 1, 80),
    ];
    const { tell, drop } = gather(due, [], now, () => false);
    expect([tell.length, drop]).toEqual([7, []]);
  });

  test('of one meter the higher share is enough, where both are due at once', () => {
    const due = [near('week 70', 'w', 0, 70), near('week 80', 'w', 1, 80)];
    const { tell, drop } = gather(due, [], now, () => false);
    expect([tell, drop].map((all) => all.map(({ key }) => key))).toEqual([['week 80'], ['week 70']]);
  });

  test('numbers are those of now', () => {
    const account = accountOf(play([tells([fiveHours(60), weekly(70)]), tells(weekly(93), { at: later(hour) })]));
    const [one] = gather([near('week', 'codex:604800', 0, 80)], [{ ...account, account: 'a' }], now, atNight).tell;
    expect(one).toMatchObject({ used: 93, left: 7 });
    const over = accountOf(play([tells(weekly(12))]));
    expect(told([near('week', 'codex:604800', 0, 80)], over)).toEqual([]);
  });

  test('a low balance that was filled is none, one that fell further says so', () => {
    const low = named('low', 'credits', 0, {
      kind: 'low-balance',
      left: 600,
      task: 'video',
      fits: { low: 1, high: 3 },
    });
    expect(told([low], accountOf(play([tells(credits(5_000))])))).toEqual([]);
    const [one] = gather([low], [{ ...accountOf(play([tells(credits(300))])), account: 'a' }], now, atNight).tell;
    expect(one).toMatchObject({ left: 300, fits: { low: 0.5, high: 1.5 } });
  });

  test('a question that was answered is not asked again, a forecast that no longer holds is not told', () => {
    const account = newAccount('muse', 'a', 1);
    const unseen = named('stranger', 'credits', 0, { kind: 'unusual-use', from: 0, to: 1, spent: 900 });
    const ahead = { low: now, middle: now + hour, high: now + 2 * hour, resetsAt: now + 9 * hour };
    const runs = named('runs', 'w', 0, { kind: 'will-run-out', ...ahead });
    expect(told([unseen, runs], account)).toEqual([]);
  });
});

describe('a screen', () => {
  const { snapshot } = play([tells(weekly(60))]);

  test('says until when nothing is told, and whether that can be taken back', () => {
    expect(screen(snapshot, { settings: plain }).silence).toBeNull();
    expect(screen(snapshot, { settings: snoozed }).silence).toEqual({
      text: 'No notifications until 3:00 PM.',
      snoozed: true,
    });
    expect(screen(snapshot, { settings: quiet }).silence).toEqual({
      text: 'Quiet hours: notifications wait until 3:00 PM.',
      snoozed: false,
    });
  });

  test('minds a change of the clocks before that', () => {
    const settings: Settings = { ...plain, quietHours: { on: true, from: 12 * 60, to: 2 * 60 } };
    const offsetAt = (at: number) => (at > later(5 * hour) ? offset - 60 : offset);
    const conditions = { now: noon, offset, offsetAt, online: true, noAccess: [], needsReload: [] };
    expect(screenOf(snapshot, [muse], settings, en, conditions).silence?.text).toContain('3:00');
  });
});
