import { estimateOf } from '../core/domain/estimate.ts';
import { type Notice, noService } from '../core/domain/notice.ts';
import { day, type EpochMs, hour, minute, week } from '../core/domain/time.ts';
import { factsOf } from '../core/providers/index.ts';
import { noticeText } from '../core/words/notices.ts';
import { type Locale, wordsFor } from '../core/words/words.ts';
import { verdictOf, videosLeft, weekUsed } from './domain/cases.ts';

/** Tasks ahead for which there is another thing to say each. */
function ahead(now: EpochMs) {
  const costs = factsOf('genspark')?.costs ?? [];
  const estimated = (task: 'research' | 'slides' | 'agent', last = 0) => {
    const estimate = estimateOf(costs, task, {});
    if (estimate === null) throw new Error('no estimate');
    return last === 0 ? estimate : { ...estimate, basis: 'own' as const, last, low: 62, middle: 80, high: 104 };
  };
  const clip = estimateOf(factsOf('sora')?.costs ?? [], 'video', { model: 'sy_ore', size: 'large', seconds: 10 });
  const code = estimateOf(factsOf('chatgpt')?.costs ?? [], 'developer', { variants: 4 });
  if (clip === null || code === null) throw new Error('no estimate');
  const { low, middle, high } = clip;
  const inCredits = { low: 10 * low, middle: 10 * middle, high: 10 * high };
  return [
    verdictOf(
      clip,
      { left: 2, credits: 900 },
      {
        now,
        meters: [videosLeft(2, { resetsAt: now + 130 * minute })],
        cost: { generations: clip, credits: inCredits },
      },
    ),
    verdictOf(
      code,
      { credits: 40 },
      { now, meters: [weekUsed(91, { resetsAt: now + 3 * day })], parameters: { variants: 4 } },
    ),
    verdictOf(
      { ...estimated('agent'), high: 900 },
      { left: 6_400, allowance: 10_000, used: 36 },
      { now, exceeding: [{ what: 'job', name: 'Spring campaign', spent: 1_900, plan: 2_000, by: 'middle' }] },
    ),
    verdictOf(estimated('slides', 12), { left: 300, allowance: 10_000, used: 97 }, { now }),
    verdictOf(estimated('research'), { left: 210, allowance: 10_000, used: 98 }, { now, justFailed: true }),
  ];
}

