import type { Content } from './body.ts';
import type { gate, Leave } from './gate.ts';
import type { Call, Reporter } from './report.ts';

/** A request that waits, and how the page gives it up. */
export type Holding = { readonly leave: Promise<Leave>; readonly drop: () => void };

const unreadable: Content = { said: undefined, key: null };

/** Lets requests wait for leave. Whatever goes wrong on our side, they go. */
export function holding(gates: ReturnType<typeof gate>, report: Reporter, subtle: SubtleCrypto) {
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
    const leave = await gates.ask(call.id, report.sent(call));
    if (leave === 'cancel' && digest !== null) gates.noteCancelled(digest);
    if (leave !== 'go') report.tell(call, { phase: 'end', rule: 'withheld' });
    return leave;
  };

  return (call: Call, href: string, read: () => Content | Promise<Content>): Holding => {
    let dropped = false;
    return {
      leave: new Promise<Content>((resolve) => resolve(read()))
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
