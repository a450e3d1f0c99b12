import type { Recipe } from '../../domain/planner.ts';
import type { CostFacts, Fact, Facts, PlanMeters } from '../provider.ts';

const membership = 'genspark.ai/helpcenter/membership-plans';
const guide = 'asset-inc.jp/newcurrent/?p=11309';
const range = (low: number, high: number): Fact<{ low: number; high: number }> => ({
  value: { low, high },
  source: guide,
  date: '2026-01',
});
/** Standard-mode tasks draw on the free quota, ultra mode and flagship models on credits; video and audio always on credits. */
const freeQuota: PlanMeters = {
  value: ['free-quota'],
  source: 'genspark.ai/helpcenter',
  from: 'member',
  date: '2026-09-30',
  notUltra: true,
};
const task = (task: CostFacts['task'], low: number, high: number): CostFacts => ({
  task,
  per: 'task',
  unit: 'credits',
  basis: 'guide',
  range: range(low, high),
});

/** Of the guide's month of 10,000 credits, which a small client takes. A month has 4.35 weeks. */
const recipe = (value: Recipe): Fact<Recipe> => ({ value, source: guide, date: '2026-01' });
const recipes = [
  // 70 % for 20–30 proposal decks, 30 % for mail.
  recipe({ makes: 'deck', credits: 7_000, count: { low: 20, high: 30 }, parts: [{ task: 'slides', share: 100 }] }),
  // One or two long articles a week, with drafts of landing pages: research, drafts, images.
  recipe({
    ...{ makes: 'article', credits: 10_000, count: { low: 4.35, high: 8.7 } },
    parts: [
      { task: 'research', share: 50 },
      { task: 'page', share: 30 },
      { task: 'image', share: 20 },
    ],
  }),
  // 10–15 scripts (40 %), each with a thumbnail (40 %) and a post (20 %); no generated video is in it.
  recipe({
    ...{ makes: 'script', credits: 10_000, count: { low: 10, high: 15 } },
    parts: [
      { task: 'page', share: 60 },
      { task: 'image', share: 40 },
    ],
  }),
];

/** Genspark: figures from its help centre and from a users' guide. The guide's ranges are experience, not prices. */
export const facts: Facts = {
  id: 'genspark',
  name: 'Genspark',
  short: 'Genspark',
  home: 'https://www.genspark.ai',
  usagePage: {
    value: 'https://www.genspark.ai/credit-usage',
    source: 'genspark-ai/genoffice apps/shell/src/main/index.ts',
    date: '2026-08-21',
  },
  help: {
    history: {
      value: 'https://www.genspark.ai/credit-usage',
      source: 'genspark-ai/genoffice apps/shell/src/main/index.ts',
      date: '2026-08-21',
    },
    security: null,
    support: { value: 'https://www.genspark.ai/helpcenter', source: membership, date: '2026-10-09' },
    status: null,
  },
  retired: null,
  plans: {
    free: {
      name: 'Free',
      paid: false,
      rank: 0,
      monthly: null,
      grant: { value: { credits: 100, every: 'day', exact: true }, source: membership, date: '2026-10-09' },
    },
    plus: {
      name: 'Plus',
      paid: true,
      rank: 1,
      monthly: { value: { amount: 24.99, currency: 'USD' }, source: membership, date: '2026-07' },
      // "From 10,000": the plan comes in several sizes, so this is where to start asking, not what somebody has.
      grant: { value: { credits: 10_000, every: 'month', exact: false }, source: membership, date: '2026-07' },
    },
    pro: {
      name: 'Pro',
      paid: true,
      rank: 2,
      monthly: { value: { amount: 249.99, currency: 'USD' }, source: membership, date: '2026-07' },
      grant: { value: { credits: 125_000, every: 'month', exact: false }, source: membership, date: '2026-07' },
    },
    team: {
      name: 'Team',
      paid: true,
      monthly: { value: { amount: 30, currency: 'USD' }, source: 'genspark.ai/team_pricing', date: '2026-07-21' },
      grant: {
        value: { credits: 12_000, every: 'month', exact: true },
        source: 'genspark.ai/team_pricing',
        date: '2026-07-21',
      },
    },
  },
  costs: [
    task('chat', 1, 5),
    task('slides', 30, 150),
    task('sheets', 10, 80),
    task('page', 40, 200),
    task('research', 20, 150),
    task('image', 10, 80),
    // The guide: 100–300 for 30 s, 200–800 for 60–90 s. Per second that is about 3.3–10 for both lengths.
    { task: 'video', per: 'second', unit: 'credits', basis: 'guide', range: range(3.3, 10) },
    task('video', 100, 800),
    task('developer', 50, 1_000),
    task('agent', 100, 1_000),
  ],
  recipes,
  // At most two or three corrections of a video.
  videoTakes: { value: { low: 1, high: 4 }, source: guide, date: '2026-01' },
  payers: {
    chat: freeQuota,
    research: freeQuota,
    image: freeQuota,
    slides: freeQuota,
    sheets: freeQuota,
    page: freeQuota,
    agent: freeQuota,
  },
  // Packs have come and gone, at changing prices; three months is what their buyers saw.
  purchases: {
    validMonths: { value: 3, source: 'hiroshi.today', from: 'buyers', date: '2026-04' },
    perCredit: null,
    packs: [
      { value: 7_500, source: '', from: 'buyers', date: '2026-09-01' },
      { value: 10_000, source: 'hiroshi.today', from: 'buyers', date: '2026-04' },
      { value: 20_000, source: guide, date: '2026-01' },
    ],
    // Withdrawn for single members in March 2026, by the same report; one buyer noted this one half a year later.
    offer: {
      value: { sold: [{ credits: 7_500, price: { amount: 20, currency: 'USD' } }], certain: false },
      source: '',
      from: 'one-buyer',
      date: '2026-09-01',
    },
    notFor: { value: ['free'], source: guide, date: '2026-01' },
  },
  leaving: {
    holdsUntil: { value: 'cycle-end', source: 'genspark.ai', from: 'guides', date: '2026-11' },
    planCredits: { value: 'lapse', source: 'genspark.ai', from: 'guides', date: '2026-11' },
    spentFirst: { value: 'soonest-end', source: 'genspark.ai', from: 'campaign', date: '2026-07-21' },
    boughtNeed: null,
  },
  // For subscribers from before 2026-09-18; other sources name 2027-06-30. The earlier day is the one to prepare for.
  promises: [
    {
      what: 'unlimited-chat',
      paidOnly: true,
      until: { value: '2026-12-31', source: 'genspark.ai/helpcenter', date: '2026-09-30' },
    },
  ],
  pool: null,
};
