import { browser } from 'wxt/browser';
import type { EpochMs } from '../domain/time.ts';

const name = 'wake';

/**
 * One alarm, for the next moment at which something changes by itself. Only a hint: sleep, updates and Firefox's
 * restarts lose alarms, so every wake looks at what is due. Creating one again would push it back: look first.
 */
export async function wakeAt(at: EpochMs | null): Promise<void> {
  const set = await browser.alarms.get(name);
  if (at === null) {
    if (set !== undefined) await browser.alarms.clear(name);
    return;
  }
  if (set === undefined || Math.abs(set.scheduledTime - at) > 1_000) await browser.alarms.create(name, { when: at });
}

export function onWake(woken: () => void): void {
  browser.alarms.onAlarm.addListener(woken);
}
