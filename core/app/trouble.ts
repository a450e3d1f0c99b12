/**
 * What keeps the record from being used.
 *
 * - `broken`: it cannot be opened, read or written, and nobody knows why
 * - `blocked`: something that began before an update still holds it
 * - `full`: there is no room to write into
 * - `newer`: a newer version of this program has changed it
 */
export const troubles = ['broken', 'blocked', 'full', 'newer'] as const;
export type Trouble = (typeof troubles)[number];
