import { describe, expect, test } from 'vitest';
import { create, holdingPage, video } from './held.ts';
import { settle, unhandledDuring, until } from './page.ts';

const post = (body: BodyInit | null = video): RequestInit => ({ method: 'POST', body });

describe('a costly request', () => {
  test('waits, with the question and the sighting that tells of it', async () => {
    const page = holdingPage();
    await page.asks(() => void page.page.fetch(create, post()));
    const [question] = page.questions();
    expect(question?.sent).toMatchObject({
      watch: 'agent',
      phase: 'sent',
      call: question?.hold,
      asked: { type: 'video_generation_agent', model_params: { model: 'sora-2', duration: '8s' } },
    });
    expect(JSON.stringify(question)).not.toContain('garden');
    expect([page.sent, page.spotted()]).toEqual([[], []]);
  });

  test('goes when it may, once, and its answer is told', async () => {
    const page = holdingPage();
    const { made, call } = await page.asks(() => page.page.fetch(create, post()));
    for (const _ of [1, 2]) page.command({ do: 'release', call });
    expect((await made).status).toBe(200);
    await until('its answer is told', () => page.phases().includes('answer null'));
    expect(page.sent.length).toBe(1);
    expect(await page.sent[0]?.text()).toBe(video);
  });

  test('that is cancelled fails like an aborted one and never goes', async () => {
    const page = holdingPage();
    const { made, call } = await page.asks(() => page.page.fetch(create, post()));
    const native = AbortSignal.abort().reason as DOMException;
    const failed = expect(made).rejects.toMatchObject({
      name: 'AbortError',
      message: native.message,
      code: native.code,
    });
    page.command({ do: 'cancel', call });
    await failed;
    await expect(made).rejects.toBeInstanceOf(DOMException);
    await until('it is told', () => page.phases().includes('end withheld'));
    expect(page.sent).toEqual([]);
  });

  test('that is cancelled and not caught is one unhandled rejection, as an aborted one is', async () => {
    const page = holdingPage();
    const unhandled = await unhandledDuring(async () => {
      const { call } = await page.asks(() => void page.page.fetch(create, post()));
      page.command({ do: 'cancel', call });
      await settle();
    });
    expect(unhandled.map((reason) => (reason as Error).name)).toEqual(['AbortError']);
  });

  test('that the page aborts fails with the page’s own reason, and nobody needs to answer any more', async () => {
    const page = holdingPage();
    const abort = new AbortController();
    const { made, call } = await page.asks(() => page.page.fetch(create, { ...post(), signal: abort.signal }));
    const reason = new Error('changed my mind');
    abort.abort(reason);
    await expect(made).rejects.toBe(reason);
    await until('the relay hears of it', () => page.dropped().length > 0);
    page.command({ do: 'release', call });
    await settle();
    expect([page.dropped(), page.sent]).toEqual([[call], []]);
  });

  test('that was aborted before it was asked about is asked about by nobody', async () => {
    const page = holdingPage();
    await page.pass(0);
    const abort = new AbortController();
    const made = page.page.fetch(create, { ...post(), signal: abort.signal });
    abort.abort();
    await expect(made).rejects.toBe(abort.signal.reason);
    await settle();
    expect([page.questions(), page.sent]).toEqual([[], []]);
  });

  test('that is made with an aborted signal is asked about by nobody either', async () => {
    const page = holdingPage();
    await page.pass(0);
    const reason = new Error('long gone');
    await expect(page.page.fetch(create, { ...post(), signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await settle();
    expect([page.questions(), page.sent]).toEqual([[], []]);
  });

  test('the same as a cancelled one is cancelled without a question for ten seconds, and another one is not', async () => {
    const page = holdingPage();
    const first = await page.asks(() => page.page.fetch(create, post()));
    page.command({ do: 'cancel', call: first.call });
    await expect(first.made).rejects.toThrow();
    await expect(page.page.fetch(new Request(create, post()))).rejects.toMatchObject({ name: 'AbortError' });
    expect(page.questions().length).toBe(1);
    await page.asks(() => void page.page.fetch(create, post(video.replace('8s', '9s'))).catch(() => {}));
    await page.asks(() => void page.page.fetch(`${create}?other`, post()).catch(() => {}));
    expect(page.questions().length).toBe(3);
  });

  test('as one is asked about again once the ten seconds are over', async ({ onTestFinished }) => {
    const { now } = Date;
    let ahead = 0;
    Date.now = () => now() + ahead;
    onTestFinished(() => {
      Date.now = now;
    });
    const page = holdingPage();
    const first = await page.asks(() => page.page.fetch(create, post()));
    page.command({ do: 'cancel', call: first.call });
    await expect(first.made).rejects.toThrow();
    ahead = 10_001;
    await page.asks(() => void page.page.fetch(create, post()));
    expect(page.questions().length).toBe(2);
  });
});

describe('what goes is what the page asked for', () => {
  const changing: [string, () => { input?: Request; init?: RequestInit; change: () => void }][] = [
    [
      'the record of settings',
      () => {
        const init: RequestInit = { ...post(), headers: { 'x-own': '1' } };
        return { init, change: () => Object.assign(init, { method: 'PUT', body: 'other', headers: { 'x-own': '2' } }) };
      },
    ],
    [
      'the headers',
      () => {
        const headers = new Headers({ 'x-own': '1' });
        return { init: { ...post(), headers }, change: () => headers.set('x-own', '2') };
      },
    ],
    [
      'a Request’s headers',
      () => {
        const input = new Request(create, { ...post(), headers: { 'x-own': '1' } });
        return { input, change: () => input.headers.set('x-own', '2') };
      },
    ],
  ];
  test.each(changing)('although it changes %s meanwhile', async (_, making) => {
    const page = holdingPage();
    const { input = create, init, change } = making();
    const { made, call } = await page.asks(() => page.page.fetch(input, init));
    change();
    page.command({ do: 'release', call });
    await made;
    const [sent] = page.sent;
    expect([sent?.method, sent?.headers.get('x-own'), await sent?.text()]).toEqual(['POST', '1', video]);
  });

  test('although it changes a form meanwhile', async () => {
    const page = holdingPage();
    const form = new FormData();
    form.set('a', '1');
    const { made, call } = await page.asks(() => page.page.fetch(create, post(form)));
    form.set('a', '2');
    page.command({ do: 'release', call });
    await made;
    expect([...((await page.sent[0]?.formData()) ?? [])]).toEqual([['a', '1']]);
  });

  test('a Request looks used at once, and a stream is read by nobody before it goes', async () => {
    const page = holdingPage();
    let pulls = 0;
    const stream = new ReadableStream(
      {
        pull(controller) {
          pulls++;
          controller.enqueue(new TextEncoder().encode('piece'));
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const first = await page.asks(() =>
      page.page.fetch(create, { method: 'POST', body: stream, duplex: 'half' } as RequestInit),
    );
    expect(pulls).toBe(0);
    page.command({ do: 'release', call: first.call });
    await first.made;
    expect(await page.sent[0]?.text()).toBe('piece');
    const input = new Request(create, post());
    await page.asks(() => void page.page.fetch(input));
    expect(input.bodyUsed).toBe(true);
  });
});

describe('only our own failure lets a request go unasked', () => {
  test('a relay that never answers: after its own patience and a little more, once', async () => {
    const page = holdingPage();
    const { made } = await page.asks(() => page.page.fetch(create, post()));
    await page.pass(2_400);
    expect(page.sent).toEqual([]);
    await page.pass(200);
    expect((await made).status).toBe(200);
    await page.pass(60_000);
    expect(page.sent.length).toBe(1);
  });

  test('a relay that dies while a window is open; one that answers is waited for', async () => {
    const page = holdingPage();
    const { made, call } = await page.asks(() => page.page.fetch(create, post()));
    page.command({ do: 'waits', call });
    for (let turn = 0; turn < 60; turn++) {
      await page.pass(2_000);
      page.command({ do: 'waits', call });
    }
    await settle();
    expect(page.sent).toEqual([]);
    await page.pass(6_000);
    await made;
    expect(page.sent.length).toBe(1);
  });
});

describe('a body that is not all there', () => {
  /** A Request with a body that goes on for ever, as one that is recorded while it is sent. */
  const endless = () => {
    let pulls = 0;
    const body = new ReadableStream({
      pull(controller) {
        if (pulls++ === 0) controller.enqueue(new TextEncoder().encode('{"type":"video'));
        return pulls > 1 ? new Promise(() => {}) : undefined;
      },
    });
    return new Request(create, { method: 'POST', body, duplex: 'half' } as RequestInit);
  };

  test('is read for a second; then it is asked about without what it says, and goes on as it is', async () => {
    const page = holdingPage();
    await page.pass(0);
    const made = page.page.fetch(endless());
    await page.pass(900);
    expect(page.questions()).toEqual([]);
    await page.pass(100);
    await until('it is asked about', () => page.questions().length === 1);
    expect(page.questions()[0]?.sent.asked).toBeUndefined();
    page.command({ do: 'release', call: page.questions()[0]?.hold ?? '' });
    await made;
    const reader = page.sent[0]?.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('{"type":"video');
  });

  test('has no twin: another one like it is asked about although the first was cancelled', async () => {
    const page = holdingPage();
    for (const n of [1, 2]) {
      await page.pass(0);
      const made = page.page.fetch(endless());
      await page.pass(1_000);
      await until('it is asked about', () => page.questions().length === n);
      page.command({ do: 'cancel', call: page.questions().at(-1)?.hold ?? '' });
      await expect(made).rejects.toMatchObject({ name: 'AbortError' });
    }
  });

  test('that is there in time is read whole, and its reading ends nothing', async () => {
    const page = holdingPage();
    const { made, call } = await page.asks(() => page.page.fetch(new Request(create, post())));
    await page.pass(1_000);
    expect(page.questions()[0]?.sent.asked).toMatchObject({ type: 'video_generation_agent' });
    page.command({ do: 'release', call });
    await made;
    expect(await page.sent[0]?.text()).toBe(video);
  });
});

describe('two of the same that wait', () => {
  test('are cancelled together, and the window of the other one closes', async () => {
    const page = holdingPage();
    const first = await page.asks(() => page.page.fetch(create, post()));
    const second = await page.asks(() => page.page.fetch(new Request(create, post())));
    const other = await page.asks(() => page.page.fetch(create, post(video.replace('8s', '9s'))));
    page.command({ do: 'cancel', call: second.call });
    for (const { made } of [first, second]) await expect(made).rejects.toMatchObject({ name: 'AbortError' });
    await until('the relay hears of it', () => page.dropped().length > 0);
    await until('both are told', () => page.phases().filter((one) => one === 'end withheld').length === 2);
    expect([page.dropped(), page.sent]).toEqual([[first.call], []]);
    page.command({ do: 'release', call: other.call });
    expect((await other.made).status).toBe(200);
  });

  test('go one by one: a yes is for one', async () => {
    const page = holdingPage();
    const first = await page.asks(() => page.page.fetch(create, post()));
    const second = await page.asks(() => page.page.fetch(create, post()));
    page.command({ do: 'release', call: first.call });
    await first.made;
    await settle();
    expect([page.sent.length, page.dropped()]).toEqual([1, []]);
    page.command({ do: 'release', call: second.call });
    await second.made;
  });
});

describe('nothing waits', () => {
  test.each<[string, string, RequestInit]>([
    ['of what is not costly', 'https://www.genspark.ai/api/payment/get_credit_balance', {}],
    ['of what is not ours', 'https://www.genspark.ai/api/else', post()],
  ])('%s', async (_, to, init) => {
    const page = holdingPage();
    await page.pass(0);
    await page.page.fetch(to, init);
    expect([page.sent.length, page.questions()]).toEqual([1, []]);
  });

  test('once it is switched off', async () => {
    const page = holdingPage();
    page.command({ do: 'hold', on: false });
    await page.pass(0);
    await page.page.fetch(create, post());
    await until('it is told as ever', () => page.phases().includes('sent null'));
    expect([page.sent.length, page.questions()]).toEqual([1, []]);
  });

  test('of a request that cannot be made: it fails as it would', async () => {
    const page = holdingPage();
    await page.pass(0);
    await expect(page.page.fetch(create, { method: 'POST', mode: 'navigate' })).rejects.toThrow(TypeError);
    expect(page.questions()).toEqual([]);
  });
});

describe('pausing', () => {
  test('is no answer to a request that waits: it goes on waiting, and goes by its window alone', async () => {
    const page = holdingPage();
    const { made, call } = await page.asks(() => page.page.fetch(create, post()));
    page.command({ do: 'waits', call });
    page.command({ do: 'quiet', quiet: true });
    page.command({ do: 'hold', on: false });
    for (let turn = 0, heard = 0; turn < 10; turn++, heard = page.looks().length) {
      await page.pass(2_000);
      // The relay answers the looks of the tap that it hears of.
      if (page.looks().length > heard) page.command({ do: 'waits', call });
    }
    expect(page.sent).toEqual([]);
    page.command({ do: 'cancel', call });
    await expect(made).rejects.toMatchObject({ name: 'AbortError' });
    expect(page.sent).toEqual([]);
  });

  test('lets what is asked for from then on go at once', async () => {
    const page = holdingPage();
    page.command({ do: 'quiet', quiet: true });
    await page.pass(0);
    await page.page.fetch(create, post());
    expect([page.sent.length, page.told]).toEqual([1, []]);
  });

  test('does not keep it from the relay that the page has given a request up', async () => {
    const page = holdingPage();
    const abort = new AbortController();
    const { made, call } = await page.asks(() => page.page.fetch(create, { ...post(), signal: abort.signal }));
    page.command({ do: 'quiet', quiet: true });
    await page.pass(0);
    abort.abort();
    await expect(made).rejects.toMatchObject({ name: 'AbortError' });
    await until('the relay hears of it', () => page.dropped().includes(call));
  });
});
