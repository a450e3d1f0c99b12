import { describe, expect, test } from 'vitest';
import { askFirstModes } from '@/core/domain/ask-first.ts';
import { defaultSettings } from '@/core/domain/settings.ts';
import { holdsBy } from '@/core/page/holds-by.ts';

const settings = { ...defaultSettings, askFirst: { muse: 'every' } };

describe('stored settings say to hold', () => {
  test.each(askFirstModes.filter((mode) => mode !== 'off'))('where somebody chose %s', (mode) => {
    expect(holdsBy({ ...settings, askFirst: { muse: mode } }, 'muse')).toBe(true);
  });
});

describe('stored settings say not to hold', () => {
  test.each<[string, unknown]>([
    ['by default', defaultSettings],
    ['where it is off', { ...settings, askFirst: { muse: 'off' } }],
    ['for another service', { ...settings, askFirst: { else: 'every' } }],
    ['while everything is paused', { ...settings, paused: true }],
    ['where the service is not watched', { ...settings, stopped: ['muse'] }],
    ['where they cannot be read', { ...settings, askFirst: { muse: 7 } }],
    ['where they are of an older version', { ...settings, askFirst: undefined }],
    ['where there are none', undefined],
    ['where they are something else', 'settings'],
  ])('%s', (_, stored) => {
    expect(holdsBy(stored, 'muse')).toBe(false);
  });

  test('for what every record has', () => {
    expect(holdsBy(settings, 'constructor')).toBe(false);
  });
});
