/** How a sample reaches the reader, and what is read of it (`digest` lines). */
export type Sample =
  /** The answer to a request. */
  | { readonly answers: string; readonly status?: number; readonly sends?: unknown; readonly reads: readonly string[] }
  /** A request's body: what is read of the request as it leaves. */
  | { readonly sentTo: string; readonly reads: readonly string[] }
  /** A frame of a socket. */
  | { readonly frame: string; readonly way?: 'received' | 'sent'; readonly reads: readonly string[] }
  /** Visible text. */
  | { readonly text: string; readonly reads: readonly string[] }
  /** A whole conversation text of the service: how a message with it is read. */
  | { readonly messages: string; readonly reads: readonly string[] }
  /** An answer we do not watch, and why. */
  | { readonly unwatched: string };
