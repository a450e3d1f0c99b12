import { watch as genspark } from '@/core/providers/genspark/watch.ts';
import { json, tapped, until } from './page.ts';

export const create = 'https://www.genspark.ai/api/agent/ask_proxy';
export const video = JSON.stringify({
  type: 'video_generation_agent',
  messages: [{ role: 'user', content: 'A garden' }],
  model_params: { type: 'video', model: 'sora-2', duration: '8s' },
});

/** A page whose costly requests wait, and a relay that the test plays. */
export function holdingPage() {
  const sent: Request[] = [];
  const tap = tapped(genspark, async (input, init) => {
    sent.push(new Request(input, init));
    return json('{"status":0}');
  });
  tap.command({ do: 'hold', on: true });
  const questions = () => tap.told.flatMap((one) => ('hold' in one ? [one] : []));
  return {
    ...tap,
    sent,
    questions,
    /** Waits for the tap to have heard that it is to hold, then makes the request; gives the question about it. */
    async asks<T>(make: () => T): Promise<{ readonly made: T; readonly call: string }> {
      await tap.pass(0);
      const before = questions().length;
      const made = make();
      await until('it waits', () => questions().length > before);
      return { made, call: questions().at(-1)?.hold ?? '' };
    },
    phases: () => tap.spotted().map(({ phase, rule }) => `${phase} ${rule}`),
    looks: () => tap.told.filter((one) => 'still' in one),
    dropped: () => tap.told.flatMap((one) => ('drop' in one ? [one.drop] : [])),
  };
}
