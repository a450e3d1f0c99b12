/** A small client of WebDriver BiDi: what driving a stock Firefox with extension pages needs, and no more. */
export type Bidi = {
  readonly send: <T = Record<string, unknown>>(method: string, params?: object) => Promise<T>;
  readonly close: () => void;
};

type Reply = { id?: number; type?: string; result?: unknown; error?: string; message?: string };

export async function connectBidi(address: string): Promise<Bidi> {
  const socket = new WebSocket(address);
  await new Promise<void>((ready, failed) => {
    socket.onopen = () => ready();
    socket.onerror = () => failed(new Error(`no answer at ${address}`));
  });
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let last = 0;
  socket.onmessage = ({ data }) => {
    const reply = JSON.parse(String(data)) as Reply;
    const one = waiting.get(reply.id ?? -1);
    if (one === undefined) return;
    waiting.delete(reply.id ?? -1);
    if (reply.type === 'error') one.reject(new Error(`${reply.error}: ${reply.message}`));
    else one.resolve(reply.result as never);
  };
  socket.onclose = () => {
    for (const { reject } of waiting.values()) reject(new Error('the browser is gone'));
    waiting.clear();
  };
  return {
    send: (method, params = {}) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve, reject });
        socket.send(JSON.stringify({ id, method, params }));
      }),
    close: () => socket.close(),
  };
}

type Remote = { type: string; value?: unknown };
type Evaluated = { type: 'success'; result: Remote } | { type: 'exception'; exceptionDetails: { text: string } };

/** Runs code in a context; its value comes back as JSON, since remote values are a language of their own. */
export async function evaluate<T>(bidi: Bidi, context: string, code: string): Promise<T> {
  const run = (expression: string, more: object) =>
    bidi.send<Evaluated>('script.evaluate', { expression, target: { context }, ...more });
  // A click that is made so counts as one of a person, as it does in the other browser: for five seconds, counted from
  // when the browser was last told so after it had been told otherwise.
  void run('0', { awaitPromise: false, userActivation: false }).catch(() => undefined);
  const answer = await run(`(async () => JSON.stringify(await (${code})))()`, {
    awaitPromise: true,
    userActivation: true,
  });
  if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
  return (answer.result.type === 'string' ? JSON.parse(String(answer.result.value)) : undefined) as T;
}
