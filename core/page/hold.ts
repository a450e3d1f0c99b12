import type { Content } from './body.ts';
import type { gate, Leave } from './gate.ts';
import type { Call, Reporter } from './report.ts';

/** A request that waits, and how the page gives it up. */
export type Holding = { readonly leave: Promise<Leave>; readonly drop: () => void };

const unreadable: Content = { said: undefined, key: null };
/** A body that is not all there after this long is asked about without what it says. */
const readWithin = 1_000;

/** Reads what a request says; `late` resolves when nobody waits for that any more. */
export type Reading = (late: Promise<void>) => Content | Promise<Content>;

/** Lets requests wait for leave. Whatever goes wrong on our side, they go. */
export function holding(
  gates: ReturnType<typeof gate>,
  report: Reporter,
  subtle: SubtleCrypto,
  later: (run: () => void, ms: number) => void,
) {
  const inTime = async (read: Reading): Promise<Content> => {
    const late = new Promise<void>((done) => later(done, readWithin));
    return Promise.race([read(late), late.then(() => unreadable)]);
  };

  const digestOf = async (href: string, { key }: Content): Promise<string | null> => {
    if (key === null) return null;
    const bytes = new TextEncoder().encode(`${href}\n${key}`);
    return [...new Uint8Array(await subtle.digest('SHA-256', bytes))].join();
  };

  const wait = async (call: Call, href: string, content: Content, isDropped: () => boolean): Promise<Leave> => {
    const digest = await digestOf(href, content).catch(() => null);
    if (isDropped()) return 'dropped';
    if (digest !== null && gates.wasCancelled(digest)) return 'cancel';
    report.note(call, content.said);
    const leave = await gates.ask(call.id, report.sent(call), digest);
    if (leave !== 'go') report.tell(call, { phase: 'end', rule: 'withheld' });
    return leave;
  };

  return (call: Call, href: string, read: Reading): Holding => {
    let dropped = false;
    return {
      leave: inTime(read)
        .catch(() => unreadable)
        .then((content) => wait(call, href, content, () => dropped))
        .catch(() => 'go'),
      drop: () => {
        dropped = true;
        gates.drop(call.id);
      },
    };
  };
}
