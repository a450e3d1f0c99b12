import { describe, expect, test } from 'vitest';
import { moved } from '@/core/app/jobs.ts';
import { judgementOf } from '@/core/app/judgement.ts';
import { monthOf, type Planning, plansOf } from '@/core/app/plans.ts';
import type { Read } from '@/core/app/record.ts';
import { exceeded } from '@/core/domain/ceilings.ts';
import type { Job } from '@/core/domain/jobs.ts';
import type { Budget } from '@/core/domain/plans.ts';
import type { TaskReading } from '@/core/domain/reading.ts';
import type { Settings } from '@/core/domain/settings.ts';
import type { TaskKind } from '@/core/domain/task.ts';
import { hour, minute } from '@/core/domain/time.ts';
import { kennel } from './kennel.ts';
import { card } from './looking.ts';
import {
  accountOf,
  ann,
  bea,
  credits,
  facts,
  later,
  lines,
  noon,
  offset,
  onPlan,
  plain,
  play,
  rowsOf,
  task,
  tells,
} from './story.ts';

const left = (amount: number, at: number, account = ann) => tells(credits(amount), { at: later(at), account });
const made = (key: string, at: number, kind: TaskKind = 'video', account = ann): readonly Read[] => {
  const news = (told: TaskReading['news'], when: number) =>
    tells(task(key, told, { task: kind }), { at: later(when), watch: 'agent', phase: 'event', account });
  return [news('started', at), news({ ended: 'done' }, at + 2 * minute)];
};
/** So many credits for one task of a kind, an hour after `from`. */
const spending = (from: number, before: number, cost: number, kind: TaskKind = 'video', account = ann) => [
  left(before, from, account),
  ...made(`${kind}@${from}`, from + minute, kind, account),
  left(before - cost, from + 10 * minute, account),
];

const budget = (amount: number, over: Partial<Budget> = {}): Settings['budgets'] => ({
  [`muse/${ann}`]: { amount, currency: null, price: null, period: 'month', ...over },
});
const deck = (over: Partial<Job> = {}): Job => ({
  ...{ id: 'deck', name: 'Spring deck', ceiling: { provider: 'muse', credits: 1_000 }, counts: {} },
  ...{ createdAt: noon, finishedAt: null, ...over },
});
const onDeck = (over: Partial<Job> = {}): Partial<Settings> => ({
  jobs: [deck(over)],
  currentJob: { id: 'deck', since: noon },
});
const having = (over: Partial<Settings>): Settings => ({
  ...plain,
  notify: { ...plain.notify, 'unusual-use': false, 'low-balance': false, retakes: false, 'heavy-task': false },
  ...over,
});
const withoutEnvelopes = (over: Partial<Settings>): Settings => {
  const settings = having(over);
  return { ...settings, notify: { ...settings.notify, envelope: false } };
};
const told = (reads: readonly Read[], over: Partial<Settings>, kind: string) =>
  lines(play(reads, { settings: having(over) })).filter((line) => line.startsWith(kind));
const planning = (over: Partial<Settings>, at = 5 * hour): Planning => ({
  ...{ facts, settings: having(over), entered: undefined, now: later(at), offset },
});

