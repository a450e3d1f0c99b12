import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const folder = join(import.meta.dirname, '../../../components');
const css = ['style.css', 'charts/charts.css'].map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
const pairs = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w+), (#\w+)\)/g)].map(([, name, light, dark]) => [
    name ?? '',
    { light: light ?? '', dark: dark ?? '' },
  ]),
);

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const part = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const colour = (name: string, scheme: 'light' | 'dark') => {
  const found = pairs.get(name)?.[scheme];
  if (found === undefined) throw new Error(`no colour ${name}`);
  return found;
};

describe.each(['light', 'dark'] as const)('on a %s card', (scheme) => {
  test.each(['text', 'quiet', 'notice', 'warning', 'critical'])('text in %s can be read', (name) => {
    expect(contrast(colour(name, scheme), colour('card', scheme))).toBeGreaterThanOrEqual(4.5);
  });

  test.each([
    ...[1, 2, 3, 4, 5, 6].map((i) => `chart-${i}`),
    ...[1, 2, 3, 4, 5].map((i) => `heat-${i}`),
    ...['chart-base', 'chart-band-edge'],
  ])('%s stands out', (name) => {
    expect(contrast(colour(name, scheme), colour('card', scheme))).toBeGreaterThanOrEqual(3);
  });

  test('what is used stands out from its track, and the middle of a forecast from its band', () => {
    expect(contrast(colour('chart-1', scheme), colour('chart-track', scheme))).toBeGreaterThanOrEqual(3);
    expect(contrast(colour('chart-1', scheme), colour('chart-band', scheme))).toBeGreaterThanOrEqual(3);
  });

  test('more is ever further from the ground', () => {
    const steps = [1, 2, 3, 4, 5].map((i) => contrast(colour(`heat-${i}`, scheme), colour('card', scheme)));
    expect([...steps].sort((a, b) => a - b)).toEqual(steps);
    expect(new Set(steps).size).toBe(5);
  });
});

test('no text of a chart is smaller than twelve pixels', () => {
  const chart = readFileSync(join(folder, 'charts/charts.css'), 'utf8');
  const sizes = [...chart.matchAll(/font-size: ([\d.]+)px/g)].map(([, size]) => Number(size));
  expect(sizes.length).toBeGreaterThan(2);
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(12);
});
