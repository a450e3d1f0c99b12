import { browser } from 'wxt/browser';
import type { Badge } from '../app/badge.ts';
import type { Level } from '../domain/warning.ts';

/** Background and text with at least 4.5 : 1 between them, on light and dark toolbars alike. */
const colours: Readonly<Record<Level, readonly [background: string, text: string]>> = {
  none: ['#3f4a5a', '#ffffff'],
  notice: ['#8a5a00', '#ffffff'],
  warning: ['#b3400a', '#ffffff'],
  critical: ['#b00020', '#ffffff'],
};

/** Paints the badge. The words are in the title: colour alone tells nothing. */
export async function paintBadge({ text, level, title }: Badge): Promise<void> {
  const [background, colour] = colours[level];
  await Promise.all([
    browser.action.setBadgeText({ text }),
    browser.action.setBadgeBackgroundColor({ color: background }),
    browser.action.setBadgeTextColor({ color: colour }),
    browser.action.setTitle({ title }),
  ]);
}