describe('a budget', () => {
  const half = [...spending(0, 5_000, 500), ...spending(hour, 4_500, 210)];

  test('is told at 70 percent, once', () => {
    expect(told(half, { budgets: budget(1_000) }, 'budget')).toEqual(['budget budget 70']);
    expect(told([...half, left(4_280, 2 * hour)], { budgets: budget(1_000) }, 'budget')).toHaveLength(1);
  });

  test('counts what no task explains', () => {
    const stray = [left(5_000, 0), left(4_200, hour)];
    expect(told(stray, { budgets: budget(1_000) }, 'budget')).toEqual(['budget budget 80']);
  });

  test('tells the highest of several thresholds alone, and the end of it', () => {
    expect(told(spending(0, 5_000, 1_000), { budgets: budget(1_000) }, 'budget')).toEqual(['budget budget 100']);
  });

  test('says nothing of what was spent before it was set', () => {
    const before = play(half, { settings: having({}) });
    const settings = having({ budgets: budget(800) });
    const next = play([left(4_280, 2 * hour)], { settings, from: before.snapshot });
    expect(lines(next)).toEqual([]);
    const more = play([left(4_100, 3 * hour)], { settings, from: next.snapshot });
    expect(lines(more)).toEqual(['budget budget 100']);
    const atOnce = play([left(4_100, 2 * hour)], {
      settings: withoutEnvelopes({ budgets: budget(1_000) }),
      from: before.snapshot,
    });
    expect(lines(atOnce)).toEqual(['budget budget 80']);
  });

  test('is told later where its kind was switched off meanwhile', () => {
    const off = withoutEnvelopes({ budgets: budget(1_000) });
    const first = play(half, { settings: { ...off, notify: { ...off.notify, budget: false } } });
    expect(lines(first)).toEqual([]);
    expect(lines(play([left(4_280, 2 * hour)], { settings: off, from: first.snapshot }))).toEqual(['budget budget 70']);
  });

  test('that trembles around a threshold is told once', () => {
    const settings = having({ budgets: budget(1_000) });
    const reads = [left(5_000, 0), left(4_300, hour), left(4_305, hour + minute), left(4_295, hour + 2 * minute)];
    const keys = play(reads, { settings }).notices.map(({ key }) => key);
    expect(new Set(keys).size).toBe(1);
    expect(keys).toHaveLength(1);
  });

  test('in money is counted by one’s own price, and told as it was entered', () => {
    const money = { currency: 'JPY', price: { paid: 100, credits: 1_000 } } as const;
    const { notices } = play(half, { settings: withoutEnvelopes({ budgets: budget(100, money) }) });
    expect(notices).toMatchObject([{ kind: 'budget', plan: 1_000, money: { amount: 100, currency: 'JPY' } }]);
    expect(told(half, { budgets: budget(100, { ...money, price: null }) }, 'budget')).toEqual([]);
  });

  test('stands on the card, as a warning from 70 percent on, and leaves the badge alone', () => {
    const view = (amount: number) => {
      const settings = having({ budgets: budget(amount) });
      return card(play(half, { settings }).snapshot, { settings, now: later(2 * hour) });
    };
    expect(view(10_000).notes.join()).toContain('Budget: 710 of 10,000 credits spent (7%)');
    expect(view(1_000).level).toBe('none');
    expect(view(1_000).warnings).toMatchObject([
      { kind: 'budget', level: 'notice' },
      { kind: 'envelope', level: 'warning' },
    ]);
    expect(view(700).warnings).toMatchObject([{ kind: 'budget', level: 'warning' }, {}]);
  });
});

describe('envelopes', () => {
  const video = spending(0, 5_000, 150);

  test('are filled from the budget, and told once one of them is nearly spent', () => {
    expect(told(video, { budgets: budget(1_000) }, 'envelope')).toEqual(['envelope envelope 70']);
    expect(told(spending(0, 5_000, 150, 'slides'), { budgets: budget(1_000) }, 'envelope')).toEqual([]);
  });

  test('are filled from the cycle’s credits where there is no budget, but nobody is told what nobody has set', () => {
    const reads = [tells(onPlan('team'), { at: later(0), watch: 'plan' }), ...spending(minute, 12_000, 2_300)];
    const { envelopes } = monthOf(accountOf(play(reads, { settings: having({}) })), planning({}));
    expect(envelopes?.media).toEqual({ plan: 2_400, spent: 2_300 });
    expect(told(reads, {}, 'envelope')).toEqual([]);
    const shares = { drafts: 40, research: 30, media: 20, developer: 10 };
    expect(told(reads, { shares }, 'envelope')).toEqual(['envelope envelope 80']);
  });

  test('are none where neither is known', () => {
    expect(monthOf(accountOf(play(video, { settings: having({}) })), planning({})).envelopes).toBeNull();
  });

  test('never hold what no task explains', () => {
    const month = monthOf(accountOf(play([left(5_000, 0), left(4_000, hour)])), planning({ budgets: budget(1_000) }));
    expect(month.spent.unattributed).toBe(1_000);
    expect(Object.values(month.envelopes ?? {}).map(({ spent }) => spent)).toEqual([0, 0, 0, 0]);
  });
});

