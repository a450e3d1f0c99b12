import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import type { Question } from '../app/question.ts';
import { noticeSchema } from './stored-notices.ts';
import { maybe, name } from './stored-parts.ts';
import { tellTab } from './tabs.ts';

z.config({ jitless: true });

const question = z.object({ id: name, service: name, short: name, of: maybe(z.number()), notice: noticeSchema });
const keyOf = (id: string) => `ask:${id}`;

/** Outer size of the window, px: enough for the longest question in either language. */
const size = { width: 440, height: 560 };

/**
 * Opens the small window over the one that asks. What it is to say stands in the session's memory, so that it needs
 * neither the worker nor the record. The page hears of it as soon as it is open.
 */
export async function openAskWindow(asked: Question, tab: number): Promise<void> {
  const query = new URLSearchParams({ id: asked.id, tab: `${tab}` });
  const made = {
    url: `${browser.runtime.getURL('/ask.html')}?${query}`,
    type: 'popup',
    focused: true,
    ...size,
  } as const;
  const stored = browser.storage.session.set({ [keyOf(asked.id)]: asked });
  const [place] = await Promise.all([placeOver(tab).catch(() => ({})), stored]);
  // A place that is not on any screen is refused: then the browser chooses.
  await browser.windows.create({ ...made, ...place }).catch(() => browser.windows.create(made));
  // The page waits for a window, not for what is in it.
  await tellTab(tab, { do: 'opened', call: asked.id });
}

async function placeOver(tab: number): Promise<{ left?: number; top?: number }> {
  const { windowId } = await browser.tabs.get(tab);
  const { left, top, width, height } = await browser.windows.get(windowId);
  if (left === undefined || top === undefined || width === undefined || height === undefined) return {};
  return {
    left: Math.round(left + Math.max(0, width - size.width) / 2),
    top: Math.round(top + Math.max(0, height - size.height) / 3),
  };
}

/** What a window is to ask; `null` where nobody knows any more. */
export async function loadQuestion(id: string): Promise<Question | null> {
  const stored = (await browser.storage.session.get(keyOf(id)))[keyOf(id)];
  const parsed = question.safeParse(stored);
  if (!parsed.success) return null;
  const { notice } = parsed.data;
  return notice.kind === 'heavy-task' ? { ...parsed.data, notice } : null;
}

export async function forgetQuestion(id: string): Promise<void> {
  await browser.storage.session.remove(keyOf(id));
}

/** Questions that stand open, of a service, of one of its accounts, or of all. */
export async function forgetQuestions(provider: string | null, account?: string): Promise<void> {
  const stored = await browser.storage.session.get(null);
  const open = Object.keys(stored).filter((key) => key.startsWith(keyOf('')));
  const isAbout = (key: string) => {
    const notice = question.safeParse(stored[key]).data?.notice;
    // What cannot be read may be about it.
    if (provider === null || notice === undefined) return true;
    return notice.provider === provider && (account === undefined || notice.account === account);
  };
  await browser.storage.session.remove(open.filter(isAbout));
}
