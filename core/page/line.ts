import type { Command, Told } from './port.ts';
import { apply, saidIn } from './reflect.ts';

/** Orders that only change what the tap knows: nothing of the page runs when they are obeyed. */
const quiet = {
  // Inherits nothing: what a page has put on `Object.prototype` is not asked.
  __proto__: null,
  heard: true,
  quiet: true,
  forget: true,
  hold: true,
  waits: true,
} as { readonly [Order in Command['do']]?: true };

/**
 * The tap's end of the line. While a message is being handled, `window.event` leads any function of the page to the
 * port: so nothing may run then that a page can have replaced, and what lets the page's own code go on is obeyed a task
 * later, upon a message that says nothing.
 */
export function secretLine(port: MessagePort, obey: (order: Command) => void): (message: Told) => void {
  const { postMessage } = MessagePort.prototype;
  const { port1: inner, port2: outer } = new MessageChannel();
  const waiting = { __proto__: null } as unknown as Record<number, Command>;
  let given = 0;
  let taken = 0;
  inner.onmessage = () => {
    const order = waiting[taken];
    // A page that finds this port may call us too early; there is no order then.
    if (order === undefined) return;
    delete waiting[taken++];
    obey(order);
  };
  port.onmessage = (event) => {
    const order = saidIn(event) as Command;
    if (quiet[order.do]) return obey(order);
    waiting[given++] = order;
    apply(postMessage, outer, [0]);
  };
  return (message) => apply(postMessage, port, [message]);
}
