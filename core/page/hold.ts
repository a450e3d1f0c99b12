import type { Content } from './body.ts';
import type { gate, Leave } from './gate.ts';
import { apply } from './reflect.ts';
import type { Call, Reporter } from './report.ts';
import { safely } from './safely.ts';

const { then } = Promise.prototype;

/** A request that waits: `wait` calls back once, with what becomes of it; `drop`: the page gives it up. */
export type Holding = { readonly wait: (settled: (leave: Leave) => void) => void; readonly drop: () => void };

const unreadable: Content = { said: undefined, key: null };
/** A body that is not all there after this long is asked about without what it says. */
const readWithin = 1_000;

/** What is known of a request when it is asked about. */
type Learned = { readonly said: unknown; readonly digest: string | null };

/** Reads what a request says; `late` resolves when nobody waits for that any more. */
export type Reading = (late: Promise<void>) => Content | Promise<Content>;

/**
 * Lets requests wait for leave. A promise decides nothing here but when it is asked: what a page has put in the place of
 * its functions could answer for the person. Whatever goes wrong while a request is read, it is asked about without it.
 */
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

  const learned = async (href: string, read: Reading): Promise<Learned> => {
    const content = await inTime(read).catch(() => unreadable);
    return { said: content.said, digest: await digestOf(href, content).catch(() => null) };
  };

  return (call: Call, href: string, read: Reading): Holding => {
    let asked = false;
    let over = false;
    let give: (leave: Leave) => void = () => {};
    const settle = (leave: Leave): void => {
      if (over) return;
      over = true;
      if (asked && leave !== 'go') safely(() => report.tell(call, { phase: 'end', rule: 'withheld' }));
      give(leave);
    };
    const ask = ({ said, digest }: Learned): void => {
      if (over || asked) return;
      if (digest !== null && gates.wasCancelled(digest)) settle('cancel');
      else {
        asked = true;
        safely(() => report.note(call, said));
        gates.ask(call.id, report.sent(call), digest, settle);
      }
    };
    return {
      wait(settled) {
        give = settled;
        void apply(then, learned(href, read), [ask, () => ask({ said: undefined, digest: null })]);
      },
      drop() {
        if (asked) gates.drop(call.id);
        else settle('dropped');
      },
    };
  };
}
