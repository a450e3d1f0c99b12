import { defineConfig } from 'vitest/config';
import { compileLocales } from './scripts/locales.ts';

compileLocales();

/** What chance the properties and the order of tests are given: the same every time, unless another is asked for. */
const seed = Number(process.env.NOKORI_SEED ?? 20261122);

const browser = (name: 'chromium' | 'firefox') => ({
  resolve: { alias: { '@': import.meta.dirname } },
  test: {
    name,
    include: ['tests/e2e/**/*.test.ts'],
    env: { NOKORI_BROWSER: name },
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

export default defineConfig({
  test: {
    sequence: { seed },
    projects: [
      {
        test: {
          name: 'unit',
          // Simulations take their time on a busy machine.
          testTimeout: 120_000,
          include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
          exclude: ['tests/e2e/**', 'tests/build/**'],
          sequence: { shuffle: true },
          setupFiles: ['tests/chance.ts'],
          // Half the time; that no file leaves anything behind for the next is tested by the shuffling itself.
          isolate: false,
          // A zone with daylight saving that is not UTC, so that nothing works by accident.
          env: { TZ: 'America/Los_Angeles', NOKORI_SEED: String(seed) },
        },
        resolve: { alias: { '@': import.meta.dirname } },
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
      },
      {
        resolve: { alias: { '@': import.meta.dirname } },
        test: { name: 'build', include: ['tests/build/**/*.test.ts'] },
      },
      browser('chromium'),
      browser('firefox'),
    ],
  },
});
