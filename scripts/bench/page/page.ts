// What pages notice of us: the same page in two browsers side by side, one of which has the extension.
import type { Tab } from '../../../tests/rig/rig.ts';
import { startWorld } from '../../../tests/simulators/world.ts';
import { builtFor, withBenches } from '../browser.ts';
import type { BrowserName, Part } from '../part.ts';
import { type Act, actsInTurns, foreignFetches, messages, stream, watchedFetch } from './calls.ts';
import { loads } from './loads.ts';
import { streamMemory } from './memory.ts';
import { home, teach } from './site.ts';

type Line = { readonly what: string; readonly act: Act; readonly pairs: number; readonly most: number | null };

const lines: readonly Line[] = [
  {
    what: 'fetches that are none of our business (30 in a row, 8 times a turn; every other one under the API)',
    act: { code: foreignFetches(30), times: 8 },
    pairs: 30,
    most: 1.03,
  },
  { what: 'a watched fetch, 2 kB of JSON', act: { code: watchedFetch, times: 8, rest: 60 }, pairs: 30, most: 1.15 },
  {
    what: 'watched fetches on each other’s heels (12)',
    act: { code: watchedFetch, times: 12 },
    pairs: 20,
    most: null,
  },
  {
    what: 'a watched stream of events, 100 bytes each (20 MB in eight streams a turn)',
    act: { code: stream(2_500_000, 'end'), times: 8 },
    pairs: 24,
    most: 1.05,
  },
  { what: 'its first bytes', act: { code: stream(2_000, 'first'), times: 10, rest: 30 }, pairs: 30, most: 1.05 },
  {
    what: 'messages of a watched socket (1,000, eight times a turn)',
    act: { code: messages(1_000), times: 8 },
    pairs: 30,
    most: 1.05,
  },
];

/** Without the extension on both sides: what is left of a difference is that of two browsers (`--control`). */
const control = process.argv.includes('--control');

/** The whole of it for one browser. */
export const page = (name: BrowserName): Part => ({
  name: `page-${name}`,
  measure: async (tell) => {
    const world = await startWorld();
    teach(world);
    try {
      const ours = control ? [] : [builtFor(name)];
      await withBenches(name, world, [ours, []], async ([first, second]) => {
        if (first === undefined || second === undefined) return;
        const tabs: [Tab, Tab] = [await first.open(home), await second.open(home)];
        for (const { what, act, pairs, most } of lines) {
          tell({ what, where: name, most, pairs: await actsInTurns(...tabs, act, pairs) });
          world.chatgpt.log.length = 0;
        }
      });
      if (control) return;
      for (const figure of await streamMemory(name, world)) tell(figure);
      for (const figure of await loads(name, world)) tell(figure);
    } finally {
      await world.close();
    }
  },
});
