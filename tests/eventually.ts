import { vi } from 'vitest';

/** So long a test waits for what is to come about: whether it does is asked, not how busy the machine is. */
export const patience = 30_000;

/** Tries until nothing is thrown any more; what was thrown last is what it fails with. */
export function eventually<Seen>(look: () => Seen | Promise<Seen>): Promise<Seen> {
  return vi.waitFor(look, { timeout: patience });
}
