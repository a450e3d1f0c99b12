import type { Sighting } from '../domain/sighting.ts';
import type { Ack } from './outbox.ts';
import type { Spotted } from './port.ts';

/** A page that has just loaded may tell its account only after its numbers: so long they wait, where another account is known. */
const introduction = 4_000;

/** Not yet named or hashed: a sighting is made of it when it is first sent, and kept for the next try. */
export type Item = Spotted & { readonly onUsagePage: boolean; readonly offset: number; made?: Sighting };

/** Gives sightings their ids, and their account: the one this document has last been told about. */
export function naming(provider: string, accountChanged: () => void) {
  const here = crypto.randomUUID();
  let count = 0;
  const born = Date.now();
  let account: string | null = null;
  let salt: string | undefined;
  let named = false;
  /** The first account this document has told. */
  let first: string | undefined;

  const callOf = (call: string): string => `${here}:${call}`;
  /** The last one: a page that is left has no time to work it out again. */
  let hash: { readonly of: string; readonly is: string } | undefined;
  const hashed = async (id: string): Promise<string> => {
    if (hash?.of === id) return hash.is;
    const bytes = new TextEncoder().encode(`${salt}\n${provider}\n${id}`);
    // Firefox hands the page's own kind of buffer to this world, which only a DataView may look into.
    const digest = new DataView(await crypto.subtle.digest('SHA-256', bytes));
    hash = { of: id, is: digest.getBigUint64(0).toString(16).padStart(16, '0') };
    return hash.is;
  };

  /** The first account this document tells is that of the numbers before it, too. */
  const introduced = async (): Promise<void> => {
    if (account !== null || first === undefined || salt === undefined) return;
    const own = await hashed(first);
    account ??= own;
  };

  return {
    ready: () => salt !== undefined,
    account: () => account,
    met(ack: Ack | undefined): void {
      // One that could not do its work has no salt: without it an account would be somebody else's.
      if (ack === undefined || ack.salt === '') throw new Error('the worker has not answered yet');
      ({ salt, named } = ack);
    },
    /** Whether what has no account yet may be of another one than the one that is known. */
    mayBeOthers: () => named && account === null && Date.now() - born < introduction,
    /** Whose numbers these are, as the page tells. It is worked out at once: a page that is left leaves no time for it. */
    heard(who: readonly string[]): void {
      first ??= sole(who);
      void introduced().catch(() => undefined);
    },
    introduced,
    async sighting({ who, made, ...spotted }: Item): Promise<Sighting> {
      const own = sole(who);
      if (own !== undefined) {
        const next = await hashed(own);
        if (account !== null && account !== next) accountChanged();
        account = next;
      }
      return { ...spotted, id: `${here}:${++count}`, call: callOf(spotted.call), account };
    },
    callOf,
  };
}

/** The one of an answer that names one; of several nobody knows which is meant. */
function sole(who: readonly string[]): string | undefined {
  const [own, ...others] = new Set(who);
  return others.length === 0 ? own : undefined;
}
