import { describe, expect, test } from 'vitest';
import { Planner } from '@/components/dashboard/planner.tsx';
import { planned, workshops } from '@/core/app/dashboard/planner.ts';
import { emptySnapshot } from '@/core/domain/account.ts';
import type { Planning } from '@/core/domain/planner.ts';
import { defaultSettings } from '@/core/domain/settings.ts';
import { providers } from '@/core/providers/index.ts';
import { type Locale, wordsFor } from '@/core/words/words.ts';
import { noon, offset } from '../app/story.ts';
import { drawn } from './charts/drawn.ts';

const services = providers.map(({ watch, facts }) => ({ id: watch.id, facts }));
const conditions = { now: noon, offset, online: true, noAccess: [], needsReload: [] };

function planner(planning: Planning, locale: Locale = 'en') {
  const words = wordsFor(locale);
  const shops = workshops({ snapshot: emptySnapshot, services, settings: defaultSettings, words, conditions });
  return drawn(
    <Planner
      workshops={shops}
      words={words}
      planning={planning}
      onPlanning={() => {}}
      onPlan={(at, plan) => planned(at, plan, words)}
    />,
  ).html;
}

describe('the planner', () => {
  test('begins with the mix that was kept, beside the guide’s', () => {
    const html = planner({ style: 'own', own: { deck: 10, article: 70, script: 20 } });
    expect(html).toMatch(/<option[^>]*selected[^>]*value="own"|<option[^>]*value="own"[^>]*selected/);
    for (const [makes, share] of Object.entries({ deck: 10, article: 70, script: 20 }))
      expect(html).toMatch(new RegExp(`id="planner-share-${makes}"[^>]*value="${share}"`));
    for (const made of ['deck', 'article', 'script']) expect(html).toContain(`data-planned="${made}"`);
  });

  test('asks for no shares in one of the guide’s ways, in either language', () => {
    for (const locale of ['en', 'ja'] as const)
      expect(planner({ style: 'creator', own: { deck: 10, article: 70, script: 20 } }, locale)).not.toContain(
        'planner-share',
      );
  });
});
