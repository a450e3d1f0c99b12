import { watch as chatgpt } from './chatgpt/watch.ts';
import { watch as genspark } from './genspark/watch.ts';
import type { Watch } from './provider.ts';
import { watch as sora } from './sora/watch.ts';

/** List 1: what page scripts may know of each service, each of its own. The order is the order on screen. */
export const watches: readonly Watch[] = [chatgpt, genspark, sora];

/** All watched origins; manifest matches and host permissions are derived from this. */
export const origins = watches.flatMap((watch) => watch.origins);
