import { expect, test } from 'vitest';
import { simulateUnseen } from '../simulators/model/unseen.ts';

/** The short form; `npm run simulate unseen` prints the long one. */
test('whoever uses credits elsewhere is asked less often once that is known, and a stranger is still noticed', () => {
  const options = { people: 1, days: 100, ways: ['phone', 'team'], stranger: 0.3, seed: 42, learns: true } as const;
  for (const { later, noticed, strangers } of simulateUnseen(options)) {
    expect(later).toBeLessThan(1);
    expect([strangers, noticed]).toEqual([1, 1]);
  }
});
