/**
 * The language's own ways to call, as they were when this script began: what a page puts in their place later neither
 * sees what they are given (the port, above all) nor breaks the page's own requests, which go through them.
 */
export const { apply, construct, get } = Reflect;

const dataOf = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data')?.get as () => unknown;

/** What a message says, by the browser's own getter: a page's own would be given the event, and with it the port. */
export const saidIn = (event: MessageEvent): unknown => apply(dataOf, event, []);
