/**
 * The line between the small window and the page that waits for its answer: it needs no worker. Whichever end goes, the
 * other one hears of it.
 */

/** What the page tells the window: it waits for the answer, needs none any more, or could not wait for the window. */
export type ToWindow = { readonly is: 'waiting' | 'over' | 'late' };

/** What the window answers. */
export type Answer = { readonly answer: 'go' | 'cancel' };

/** A port of the browser's, as far as it is used. */
export type AskPort = {
  readonly postMessage: (message: ToWindow) => void;
  readonly onMessage: { readonly addListener: (heard: (message: unknown) => void) => void };
  readonly onDisconnect: { readonly addListener: (gone: () => void) => void };
};

/** The name of the line of one question. */
export type AskName = `ask:${string}`;

/** The question a line is about; `null` where it is none of these. */
export function askedBy(name: string): string | null {
  const prefix = 'ask:' satisfies AskName;
  return name.startsWith(prefix) ? name.slice(prefix.length) : null;
}
