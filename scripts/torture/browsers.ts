import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumRig } from '../../tests/rig/chromium.ts';
import { firefoxRig } from '../../tests/rig/firefox.ts';
import type { Rig } from '../../tests/rig/rig.ts';
import { startWorld, type World } from '../../tests/simulators/world.ts';
import { findBrowser } from '../browsers.mjs';

const root = join(import.meta.dirname, '../..');
export type BrowserName = 'chromium' | 'firefox';

/** Starts a browser with what was built, in a world of its own or a given one. */
export async function startRig(name: BrowserName, world: World, profile?: string): Promise<Rig> {
  const executable = findBrowser(name);
  if (executable === undefined) throw new Error(`no ${name} is installed`);
  const extension = join(root, '.output', name === 'firefox' ? 'firefox-mv3' : 'chrome-mv3');
  const kept = profile === undefined ? {} : { profile };
  return (name === 'firefox' ? firefoxRig : chromiumRig)({ extension, executable, world, language: 'en-US', ...kept });
}

/** Does something with a browser and a world that both end afterwards, whatever happens. */
export async function within<T>(name: BrowserName, work: (rig: Rig, world: World) => Promise<T>): Promise<T> {
  const world = await startWorld();
  try {
    const rig = await startRig(name, world);
    try {
      return await work(rig, world);
    } finally {
      await rig.close();
    }
  } finally {
    await world.close();
  }
}

/** Does something with a folder for a profile that is there until it is done. */
export async function withProfile<T>(work: (profile: string) => Promise<T>): Promise<T> {
  const profile = mkdtempSync(join(tmpdir(), 'nokori-torture-'));
  try {
    return await work(profile);
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
  }
}
