import type { VNode } from 'preact';
import { describe, expect, test } from 'vitest';
import { Diagnosis } from '@/components/data/diagnosis.tsx';
import { AccountEnds } from '@/components/settings/account-ends.tsx';
import { Accounts } from '@/components/settings/accounts.tsx';
import { Services } from '@/components/settings/services.tsx';
import type { Card } from '@/core/app/card.ts';
import { askFirstOf } from '@/core/domain/ask-first.ts';
import { defaultSettings, mayAskAgain, type Settings } from '@/core/domain/settings.ts';
import { minute } from '@/core/domain/time.ts';
import { type Locale, wordsFor } from '@/core/words/words.ts';
import { screen } from '../app/looking.ts';
import { ann, bea, credits, later, play, tells } from '../app/story.ts';
import { drawn } from './charts/drawn.ts';

type Toggled = { readonly text: string; readonly on: boolean; readonly onChange: (on: boolean) => void };

/** The switches of a part of the settings, by their words. */
function switches(node: unknown, found: Toggled[] = []): readonly Toggled[] {
  if (Array.isArray(node)) for (const one of node) switches(one, found);
  const props = (node as VNode<Toggled & { children?: unknown }> | null)?.props;
  if (props === undefined) return found;
  if (typeof props.onChange === 'function') found.push(props);
  switches(props.children, found);
  return found;
}

const services = [
  { id: 'muse', name: 'Muse' },
  { id: 'lyre', name: 'Lyre' },
];

/** What pressing a switch makes of the settings. */
function pressed(settings: Settings, locale: Locale, text: (words: ReturnType<typeof wordsFor>) => string): Settings {
  const words = wordsFor(locale);
  let next = settings;
  const all = switches(Services({ settings, words, services, onChange: (change) => (next = change(next)) }));
  const one = all.filter((toggle) => toggle.text === text(words));
  expect(one).toHaveLength(1);
  one[0]?.onChange(!one[0].on);
  return next;
}

describe.each(['en', 'ja'] as const)('in %s', (locale) => {
  test('a service is stopped, and watched again, by its own switch', () => {
    const stopped = pressed(defaultSettings, locale, () => 'Muse');
    expect(stopped.stopped).toEqual(['muse']);
    expect(pressed(stopped, locale, () => 'Muse')).toEqual(defaultSettings);
  });

  test('everything is paused by one, and goes on by it', () => {
    const paused = pressed(defaultSettings, locale, ({ t }) => t('app.pause'));
    expect(paused).toEqual({ ...defaultSettings, paused: true });
    expect(pressed(paused, locale, ({ t }) => t('app.pause'))).toEqual(defaultSettings);
    expect(askFirstOf({ ...paused, askFirst: {} }, 'muse')).toBe('off');
  });

  test('one service is kept from asking again, and the others are not', () => {
    const off = pressed(defaultSettings, locale, ({ t }) => t('settings.ask-again-of', { service: 'Lyre' }));
    expect([mayAskAgain(off, 'lyre'), mayAskAgain(off, 'muse')]).toEqual([false, true]);
    const all = pressed(off, locale, ({ t }) => t('settings.ask-again'));
    expect([mayAskAgain(all, 'lyre'), mayAskAgain(all, 'muse')]).toEqual([false, false]);
  });

  test('two accounts of a service are offered to be one, each to be deleted; one alone is only to be deleted', () => {
    const words = wordsFor(locale);
    const { snapshot } = play([tells(credits(50)), tells(credits(60), { account: bea, at: later(minute) })]);
    const settings = { ...defaultSettings, names: { [`muse/${ann}`]: 'Studio' } };
    const html = (cards: readonly Card[]) =>
      drawn(
        <Accounts
          {...{ cards, settings, words }}
          onChange={() => {}}
          onEnter={() => {}}
          plans={{ of: () => null, choose: () => {} }}
          ends={{ busy: false, onSave: () => {}, onMerge: () => {}, onForget: () => {} }}
        />,
      ).html;
    const cards = screen(snapshot, { settings, locale }).cards;
    const both = html(cards);
    expect(both).toContain(words.t('account.merge', { other: 'Studio' }));
    expect(both.split(words.t('account.forget')).length - 1).toBe(2);
    const alone = html(cards.slice(0, 1));
    expect(alone).toContain(words.t('account.forget'));
    expect(alone).not.toContain(words.t('account.merge', { other: 'Studio' }));
  });

  test('what to send, and each service’s own support, are at hand', () => {
    const words = wordsFor(locale);
    const { html } = drawn(
      <Diagnosis
        words={words}
        onMake={async () => ''}
        onCopy={async () => true}
        support={[{ name: 'Muse', url: 'https://muse.example/help' }]}
        onOpen={() => {}}
      />,
    );
    expect(html).toContain(words.t('data.diagnosis-make'));
    expect(html).toContain(words.t('data.support-of', { service: 'Muse', address: 'muse.example/help' }));
  });
});

test('nothing is deleted or made one before it was asked', () => {
  const { snapshot } = play([tells(credits(50)), tells(credits(60), { account: bea, at: later(minute) })]);
  const [card, other] = screen(snapshot).cards;
  if (card === undefined || other === undefined) throw new Error('two accounts');
  const { html } = drawn(
    <AccountEnds
      {...{ card, others: [other], words: wordsFor('en') }}
      actions={{
        busy: false,
        onSave: () => {},
        onMerge: () => {
          throw new Error('not asked');
        },
        onForget: () => {
          throw new Error('not asked');
        },
      }}
    />,
  );
  expect(html).not.toContain('class="sure"');
});
