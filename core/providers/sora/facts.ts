import type { CostFacts, Facts, PlanFacts } from '../provider.ts';

/** Names of ChatGPT plans as Sora's billing answer gave them, recorded 2025-11 to 2026-01. */
const plan = (name: string, paid: boolean): PlanFacts => ({ name, paid, monthly: null, grant: null });

/**
 * Videos per clip, for model, resolution and length. Three sources of 2026-03 disagree (OpenAI's rate card in help
 * article 12642688, "Creating videos with Sora", and what the app itself showed): the range spans them.
 */
const clip = (model: string, size: string, length: number, low: number, high: number): CostFacts => ({
  task: 'video',
  model,
  size,
  seconds: length,
  per: 'task',
  unit: 'generations',
  basis: 'published',
  range: { value: { low, high }, source: 'help.openai.com/en/articles/12642688', date: '2026-03-28' },
});

/** Sora, closed on 2026-04-26. Its recorded shapes are still read, should it ever answer again. */
export const facts: Facts = {
  id: 'sora',
  name: 'Sora',
  short: 'Sora',
  home: 'https://sora.chatgpt.com',
  usagePage: {
    value: 'https://chatgpt.com/codex/settings/usage',
    source: 'help.openai.com/en/articles/12642688',
    date: '2026-07-30',
  },
  retired: { value: '2026-04-26', source: 'help.openai.com/en/articles/12642688', date: '2026-07-30' },
  plans: {
    chatgpt_free: plan('Free', false),
    chatgpt_plus: plan('Plus', true),
    chatgpt_pro: plan('Pro', true),
    chatgpt_team: plan('Business', true),
  },
  // Model names as the requests carried them: sy_8 is Sora 2, sy_ore is Sora 2 Pro.
  costs: [
    clip('sy_8', 'small', 5, 1, 1),
    clip('sy_8', 'small', 10, 1, 1),
    clip('sy_8', 'small', 15, 2, 2),
    clip('sy_8', 'small', 25, 3, 4),
    clip('sy_ore', 'small', 10, 2, 4),
    clip('sy_ore', 'small', 15, 4, 8),
    clip('sy_ore', 'small', 25, 12, 12),
    clip('sy_ore', 'large', 10, 5, 25),
    clip('sy_ore', 'large', 15, 10, 50),
  ],
  payers: {
    video: { value: ['videos'], source: 'help.openai.com/en/articles/12642688', date: '2026-03-28' },
  },
  perGeneration: { value: 10, source: 'help.openai.com/en/articles/12642688', date: '2026-03-28' },
  pool: { id: 'openai-credits', home: false, sharedBy: ['Codex', 'Sora'] },
};
