import { chatgpt } from './chatgpt/index.ts';
import { genspark } from './genspark/index.ts';
import type { Facts, Provider } from './provider.ts';
import { sora } from './sora/index.ts';

/** List 2: readers and facts. Not for page scripts: it carries zod. */
export const providers: readonly Provider[] = [chatgpt, genspark, sora];

export function providerOf(id: string): Provider | undefined {
  return providers.find(({ watch }) => watch.id === id);
}

/** The service whose page a message came from; the message itself is never asked. */
export function providerAt(origin: string): Provider | undefined {
  return providers.find(({ watch }) => watch.origins.some((own) => own === origin));
}

export function factsOf(id: string): Facts | undefined {
  return providerOf(id)?.facts;
}
