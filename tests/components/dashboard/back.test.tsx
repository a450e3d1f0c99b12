import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import type { Actions } from '@/components/card.tsx';
import { Steps } from '@/components/card-parts.tsx';
import { Back } from '@/components/dashboard/back.tsx';
import { WaysOn } from '@/components/dashboard/ways-on.tsx';
import type { Card } from '@/core/app/card.ts';
import type { BackView } from '@/core/app/dashboard/back.ts';
import type { WaysView } from '@/core/app/dashboard/ways-on.ts';
import { reachable } from '@/entrypoints/dashboard/place.ts';
import { en } from '../../app/looking.ts';

const view: BackView = {
  ...{ key: 'muse/a', provider: 'muse', account: 1, name: 'Muse', overdue: true, finding: 'It is late.' },
  lines: [
    { point: 'plan', verdict: 'fine', text: 'You are on a plan.' },
    { point: 'tasks', verdict: 'unknown', text: 'Nothing was read.' },
    { point: 'trouble', verdict: 'look', text: 'There is trouble.' },
  ],
  checks: [
    { key: 'reload', text: 'Reload it.', url: 'https://muse.example' },
    { key: 'people', text: 'Ask them.', url: null },
  ],
  report: 'All of it <as text>',
};
const back = (over: Partial<BackView> = {}) =>
  renderToString(<Back view={{ ...view, ...over }} words={en} actions={{ open: () => {}, copy: async () => true }} />);

describe('what does not come back', () => {
  test('has a verdict in words beside every point, never a colour alone', () => {
    const html = back();
    for (const [point, verdict, said] of [
      ['plan', 'fine', 'Fine'],
      ['tasks', 'unknown', 'Unknown'],
      ['trouble', 'look', 'Look here'],
    ])
      expect(html).toMatch(
        new RegExp(`data-point="${point}" data-verdict="${verdict}"><dt>[^<]+<span[^>]*>${said}</span>`),
      );
    expect(html).toContain('data-back="overdue"');
    expect(back({ overdue: false })).toContain('data-back="calm"');
  });

  test('leads to pages of the service where there are any, and shows the text before it is copied', () => {
    const html = back();
    expect(html).toMatch(/data-check="reload"><button[^>]*>Reload it\.<\/button>/);
    expect(html).toContain('data-check="people">Ask them.</li>');
    expect(html).toContain('All of it &lt;as text></pre>');
  });

  test('is one line away from what is overdue in the popup, and only there', () => {
    const card = { steps: ['Reload it.'] } as unknown as Card;
    const steps = (links: Actions['links']) =>
      renderToString(<Steps card={card} words={en} actions={{ links } as unknown as Actions} />);
    expect(steps({ places: reachable, go: () => {} })).toContain('data-leads="back"');
    expect(steps(undefined)).not.toContain(en.t('steps.observed'));
  });
});

describe('wait, buy, or a bigger plan', () => {
  const ways: WaysView = {
    ...{
      key: 'muse/a',
      provider: 'muse',
      account: 1,
      name: 'Muse',
      finding: 'Packs.',
      sure: 'One cycle.',
      bigger: 'Pro',
    },
    rows: [
      {
        ...{
          key: '1',
          cycle: 'October',
          used: '12,000 credits',
          share: 120,
          ranOut: 'empty once',
          wait: 'some waited',
        },
        ...{ packs: '$20.00', bigger: '$225.00 more', enough: 'not enough', cheapest: 'packs', best: 'packs' },
      },
    ],
    reasons: ['By a source.'],
    before: ['Look first.', 'Then decide.'],
  };
  const shown = (over: Partial<WaysView> = {}) => renderToString(<WaysOn view={{ ...ways, ...over }} words={en} />);

  test('shows each way of each cycle under its own heading, and what that rests on', () => {
    const html = shown();
    for (const label of ['What went', 'Waiting (free)', 'Packs', 'Pro', 'Cheapest'])
      expect(html).toContain(`data-label="${label}"`);
    for (const text of ['12,000 credits', 'empty once', '$225.00 more', 'not enough', 'By a source.', 'Then decide.'])
      expect(html).toContain(text);
    expect(html).toContain('width:100%');
  });

  test('has no table where no cycle was seen, and nothing to do before leaving a plan that costs nothing', () => {
    expect(shown({ rows: [] })).not.toContain('<table');
    expect(shown({ before: [] })).not.toContain('data-leaving');
  });
});
