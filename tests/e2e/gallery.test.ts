import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { galleryPage, notices } from '../gallery.ts';
import { scene, textOf } from './each-browser.ts';

const shots = join(import.meta.dirname, '../screens');
const icon = `data:image/png;base64,${readFileSync(join(import.meta.dirname, '../../public/icon/128.png')).toString('base64')}`;
const now = Date.parse('2026-11-22T04:20:00Z');

describe('the look of notifications', () => {
  const on = scene();

  test.each(['en', 'ja'] as const)('every kind and variant, in %s', async (locale) => {
    mkdirSync(shots, { recursive: true });
    const tab = await on.open('about:blank');
    await tab.size(900, 1_700);
    await tab.evaluate(
      `(document.open(), document.write(${JSON.stringify(galleryPage(locale, now, icon))}), document.close(), true)`,
    );
    const shown = await tab.evaluate<number>(`document.querySelectorAll('article h2').length`);
    expect(shown).toBe(notices(now).length);
    expect(await textOf(tab)).not.toMatch(/undefined|null|NaN|\{|\}/);
    await tab.screenshot(join(shots, `notices-${locale}-${on.rig.name}.png`));
  });
});
