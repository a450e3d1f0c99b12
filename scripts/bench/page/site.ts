import type { World } from '../../../tests/simulators/world.ts';

export const home = 'https://chatgpt.com/codex';
/** Loads two hundred things. */
export const crowded = 'https://www.genspark.ai/crowded';
export const requests = 200;

/** One small piece of an answer, as chats send it. */
const piece = 'event: delta\ndata: {"v":" some words that must stay in the page, as many as there are in a line"}\n\n';
const frame = JSON.stringify({ type: 'message', topic: 'presence', payload: { who: 'somebody', at: 1_795_000_000 } });
/** A usage answer of 2 kB: what the page gets, and what it needs itself. */
const extra = 'x'.repeat(1_200);

/** Teaches the simulated services what the benchmarks ask for. */
export function teach({ chatgpt, genspark }: World): void {
  chatgpt.route('GET', '/backend-api/elsewhere/*', () => ({ json: { ok: true } }));
  chatgpt.route('GET', '/asset/*', () => ({ json: { ok: true } }));
  chatgpt.override('GET', '/backend-api/wham/usage', () => ({ json: { ...(chatgpt.usage() as object), extra } }));
  // As many bytes as are asked for, piece by piece; a slow reader is not buried.
  chatgpt.override('POST', '/backend-api/f/conversation', ({ query }) => ({
    stream: async ({ write, end, isGone }) => {
      const count = Number(query.get('bytes')) / piece.length;
      for (let n = 0; n < count && !isGone(); n++) {
        write(piece);
        if (n % 8 === 7) await new Promise((done) => setImmediate(done));
      }
      end();
    },
  }));
  chatgpt.onSocketMessage = (socket, text) => {
    const { send } = JSON.parse(text) as { send: number };
    for (let n = 0; n < send; n++) socket.send(frame);
  };
  genspark.route('GET', '/crowded', () => ({ text: crowdedPage() }));
  genspark.route('GET', '/part/*', () => ({ headers: { 'content-type': 'text/javascript' }, text: 'void 0;' }));
  genspark.route('GET', '/api/part/*', () => ({ json: { ok: true } }));
}

/** A hundred scripts, and a hundred fetches that begin before them. */
function crowdedPage(): string {
  const half = requests / 2;
  const scripts = Array.from({ length: half }, (_, n) => `<script src="/part/${n}.js"></script>`);
  const fetches = `window.all = Promise.all(Array.from({ length: ${half} }, (_, n) => fetch('/api/part/' + n).then((r) => r.json())))`;
  return `<!doctype html><title>Crowded</title><script>window.first = performance.now(); ${fetches}</script>${scripts.join('\n')}`;
}
