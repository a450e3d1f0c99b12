import { defineConfig } from 'vitest/config';

/** The tests that mutants of the domain and of the readers have to survive: those of their own folders. */
export default defineConfig({
  resolve: { alias: { '@': import.meta.dirname } },
  test: {
    include: ['tests/{domain,providers}/**/*.test.ts'],
    // What asks for numbers of many simulated people takes seconds for each mutant, and kills what others kill too.
    exclude: ['tests/domain/**/*simulat*.test.ts', 'tests/domain/calibration.test.ts'],
    setupFiles: ['scripts/mutate/at-first-failure.ts'],
    testTimeout: 60_000,
    env: { TZ: 'America/Los_Angeles' },
  },
});
