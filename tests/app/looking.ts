import { type Badge, badgeOf } from '@/core/app/badge.ts';
import type { Card } from '@/core/app/card.ts';
import { type Conditions, type Screen, type Shown, screenOf } from '@/core/app/view.ts';
import type { Snapshot } from '@/core/domain/account.ts';
import { defaultSettings, type Settings } from '@/core/domain/settings.ts';
import type { Facts } from '@/core/providers/provider.ts';
import { type Locale, wordsFor } from '@/core/words/words.ts';
import { facts, noon, offset, sole } from './story.ts';

export type Looking = Partial<Conditions> & {
  readonly settings?: Settings;
  readonly services?: readonly Shown[];
  readonly locale?: Locale;
};

export const zone = 'America/Los_Angeles';
export const en = wordsFor('en', zone);
export const muse: Shown = { id: 'muse', facts };
export const service = (id: string, over: Partial<Facts> = {}): Shown => ({ id, facts: { ...facts, id, ...over } });

export function screen(snapshot: Snapshot, looking: Looking = {}): Screen {
  const { settings = defaultSettings, services = [muse], locale = 'en', ...conditions } = looking;
  return screenOf(snapshot, services, settings, wordsFor(locale, zone), {
    now: noon,
    offset,
    online: true,
    noAccess: [],
    needsReload: [],
    ...conditions,
  });
}

export const card = (snapshot: Snapshot, looking?: Looking): Card => sole(screen(snapshot, looking).cards);

export const badge = (snapshot: Snapshot, looking: Looking = {}): Badge =>
  badgeOf(screen(snapshot, looking), wordsFor(looking.locale ?? 'en', zone));
