import { browser } from 'wxt/browser';
import { accountName } from '../app/account-names.ts';
import type { Question } from '../app/question.ts';
import { unaskedToday } from '../domain/ask-first.ts';
import { localDay } from '../domain/time.ts';
import type { Answer, AskName, ToWindow } from '../page/ask-line.ts';
import { type QuestionText, questionText } from '../words/questions.ts';
import { localeOf, type Words, wordsFor } from '../words/words.ts';
import { forgetQuestion, loadQuestion } from './ask.ts';
import { now, offsetAt } from './clock.ts';
import type { Command } from './messages.ts';
import { changeSettings, loadSettings } from './settings.ts';

/** What the window asks, and what a person can answer. */
export type Asking = {
  readonly question: Question;
  readonly text: QuestionText;
  /** Which account, as the person calls it, where there are several. */
  readonly of: string | null;
  readonly words: Words;
  readonly go: () => void;
  readonly cancel: () => void;
  /** Yes, and no more questions about this kind until the local day is over. */
  readonly notToday: () => void;
};

/** Should the page not even say that it has heard an answer, the window closes all the same. */
const goodbye = 1_000;

/**
 * Connects to the page at once, since it does not wait long for a window, and then reads what is to be asked; `null`
 * where there is nothing to ask. The window closes by itself when the page needs no answer any more.
 */
export async function openQuestion(address: string): Promise<Asking | null> {
  const query = new URL(address).searchParams;
  const [id, tab] = [query.get('id'), Number(query.get('tab') ?? Number.NaN)];
  if (id === null || !Number.isInteger(tab)) return null;
  const answer = connect(id, tab);
  const [question, settings] = await Promise.all([loadQuestion(id), loadSettings()]);
  // The failure is ours: the request goes.
  if (question === null) return answer('go');
  const words = wordsFor(localeOf(settings.language, browser.i18n.getUILanguage()));
  const { notice, short, of } = question;
  return {
    question,
    words,
    text: questionText(words, notice, short, now()),
    of: of === null ? null : accountName({ ...notice, number: of }, words, settings),
    go: () => answer('go'),
    cancel: () => answer('cancel'),
    notToday: () => void doNotAskToday(notice.provider, notice.verdict.estimate.task).finally(() => answer('go')),
  };
}

/** The line to the page that waits. Gives the way to answer; whichever end goes, the window closes. */
function connect(id: string, tab: number): (answer: Answer['answer']) => null {
  let ended = false;
  const end = (how: 'over' | 'late'): void => {
    if (ended) return;
    ended = true;
    const told =
      how === 'late' ? browser.runtime.sendMessage({ say: 'not-asked', id } satisfies Command) : forgetQuestion(id);
    void Promise.resolve(told)
      .catch(() => undefined)
      .then(closeWindow);
  };
  const name: AskName = `ask:${id}`;
  const port = browser.tabs.connect(tab, { name, frameId: 0 });
  port.onMessage.addListener((message: ToWindow) => {
    if (message.is !== 'waiting') end(message.is);
  });
  port.onDisconnect.addListener(() => end('over'));
  return (answer) => {
    setTimeout(() => end('over'), goodbye);
    if (!ended) port.postMessage({ answer } satisfies Answer);
    return null;
  };
}

async function doNotAskToday(provider: string, kind: string): Promise<void> {
  const today = localDay(now(), offsetAt(now()));
  await changeSettings((before) => unaskedToday(before, provider, kind, today));
}

/** By its tab: the "current window" of a page that is going already is somebody else's. */
async function closeWindow(): Promise<void> {
  const own = await browser.tabs.getCurrent();
  if (own?.id !== undefined) await browser.tabs.remove(own.id);
}
