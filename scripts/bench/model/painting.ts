import { screenOf } from '../../../core/app/view.ts';
import { defaultSettings } from '../../../core/domain/settings.ts';
import { snapshotSchema } from '../../../core/platform/stored.ts';
import { providers } from '../../../core/providers/index.ts';
import { wordsFor } from '../../../core/words/words.ts';
import { lived } from '../../../tests/life.ts';

/**
 * What painting a full screen costs, as a ratio to reading its snapshot. The popup paints once a second, with every
 * forecast worked out anew: as long as that costs about as much as reading the snapshot a few times, nothing needs to be
 * remembered between two paints.
 */
export function painting(): number {
  const now = Date.now();
  const full = lived(now);
  const services = providers.map(({ watch, facts }) => ({ id: watch.id, facts }));
  const words = wordsFor('en');
  const conditions = { now, offset: 540, online: true, noAccess: [], needsReload: [] };
  const time = (run: () => unknown) => {
    for (let warm = 0; warm < 50; warm++) run();
    const from = performance.now();
    for (let more = 0; more < 300; more++) run();
    return performance.now() - from;
  };
  const reading = time(() => snapshotSchema.parse(JSON.parse(JSON.stringify(full))));
  return time(() => screenOf(full, services, defaultSettings, words, conditions)) / reading;
}
