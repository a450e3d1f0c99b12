import { type Answer, page, Site, type Stream } from './site.ts';

/** A simulated www.genspark.ai: one pooled balance, agent runs as event streams, media tasks. Shapes as published 2026. */
export class Genspark extends Site {
  plan = 'plus';
  balance = 9717;
  signedIn = true;
  account = 'cogen-simulated-1';
  /** What the next agent run costs, and how many ms it takes. */
  taskCost = 120;
  taskTime = 300;
  /** Whether the next agent run fails, charged all the same. */
  fails = false;
  cycle: { start: string; end: string } | null = null;
  freePool: unknown = null;
  calls: string[] = ['/api/user', '/api/payment/get_credit_balance'];

  constructor() {
    super(['www.genspark.ai']);
    this.route('GET', '/', () => this.#page('Simulated Genspark'));
    this.route('GET', '/agents', () => this.#page('Simulated Genspark: agents'));
    this.route('GET', '/credit-usage', () => this.#page('Simulated Genspark: credit usage'));
    this.route('GET', '/api/user', () =>
      this.#guarded(() => ({
        cogen: {
          id: this.account,
          personal_plan: this.plan,
          personal_paid_sub_interval: 'month',
          email: 'somebody@example.com',
        },
      })),
    );
    this.route('GET', '/api/payment/get_credit_balance', () => this.#guarded(() => ({ balance: this.balance })));
    this.route('GET', '/api/credit_audit/billing_cycle', () =>
      this.#guarded(() => ({ remaining: this.balance, ...this.cycle })),
    );
    this.route('GET', '/api/quota/free_pool', () => ({ json: this.freePool ?? { status: 0, windows: {} } }));
    this.route('POST', '/api/agent/ask_proxy', () => ({ stream: (stream) => this.run(stream) }));
  }

  /** One agent run, with the lines of a real one: no blank lines between events, `FINISHED` at the end. */
  async run(stream: Stream): Promise<void> {
    const say = (value: unknown) => stream.write(`data: ${JSON.stringify(value)}\n`);
    say({ id: 'project-1', type: 'project_start' });
    if (this.balance <= 0) {
      say({
        type: 'message_result',
        message: {
          role: 'assistant',
          content:
            "You've used all your credits. Kindly visit this page to add more: [upgrade](https://www.genspark.ai/pricing?fromurl=credit_exhausted)",
          action: { type: 'ACTION_CREDIT_EXHAUSTED', action_params: { block_reason: 'balance_drained' } },
          session_state: { consume_usage_quota_exceeded: true },
        },
      });
      stream.end();
      return;
    }
    say({
      message_id: 'm',
      field_name: 'content',
      delta: 'words that must stay in the page',
      type: 'message_field_delta',
    });
    await Promise.race([new Promise((done) => setTimeout(done, this.taskTime)), stream.gone]);
    if (stream.isGone()) return;
    this.balance -= this.taskCost;
    if (this.fails) {
      say({
        type: 'message_result',
        message: { role: 'assistant', content: 'Server overloaded, please try again later.' },
      });
      stream.end();
      return;
    }
    say({ type: 'project_field', field_name: 'name', field_value: 'A title that must stay in the page' });
    say({ type: 'message_result', message: { role: 'assistant', content: 'Done.' } });
    say({ type: 'project_field', field_name: 'status', field_value: 'FINISHED' });
    stream.end();
  }

  #guarded(data: () => object): Answer {
    if (!this.signedIn) return { json: { status: -5, message: 'not login', data: {} } };
    return { json: { status: 0, message: 'success', data: data() } };
  }

  #page(title: string): Answer {
    return page(
      title,
      '<p class="number" id="number">…</p>',
      `window.call = (path, init) => fetch(path, init);
       window.results = {};
       for (const path of ${JSON.stringify(this.calls)}) window.call(path).then(async (r) => { window.results[path] = await r.text(); }, () => {});
       window.ask = (body) => fetch('/api/agent/ask_proxy', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });`,
    );
  }
}
