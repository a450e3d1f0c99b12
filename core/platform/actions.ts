import type { Signal } from '@preact/signals';
import type { Card } from '../app/card.ts';
import { withPlan } from '../domain/own-plan.ts';
import { accountKey, type Entered, enteredFor, type Settings } from '../domain/settings.ts';
import { now } from './clock.ts';
import { type RefreshAnswer, refreshAnswers } from './messages.ts';
import { type Store, services } from './store.ts';
import { askAccess, openPage, reloadTabs } from './tabs.ts';

/** What a refresh came to, in words; `offer`: no page is open, so its usage page is offered. */
export type Answer = { readonly text: string; readonly offer: boolean };

/** Puts a text on the clipboard; whether that was possible. */
export const copyText = (text: string): Promise<boolean> =>
  navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );

/** What a person can do on a card, the same on every screen. */
export function cardActions(store: Store, answers: Signal<Readonly<Record<string, Answer>>>) {
  const enterPlan = (card: Card, plan: string | null | undefined) => {
    const { accounts } = store.selection.value.snapshot;
    const account = accounts.find((one) => one.provider === card.provider && one.account === card.owner);
    if (account === undefined) return;
    void store.change((before) => ({
      ...before,
      entered: {
        ...before.entered,
        [accountKey(account)]: withPlan(enteredFor(before, account), plan, account, now()),
      },
    }));
  };
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
      const service = services.find(({ id }) => id === card.provider);
      if (service !== undefined) await askAccess(service.origins);
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
      void store.change((before) => entered(before, card, ask, value)),
    /** `plan`: its key, `null` for another one or none, `undefined` for what the page says. */
    enterPlan,
    forgetEntered: (card: Card, ask: 'monthly' | 'renewal-day' | 'plan') =>
      ask === 'plan' ? enterPlan(card, undefined) : void store.change((before) => entered(before, card, ask, null)),
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
    stop: (card: Card) => void store.change((before) => ({ ...before, stopped: [...before.stopped, card.provider] })),
  };
}

/** What somebody has told us of an account, beside what they have told before. */
function entered(settings: Settings, card: Card, ask: 'monthly' | 'renewal-day', value: number | null): Settings {
  const of = { provider: card.provider, account: card.owner ?? '', number: card.account };
  const before: Entered = enteredFor(settings, of) ?? { renewalDay: null, monthly: null, at: 0 };
  const next: Entered =
    ask === 'monthly' ? { ...before, monthly: value, at: now() } : { ...before, renewalDay: value, at: now() };
  return { ...settings, entered: { ...settings.entered, [accountKey(of)]: next } };
}
