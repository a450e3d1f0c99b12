import type { Signal } from '@preact/signals';
import type { Card } from '../app/card.ts';
import type { Wish } from '../domain/wishes.ts';
import type { Words } from '../words/words.ts';
import { now } from './clock.ts';
import type { Command } from './messages.ts';
import { askAccess, openPage, reloadTabs } from './tabs.ts';

/** A page of ours, as what can be done in it needs it. Whatever changes anything is the worker's to do. */
export type Doer = {
  readonly send: (command: Command | Wish) => Promise<unknown>;
  readonly words: { readonly value: Words };
  /** Looks again at permissions and at tabs that do not answer. */
  readonly look: () => Promise<void>;
  /** Tabs of a service that do not answer. */
  readonly deaf: (provider: string) => readonly number[];
  readonly origins: (provider: string) => readonly string[];
};

/** What a refresh came to, and the words for it under `state.`. */
const refreshAnswers = { asked: 'asked-again', 'too-soon': 'too-soon', 'no-tab': 'no-tab' } as const;
export type RefreshAnswer = keyof typeof refreshAnswers;

/** What a refresh came to, in words; `offer`: no page is open, so its usage page is offered. */
export type Answer = { readonly text: string; readonly offer: boolean };

/** Puts a text on the clipboard; whether that was possible. */
export const copyText = (text: string): Promise<boolean> =>
  navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );

/** What a person can do on a card, the same on every screen. */
export function cardActions(store: Doer, answers: Signal<Readonly<Record<string, Answer>>>) {
  return {
    refresh: async (card: Card) => {
      const answer = (await store.send({
        say: 'refresh',
        provider: card.provider,
        account: card.owner,
      })) as RefreshAnswer;
      const text = store.words.value.t(`state.${refreshAnswers[answer] ?? 'no-tab'}`, { service: card.service });
      answers.value = { ...answers.value, [`${card.provider}/${card.account}`]: { text, offer: answer === 'no-tab' } };
    },
    open: (url: string) => void openPage(url),
    allow: async (card: Card) => {
      const origins = store.origins(card.provider);
      if (origins.length > 0) await askAccess(origins);
      await store.look();
    },
    reload: async (card: Card) => {
      await reloadTabs(store.deaf(card.provider));
      await store.look();
    },
    tellMe: (card: Card, meter: string, on: boolean) => {
      if (card.owner !== null)
        void store.send({ say: 'tell-me', provider: card.provider, account: card.owner, meter, on });
    },
    belongsTo: (card: Card, owner: string) =>
      void store.send({ say: 'belongs-to', provider: card.provider, account: owner }),
    enter: (card: Card, ask: 'monthly' | 'renewal-day', value: number | null) =>
      void store.send({ say: 'enter', ...of(card), ask, value }),
    forgetEntered: (card: Card, ask: 'monthly' | 'renewal-day' | 'plan') =>
      void store.send({ say: 'enter', ...of(card), ask, value: null }),
    answerPurchase: (card: Card, id: string, yes: boolean) => {
      if (card.owner !== null)
        void store.send({ say: 'answer-purchase', provider: card.provider, account: card.owner, id, yes });
    },
    splitPurchase: (card: Card, id: string, parts: readonly number[]) => {
      if (card.owner !== null)
        void store.send({
          say: 'split-purchase',
          provider: card.provider,
          account: card.owner,
          id,
          parts: [...parts],
        });
    },
    wasMe: (card: Card, id: string, mine: boolean) => {
      if (card.owner !== null)
        void store.send({ say: 'was-me', provider: card.provider, account: card.owner, id, mine });
    },
    addPurchase: (card: Card, purchase: { credits: number; at: number; paid: number | null }) => {
      if (card.owner !== null)
        void store.send({
          say: 'add-purchase',
          provider: card.provider,
          account: card.owner,
          ...purchase,
          entered: now(),
        });
    },
    copy: copyText,
    stop: (card: Card) => void store.send({ say: 'stop', provider: card.provider }),
  };
}

/** An account as it is asked about: by its key, or as it is counted while it has none. */
const of = ({ provider, owner, account }: Card) => ({ provider, account: owner, number: account });
