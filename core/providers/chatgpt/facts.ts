import type { Fact, Facts, PlanFacts, Price } from '../provider.ts';
import { pool } from './usage.ts';

const pricing = 'learn.chatgpt.com/docs/pricing';
const price = (amount: number): Fact<Price> => ({
  value: { amount, currency: 'USD' },
  source: pricing,
  date: '2026-10-08',
});
const plan = (name: string, monthly: number | null): PlanFacts => ({
  name,
  paid: monthly !== 0,
  monthly: monthly === null || monthly === 0 ? null : price(monthly),
  grant: null,
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
  retired: null,
  // `plan_type` values from openai/codex and recorded answers; an unknown one is shown as it comes.
  plans: {
    free: plan('Free', 0),
    free_workspace: plan('Free workspace', 0),
    go: plan('Go', 8),
    plus: plan('Plus', 20),
    prolite: plan('Pro 5x', 100),
    pro: plan('Pro', null),
    team: plan('Business', null),
    business: plan('Business', null),
    self_serve_business_prolite: plan('Business Pro', null),
    self_serve_business_usage_based: plan('Business', null),
    enterprise: plan('Enterprise', null),
    enterprise_cbp_usage_based: plan('Enterprise', null),
    ent26: plan('Enterprise', null),
    education: plan('Edu', null),
    edu: plan('Edu', null),
    k12: plan('K-12', null),
  },
  costs: [],
  pool: { id: pool, home: true, sharedBy: ['Codex', 'Sora'] },
};