/** One notice of each kind and variant, as they might stand at `now`. */
export function notices(now: EpochMs): readonly Notice[] {
  const codex = { provider: 'chatgpt', account: 'a', at: now };
  const genspark = { provider: 'genspark', account: 'a', at: now };
  const fiveHours = { meter: 'codex:18000', label: 'codex', length: 5 * hour } as const;
  const weekly = { meter: 'codex:604800', label: 'codex', length: week } as const;
  const credits = { meter: 'credits', label: 'credits', length: null } as const;
  const video = (left: number, seconds: number) => {
    const estimate = estimateOf(factsOf('genspark')?.costs ?? [], 'video', { seconds });
    if (estimate === null) throw new Error('no estimate');
    return verdictOf(estimate, { left, allowance: 10_000, used: 100 - left / 100 });
  };
  const common = { key: '', unit: 'credits', resetsAt: now + 14 * day } as const;
  return [
    {
      ...genspark,
      ...common,
      kind: 'near-limit',
      subject: credits,
      level: 'notice',
      threshold: 70,
      used: 70.2,
      left: 2_980,
    },
    {
      ...genspark,
      ...common,
      kind: 'near-limit',
      subject: credits,
      level: 'warning',
      threshold: 80,
      used: 80,
      left: 2_000,
    },
    {
      ...codex,
      kind: 'near-limit',
      key: '',
      subject: weekly,
      level: 'warning',
      threshold: 80,
      used: 83,
      left: null,
      unit: 'percent',
      resetsAt: now + 2 * day + 3 * hour,
    },
    {
      ...codex,
      kind: 'limit-reached',
      key: '',
      subject: fiveHours,
      follows: 'credits',
      why: null,
      credits: 1_250,
      resetsAt: now + 100 * minute,
    },
    {
      ...codex,
      kind: 'limit-reached',
      key: '',
      subject: weekly,
      follows: 'stops',
      why: null,
      credits: null,
      resetsAt: now + 2 * day,
    },
    {
      ...codex,
      kind: 'limit-reached',
      key: '',
      subject: weekly,
      follows: 'unknown',
      why: null,
      credits: null,
      resetsAt: now + 2 * day,
    },
    {
      ...genspark,
      kind: 'limit-reached',
      key: '',
      subject: credits,
      follows: 'stops',
      why: null,
      credits: null,
      resetsAt: now + 14 * day,
    },
    { ...genspark, ...common, kind: 'came-back', subject: credits, left: 10_000, lapsed: 320 },
    {
      ...codex,
      kind: 'came-back',
      key: '',
      subject: fiveHours,
      left: 97,
      unit: 'percent',
      resetsAt: now + 5 * hour,
      lapsed: null,
    },
    { ...codex, kind: 'back-expected', key: '', subject: fiveHours, resetsAt: now - 5 * minute },
    { ...genspark, kind: 'heavy-task', key: '', subject: credits, verdict: video(2_300, 60) },
    { ...genspark, kind: 'heavy-task', key: '', subject: credits, verdict: video(180, 60) },
    ...ahead(now).map((verdict): Notice => ({ ...genspark, kind: 'heavy-task', key: '', subject: credits, verdict })),
    {
      ...{ ...codex, kind: 'will-run-out', key: '', subject: fiveHours },
      ...{ low: now + 80 * minute, middle: now + 2 * hour, high: now + 3 * hour, resetsAt: now + 3.7 * hour },
    },
    {
      ...genspark,
      kind: 'low-balance',
      key: '',
      subject: credits,
      left: 640,
      task: 'video',
      fits: { low: 1, high: 3 },
    },
    {
      ...codex,
      kind: 'credits-expire',
      key: '',
      subject: credits,
      credits: 500,
      expiresAt: now + 30 * day,
      guess: false,
    },
    {
      ...codex,
      kind: 'credits-expire',
      key: '',
      subject: credits,
      credits: 500,
      expiresAt: now + 7 * day,
      guess: true,
    },
    {
      ...{ ...genspark, kind: 'unusual-use', key: '', subject: credits, spent: 903, usual: 240 },
      ...{ from: now - 2 * hour, to: now - 90 * minute },
    },
    { ...codex, kind: 'top-up', key: '', subject: credits, left: 260, threshold: 250, target: 1_000 },
    {
      ...{ ...genspark, kind: 'promise-ends', key: '', subject: credits },
      ...{ what: 'unlimited-chat', until: now + 7 * day },
    },
    { ...genspark, kind: 'retakes', key: '', subject: credits, task: 'video', count: 4, spent: 740 },
    {
      ...{ ...genspark, kind: 'failed-charge', key: '', subject: credits },
      ...{ task: 'video', credits: 184, endedAt: now - 25 * hour },
    },
    {
      ...{ ...genspark, kind: 'budget', key: '', subject: credits, threshold: 80, plan: 8_000, spent: 6_412 },
      ...{ money: { amount: 3_000, currency: 'JPY' }, until: now + 14 * day },
    },
    {
      ...{ ...genspark, kind: 'envelope', key: '', subject: credits, envelope: 'media', threshold: 70 },
      ...{ plan: 2_000, spent: 1_450, until: now + 14 * day },
    },
    {
      ...{ ...genspark, kind: 'job-ceiling', key: '', subject: credits, job: 'A社 春の提案書' },
      ...{ threshold: 70, plan: 1_000, spent: 712 },
    },
    {
      ...{ ...genspark, kind: 'job-ceiling', key: '', subject: credits, job: 'A社 春の提案書' },
      ...{ threshold: 100, plan: 1_000, spent: 1_040 },
    },
    {
      ...{ ...genspark, kind: 'review', key: '', provider: noService, account: noService, subject: credits },
      from: now - 7 * day,
    },
    { ...genspark, kind: 'cycle-plan', key: '', subject: credits, until: now + 30 * day },
  ];
}

/** A page that shows each of them the way systems do: title, body, icon; long bodies cut as narrow ones cut them. */
export function galleryPage(locale: Locale, now: EpochMs, icon: string): string {
  const words = wordsFor(locale);
  const cards = notices(now).map((notice) => {
    const { title, message } = noticeText(words, notice, factsOf(notice.provider)?.short ?? '', now);
    return `<article><img src="${icon}" alt=""><div><h2>${title}</h2><p>${message}</p></div></article>`;
  });
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>Nokori</title><style>
    body { margin: 0; padding: 24px; display: grid; grid-template-columns: repeat(2, 1fr); gap: 16px; background: #cfd6df; font: 14px/1.45 sans-serif; color: #1a1f29 }
    article { display: flex; gap: 12px; padding: 14px; border-radius: 12px; background: #fff; box-shadow: 0 2px 10px #0003 }
    img { width: 36px; height: 36px } h2 { margin: 0; font-size: 14px } p { margin: 2px 0 0; color: #3d4654 }
  </style></head><body>${cards.join('')}</body></html>`;
}
