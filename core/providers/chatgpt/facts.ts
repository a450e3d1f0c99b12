import type { CostFacts, Fact, Facts, PlanFacts, Price } from '../provider.ts';
import { pool } from './usage.ts';

const pricing = 'learn.chatgpt.com/docs/pricing';
const price = (amount: number): Fact<Price> => ({
  value: { amount, currency: 'USD' },
  source: pricing,
  date: '2026-10-08',
});
const fiveHours = 18_000;
const weekly = 604_800;
const thirtyDays = 2_592_000;
/** Windows seen in recorded answers, and where the pricing page speaks of them. */
const windows = (...value: readonly number[]): Fact<readonly number[]> => ({
  value,
  source: pricing,
  date: '2026-10-08',
});
const plan = (name: string, monthly: number | null, seen?: Fact<readonly number[]>, rank?: number): PlanFacts => ({
  name,
  paid: monthly !== 0,
  monthly: monthly === null || monthly === 0 ? null : price(monthly),
  grant: null,
  ...(seen !== undefined && { windows: seen }),
  ...(rank !== undefined && { rank }),
});

const paidBy = (feature: string): Fact<readonly string[]> => ({
  value: [feature],
  source: pricing,
  date: '2026-10-08',
});
/** `limits_progress` counts whole runs. */
const oneUse = (task: CostFacts['task']): CostFacts => ({
  task,
  per: 'task',
  unit: 'uses',
  basis: 'published',
  range: { value: { low: 1, high: 1 }, source: 'chatgpt.com', from: 'answers', date: '2026-05' },
});

/** ChatGPT and Codex: what is known from elsewhere than the answers themselves. */
export const facts: Facts = {
  id: 'chatgpt',
  name: 'ChatGPT / Codex',
  short: 'ChatGPT',
  home: 'https://chatgpt.com',
  usagePage: {
    value: 'https://chatgpt.com/codex/settings/usage',
    source: 'linked from learn.chatgpt.com/docs/pricing',
    date: '2026-10-08',
  },
  help: {
    history: { value: 'https://chatgpt.com/codex/settings/usage', source: pricing, date: '2026-10-08' },
    security: { value: 'https://chatgpt.com/#settings/Security', source: 'help.openai.com', date: '2026-10-08' },
    support: { value: 'https://help.openai.com', source: 'help.openai.com', date: '2026-10-08' },
    status: { value: 'https://status.openai.com', source: 'status.openai.com', date: '2026-11' },
  },
  retired: null,
  // `plan_type` values from openai/codex and recorded answers; an unknown one is shown as it comes.
  plans: {
    free: plan('Free', 0, windows(thirtyDays), 0),
    free_workspace: plan('Free workspace', 0),
    go: plan('Go', 8, windows(thirtyDays), 1),
    plus: plan('Plus', 20, windows(fiveHours, weekly), 2),
    prolite: plan('Pro 5x', 100, windows(weekly), 3),
    // 200 and 500 dollars a month: which of the two an account has is not told.
    pro: { ...plan('Pro', null, windows(weekly), 4), from: price(200) },
    team: plan('Business', null, windows(fiveHours, weekly)),
    business: plan('Business', null, windows(fiveHours, weekly)),
    self_serve_business_prolite: plan('Business Pro', null),
    self_serve_business_usage_based: plan('Business', null),
    enterprise: plan('Enterprise', null),
    enterprise_cbp_usage_based: plan('Enterprise', null),
    ent26: plan('Enterprise', null),
    education: plan('Edu', null),
    edu: plan('Edu', null),
    k12: plan('K-12', null, windows(fiveHours, weekly)),
  },
  // Plan first, then credits; the features of the chat are counted in uses.
  payers: {
    developer: paidBy('codex'),
    research: paidBy('deep-research'),
    agent: paidBy('odyssey'),
    image: paidBy('image-gen'),
  },
  // "A typical task takes 2 to 15 credits": of one model, by the pricing page.
  costs: [
    {
      task: 'developer',
      per: 'task',
      unit: 'credits',
      basis: 'guide',
      range: { value: { low: 2, high: 15 }, source: pricing, date: '2026-10-08' },
    },
    oneUse('research'),
    oneUse('agent'),
    oneUse('image'),
  ],
  purchases: {
    validMonths: { value: 12, source: 'help.openai.com/en/articles/12642688', date: '2026-07-30' },
    perCredit: {
      value: { amount: 0.04, currency: 'USD' },
      // 2,500 credits for 100 USD.
      source: 'help.openai.com/en/articles/20001147',
      date: '2026-05',
    },
    packs: [{ value: 2_500, source: 'help.openai.com/en/articles/20001147', date: '2026-05' }],
    notFor: { value: ['free', 'go'], source: 'help.openai.com/en/articles/12642688', date: '2026-07-30' },
  },
  leaving: {
    holdsUntil: null,
    planCredits: null,
    spentFirst: { value: 'plan', source: 'help.openai.com/en/articles/12642688', date: '2026-07-30' },
    boughtNeed: { value: ['Plus', 'Pro'], source: 'help.openai.com/en/articles/12642688', date: '2026-07-30' },
  },
  pool: { id: pool, home: true, sharedBy: ['Codex', 'Sora'] },
};
