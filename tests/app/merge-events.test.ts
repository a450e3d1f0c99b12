import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Event } from '@/core/app/events.ts';
import { mergedEvents } from '@/core/app/merge-events.ts';
import { noon } from './story.ts';

const event = (meter: string, now: number): Event => ({
  ...{ what: 'tell-me', provider: 'muse', account: 'ann', offset: 0, on: true },
  ...{ meter, now: noon + now },
});

/** A shared beginning, after which each goes its own way; clocks may be set back. */
const forks = fc
  .tuple(...[1, 2, 3].map(() => fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 6 })))
  .map(([shared = [], mine = [], theirs = []]) => {
    const of = (name: string, times: readonly number[]) => times.map((now, n) => event(`${name}${n}`, now));
    return { mine: [...of('s', shared), ...of('a', mine)], theirs: [...of('s', shared), ...of('b', theirs)] };
  });

test('both orders are kept, each event is there once, and a second time adds nothing', () => {
  fc.assert(
    fc.property(forks, ({ mine, theirs }) => {
      const { all, added } = mergedEvents(mine, theirs);
      expect(all.filter((one) => mine.includes(one))).toEqual(mine);
      const names = new Set(theirs.map((one) => JSON.stringify(one)));
      expect(all.filter((one) => names.has(JSON.stringify(one)))).toEqual(theirs);
      expect(all).toHaveLength(mine.length + added);
      expect(mergedEvents(all, theirs)).toMatchObject({ all, added: 0 });
    }),
  );
});

test('what only one side has stands before what both have, also where the clock was set back in between', () => {
  const [before, both] = [event('before', 100), event('both', 5)];
  expect(mergedEvents([both], [before, both]).all).toEqual([before, both]);
  expect(mergedEvents([before, both], [both]).all).toEqual([before, both]);
});