describe('a job', () => {
  const reads = spending(hour, 5_000, 720);

  test('gets the tasks that begin while it is gone on with, on the record, too', () => {
    const played = play(reads, { settings: having(onDeck()) });
    expect(new Set(rowsOf(played, 'tasks').map(({ job }) => job))).toEqual(new Set(['deck']));
    expect(accountOf(played).tasks).toMatchObject([{ job: 'deck' }]);
    const before = play(reads, {
      settings: having({ ...onDeck(), currentJob: { id: 'deck', since: later(2 * hour) } }),
    });
    expect(accountOf(before).tasks).toMatchObject([{ job: null }]);
  });

  test('is told at 70 percent of its ceiling, once over all accounts of the service', () => {
    expect(told(reads, onDeck(), 'job-ceiling')).toEqual(['job-ceiling job 70']);
    const both = [...reads, ...spending(2 * hour, 900, 20, 'video', bea)];
    expect(told(both, onDeck(), 'job-ceiling')).toEqual(['job-ceiling job 70']);
    const known = [left(900, 0, bea), ...both];
    expect(told(known, onDeck(), 'job-ceiling')).toEqual(['job-ceiling job 70']);
    const more = [...both, ...spending(3 * hour, 880, 80, 'video', bea)];
    expect(told(more, onDeck(), 'job-ceiling')).toEqual(['job-ceiling job 70', 'job-ceiling job 80']);
  });

  test('without a ceiling at this service says nothing', () => {
    expect(told(reads, onDeck({ ceiling: null }), 'job-ceiling')).toEqual([]);
    expect(told(reads, onDeck({ ceiling: { provider: 'lyre', credits: 10 } }), 'job-ceiling')).toEqual([]);
  });

  test('that was deleted leaves its name nowhere', () => {
    const { snapshot } = play(reads, { settings: having(onDeck()) });
    expect(JSON.stringify(snapshot)).not.toContain('Spring deck');
  });
});

describe('a task that is moved', () => {
  const film = deck({ id: 'film', name: 'Film' });
  const settings = having({ ...onDeck(), jobs: [deck(), film] });
  const { snapshot } = play(spending(hour, 5_000, 720), { settings });
  const account = accountOf({ snapshot });
  const key = account.tasks[0]?.key ?? '';
  const spent = (of: typeof account, job: string) =>
    plansOf(of, { ...planning({ ...settings, currentJob: { id: job, since: noon } }) }).job?.ceiling?.spent;

  test('takes its credits and itself along', () => {
    const next = moved(account, { key, job: 'film' });
    expect([spent(account, 'deck'), spent(account, 'film')]).toEqual([720, 0]);
    expect([spent(next, 'deck'), spent(next, 'film')]).toEqual([0, 720]);
    expect(next.spentBy.jobs.filter(({ runs }) => runs.length > 0).map(({ job }) => job)).toEqual(['film']);
  });

  test('there and back is where it was; to where it is, or of which nothing is known, changes nothing', () => {
    const there = moved(account, { key, job: null });
    const back = moved(there, { key, job: 'deck' });
    expect(spent(there, 'deck')).toBe(0);
    expect([spent(back, 'deck'), back.tasks, back.charges]).toEqual([720, account.tasks, account.charges]);
    expect(moved(account, { key, job: 'deck' })).toBe(account);
    expect(moved(account, { key: 'nobody', job: 'film' })).toBe(account);
  });

  test('stays moved when later news of it comes', async () => {
    const { dog, ledger } = kennel({ from: snapshot, settings });
    await dog.moveTask({ provider: 'muse', account: ann, key, job: 'film' });
    const next = play([left(4_270, 2 * hour)], { settings, from: ledger.snapshot });
    expect(accountOf(next).tasks).toMatchObject([{ job: 'film' }]);
    expect(spent(accountOf(next), 'film')).toBe(720);
  });
});

