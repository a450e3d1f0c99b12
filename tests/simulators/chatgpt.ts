import { type Answer, page, Site } from './site.ts';

export type SimulatedWindow = { seconds: number; used: number; resetsAt: number | null };

/** A simulated chatgpt.com: usage windows, credits, cloud tasks and chat turns. Shapes as recorded 2026-05 to 2026-10. */
export class Chatgpt extends Site {
  plan = 'plus';
  account = 'acct-simulated-1';
  signedIn = true;
  allowed = true;
  windows: SimulatedWindow[] = [
    { seconds: 18_000, used: 12, resetsAt: Date.now() + 3 * 3_600_000 },
    { seconds: 604_800, used: 34, resetsAt: Date.now() + 4 * 86_400_000 },
  ];
  credits: string | null = '1250';
  /** Cloud tasks by id, with their turn status. */
  tasks = new Map<string, string>();
  limits: unknown[] = [];
  /** What a page asks for as soon as it loads. */
  calls: string[] = ['/backend-api/wham/usage'];

  constructor() {
    super(['chatgpt.com', 'ws.chatgpt.com']);
    this.route('GET', '/', () => this.#page('Simulated ChatGPT'));
    this.route('GET', '/codex*', () => this.#page('Simulated Codex: usage'));
    this.route('GET', '/backend-api/wham/usage', ({ headers }) =>
      this.#guarded(headers, () => ({ json: this.usage() })),
    );
    this.route('GET', '/backend-api/wham/tasks/list', ({ headers }) =>
      this.#guarded(headers, () => ({ json: this.taskList() })),
    );
    this.route('POST', '/backend-api/wham/tasks', ({ headers }) =>
      this.#guarded(headers, () => {
        const id = `task_e_new_${this.tasks.size}`;
        this.tasks.set(id, 'pending');
        return { status: 201, json: { task: { id } } };
      }),
    );
    this.route('POST', '/backend-api/conversation/init', ({ headers }) =>
      this.#guarded(headers, () => ({
        json: {
          type: 'conversation_detail_metadata',
          blocked_features: [],
          model_limits: [],
          limits_progress: this.limits,
        },
      })),
    );
    this.route('POST', '/backend-api/f/conversation', () => ({
      stream: (stream) => this.turn(stream.write, stream.end),
    }));
  }

  usage(): unknown {
    const slot = ({ seconds, used, resetsAt }: SimulatedWindow) => {
      const at = resetsAt ?? Date.now() + seconds * 1_000;
      return {
        used_percent: used,
        limit_window_seconds: seconds,
        reset_after_seconds: Math.max(0, Math.round((at - Date.now()) / 1_000)),
        reset_at: Math.round(at / 1_000),
      };
    };
    const [primary, secondary] = this.windows;
    return {
      user_id: 'user-simulated',
      account_id: this.account,
      email: 'somebody@example.com',
      plan_type: this.plan,
      rate_limit: {
        allowed: this.allowed,
        limit_reached: !this.allowed,
        primary_window: primary ? slot(primary) : null,
        secondary_window: secondary ? slot(secondary) : null,
      },
      code_review_rate_limit: null,
      additional_rate_limits: null,
      credits: {
        has_credits: this.credits !== null && Number(this.credits) > 0,
        unlimited: false,
        overage_limit_reached: false,
        balance: this.credits,
      },
      spend_control: { reached: false, individual_limit: null },
      rate_limit_reached_type: null,
      promo: null,
    };
  }

  taskList(): unknown {
    const items = [...this.tasks].map(([id, status]) => ({
      id,
      title: 'A title that must stay in the page',
      updated_at: Date.now() / 1_000,
      archived: false,
      has_unread_turn: status === 'completed',
      task_status_display: { environment_label: 'main', latest_turn_status_display: { turn_status: status } },
    }));
    return { items, cursor: null };
  }

  /** One short chat turn, as recorded: ends with `message_stream_complete`. */
  turn(write: (text: string) => void, end: () => void): void {
    write('event: delta_encoding\ndata: "v1"\n\n');
    write('data: {"type":"resume_conversation_token","token":"t","conversation_id":"conv-1"}\n\n');
    write(
      'event: delta\ndata: {"p":"/message/content/parts/0","o":"append","v":"words that must stay in the page"}\n\n',
    );
    write('data: {"type":"message_stream_complete","conversation_id":"conv-1"}\n\ndata: [DONE]\n\n');
    end();
  }

  #guarded(headers: { authorization?: string | undefined }, answer: () => Answer): Answer {
    if (!this.signedIn || headers.authorization !== 'Bearer simulated')
      return { status: 401, json: { detail: 'Unauthorized' } };
    return answer();
  }

  #page(title: string): Answer {
    const calls = JSON.stringify(this.calls);
    return page(
      title,
      '<p class="number" id="number">…</p>',
      `window.headers = { authorization: 'Bearer simulated' };
       window.call = (path, init) => fetch(path, { ...init, headers: { ...window.headers, ...(init && init.headers) } });
       window.results = {};
       for (const path of ${calls}) window.call(path).then(async (r) => { window.results[path] = await r.text(); }, () => {});`,
    );
  }
}
