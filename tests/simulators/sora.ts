import { type Answer, page, Site } from './site.ts';

/** A simulated sora.chatgpt.com as it was recorded 2025-12 to 2026-03. Closed by default, as since 2026-04-26. */
export class Sora extends Site {
  closed = true;
  left = 7;
  bought = 0;
  credits = 0;
  resetsIn = 20_134;
  pending: { id: string; status: string; n_frames?: number }[] = [];
  drafts: { task_id: string; kind: string }[] = [];
  calls: string[] = ['/backend/nf/check'];

  constructor() {
    super(['sora.chatgpt.com']);
    this.route('GET', '/*', () => this.#page());
    this.route('GET', '/backend/nf/check', ({ headers }) =>
      this.#guarded(headers, { ...this.balance(), type: 'allowed' }),
    );
    this.route('POST', '/backend/nf/create', ({ headers }) =>
      this.#guarded(headers, { id: `task_${this.log.length}`, priority: 1, ...this.balance() }),
    );
    this.route('GET', '/backend/nf/pending/v2', ({ headers }) =>
      this.#guarded(
        headers,
        this.pending.map((one) => ({ ...one, prompt: 'stays in the page', title: null, generations: [] })),
      ),
    );
    this.route('GET', '/backend/project_y/profile/drafts/v2', ({ headers }) =>
      this.#guarded(headers, { items: this.drafts, cursor: null }),
    );
  }

  balance() {
    return {
      rate_limit_and_credit_balance: {
        rate_limit_reached: this.left <= 0,
        access_resets_in_seconds: this.resetsIn,
        credit_remaining: this.credits,
        estimated_num_videos_remaining: this.left,
        estimated_num_purchased_videos_remaining: this.bought,
      },
    };
  }

  #guarded(headers: { authorization?: string | undefined }, json: unknown): Answer {
    if (this.closed) return { status: 404, text: 'gone' };
    if (headers.authorization !== 'Bearer simulated')
      return {
        status: 401,
        json: {
          error: {
            message: 'Missing bearer authentication in header',
            type: 'invalid_request_error',
            code: 'token_invalidated',
            param: null,
          },
          status: 401,
        },
      };
    return { json };
  }

  #page(): Answer {
    const calls = this.closed ? [] : this.calls;
    return page(
      'Simulated Sora',
      '<p class="number" id="number">…</p>',
      `window.headers = { authorization: 'Bearer simulated' };
       window.call = (path, init) => fetch(path, { ...init, headers: { ...window.headers, ...(init && init.headers) } });
       window.results = {};
       for (const path of ${JSON.stringify(calls)}) window.call(path).then(async (r) => { window.results[path] = await r.text(); }, () => {});`,
    );
  }
}