describe('before a task', () => {
  const ahead = { task: 'video', parameters: {}, guessed: false } as const;
  const reasons = (over: Partial<Settings>) =>
    judgementOf(accountOf(play([left(9_000, 0)])), ahead, planning(over, minute))?.reasons;

  test('a cap of one’s own is a reason, and none where it is off or higher', () => {
    expect(reasons({ caps: { video: 150 } })).toEqual(['over-cap']);
    expect([reasons({ caps: {} }), reasons({ caps: { video: 300 } }), reasons({})]).toEqual([[], [], []]);
  });

  test('so is a budget, an envelope of it, and a job’s ceiling', () => {
    expect(reasons({ budgets: budget(150) })).toEqual(['over-budget', 'over-envelope']);
    expect(reasons({ budgets: budget(1_000) })).toEqual(['over-envelope']);
    expect(reasons(onDeck({ ceiling: { provider: 'muse', credits: 150 } }))).toEqual(['over-job']);
  });
});

test('what was done for a job under no name goes along with whoever it belongs to', async () => {
  const settings = having(onDeck());
  const named = (at: number, account: string) => tells(credits(50), { at: later(at), account });
  const nameless = spending(hour, 5_000, 720).map((read) => ({
    ...read,
    sighting: { ...read.sighting, account: null },
  }));
  const { snapshot } = play([named(0, ann), named(minute, bea), ...nameless], { settings });
  expect(snapshot.accounts.map(({ account }) => account)).toEqual([ann, bea, 'unknown']);
  const { dog, ledger } = kennel({ from: snapshot, settings });
  await dog.belongsTo({ provider: 'muse', account: bea });
  const [, joined] = ledger.snapshot.accounts;
  if (joined === undefined) throw new Error('nobody');
  const job = plansOf(joined, planning(settings)).job;
  expect(job).toMatchObject({
    ceiling: { spent: 720 },
    runs: [{ task: 'video', size: null, seconds: null, count: 1 }],
  });
  expect(job?.runs).toHaveLength(1);
});

test('a clock that was set back takes nothing of what was spent for a job', () => {
  const settings = having(onDeck());
  const { snapshot } = play(spending(hour, 5_000, 720), { settings });
  const back = play([left(4_280, -5 * hour)], { settings, from: snapshot });
  expect(plansOf(accountOf(back), planning(settings, -5 * hour)).job?.ceiling?.spent).toBe(720);
});

test('what is planned is put together for the judgement of the next task', () => {
  const settings = { ...onDeck(), budgets: budget(1_000) };
  const account = accountOf(play(spending(hour, 5_000, 720), { settings: having(settings) }));
  const plans = plansOf(account, planning(settings));
  expect(plans).toMatchObject({
    caps: { video: 300, developer: 300 },
    budget: { plan: 1_000, spent: 720 },
    envelopes: { media: { plan: 200, spent: 720 }, drafts: { plan: 450, spent: 0 } },
    job: { name: 'Spring deck', ceiling: { plan: 1_000, spent: 720 }, runs: [{ task: 'video', count: 1 }] },
  });
  const cost = { low: 200, middle: 310, high: 400, unit: 'credits' } as const;
  expect(exceeded({ task: 'video', parameters: {} }, cost, plans).map(({ what }) => what)).toEqual([
    'cap',
    'job',
    'envelope',
    'budget',
  ]);
});
