import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { create, holdingPage, video } from './held.ts';
import { type FakeXhr, settle, until } from './page.ts';

beforeEach(() => void vi.stubGlobal('ProgressEvent', class extends Event {}));
afterEach(() => void vi.unstubAllGlobals());

/** A page with one XMLHttpRequest that waits. */
async function waiting({ body = video as unknown } = {}) {
  const page = holdingPage();
  const xhr = new page.page.XMLHttpRequest() as unknown as FakeXhr;
  const events: string[] = [];
  for (const type of ['readystatechange', 'abort', 'loadend', 'load']) {
    xhr.addEventListener(type, () => events.push(`${type} ${xhr.readyState}`));
    xhr.upload.addEventListener(type, () => events.push(`upload ${type}`));
  }
  const { call } = await page.asks(() => {
    xhr.open('POST', create);
    xhr.setRequestHeader('x-own', '1');
    xhr.send(body);
  });
  const aborted = ['readystatechange 4', 'upload abort', 'upload loadend', 'abort 4', 'loadend 4'];
  return { ...page, xhr, events, call, aborted };
}

describe('an XMLHttpRequest that waits', () => {
  test('goes when it may, once, and its answer is told', async () => {
    const page = await waiting();
    expect(page.xhr.sent).toEqual([]);
    for (const _ of [1, 2]) page.command({ do: 'release', call: page.call });
    await until('it goes', () => page.xhr.sent.length > 0);
    page.xhr.arrive(200, '{"status":0}');
    await until('its answer is told', () => page.phases().includes('answer null'));
    expect([page.xhr.sent, page.xhr.headers, page.events]).toEqual([[video], [['x-own', '1']], ['load 1']]);
  });

  test('that is cancelled has the events and the state of one that was aborted, and never goes', async () => {
    const page = await waiting();
    page.command({ do: 'cancel', call: page.call });
    await until('it is over', () => page.events.includes('loadend 4'));
    expect([page.events, page.xhr.readyState, page.xhr.status]).toEqual([page.aborted, 0, 0]);
    expect(() => page.xhr.send(video)).toThrow(expect.objectContaining({ name: 'InvalidStateError' }));
    expect(() => page.xhr.setRequestHeader('x-own', '2')).toThrow();
    page.xhr.abort();
    expect([page.xhr.sent, page.events]).toEqual([[], page.aborted]);
  });

  test('that the page aborts is aborted at once, and nobody needs to answer any more', async () => {
    const page = await waiting();
    page.xhr.abort();
    expect([page.events, page.xhr.readyState]).toEqual([page.aborted, 0]);
    await until('the relay hears of it', () => page.dropped().length > 0);
    page.command({ do: 'release', call: page.call });
    await settle();
    expect(page.xhr.sent).toEqual([]);
  });

  test('that the page opens for something else is that, and the first never goes', async () => {
    const page = await waiting();
    page.xhr.open('GET', '/api/else');
    page.xhr.send();
    page.command({ do: 'release', call: page.call });
    await settle();
    expect([page.xhr.address, page.xhr.sent, page.events]).toEqual(['/api/else', [undefined], []]);
  });

  test('can be opened again after it was cancelled, and is then as new', async () => {
    const page = await waiting();
    page.command({ do: 'cancel', call: page.call });
    await until('it is over', () => page.events.includes('loadend 4'));
    page.xhr.open('GET', '/api/else');
    page.xhr.send('again');
    expect([page.xhr.readyState, page.xhr.sent]).toEqual([1, ['again']]);
    expect(Object.keys(page.xhr)).not.toContain('abort');
  });

  test('takes no further header and is not sent twice, as one under way', async () => {
    const page = await waiting();
    expect(() => page.xhr.setRequestHeader('x-own', '2')).toThrow(
      expect.objectContaining({ name: 'InvalidStateError' }),
    );
    expect(() => page.xhr.send('other')).toThrow();
    page.xhr.withCredentials = true;
    page.command({ do: 'release', call: page.call });
    await until('it goes', () => page.xhr.sent.length > 0);
    expect([page.xhr.headers, page.xhr.withCredentials]).toEqual([[['x-own', '1']], false]);
  });

  test('keeps what the page has put in the place of its members', async () => {
    const page = holdingPage();
    const xhr = new page.page.XMLHttpRequest() as unknown as FakeXhr;
    let own = 0;
    xhr.abort = () => void own++;
    const { call } = await page.asks(() => {
      xhr.open('POST', create);
      xhr.send(video);
    });
    page.command({ do: 'release', call });
    await until('it goes', () => xhr.sent.length > 0);
    xhr.abort();
    expect(own).toBe(1);
  });
});

describe('its body', () => {
  const changing: [
    string,
    () => { body: unknown; change: () => void; text: (sent: never) => unknown; expected: unknown },
  ][] = [
    [
      'form parameters',
      () => {
        const body = new URLSearchParams({ a: '1' });
        return { body, change: () => body.set('a', '2'), text: (sent: URLSearchParams) => `${sent}`, expected: 'a=1' };
      },
    ],
    [
      'a form',
      () => {
        const body = new FormData();
        body.set('a', '1');
        return { body, change: () => body.set('a', '2'), text: (sent: FormData) => sent.get('a'), expected: '1' };
      },
    ],
    [
      'bytes',
      () => {
        const body = new Uint8Array([1, 2, 3]).subarray(1);
        const text = (sent: ArrayBuffer) => [...new Uint8Array(sent)];
        return { body, change: () => body.fill(9), text, expected: [2, 3] };
      },
    ],
    [
      'a buffer',
      () => {
        const body = new Uint8Array([1, 2]).buffer;
        const text = (sent: ArrayBuffer) => [...new Uint8Array(sent)];
        return { body, change: () => new Uint8Array(body).fill(9), text, expected: [1, 2] };
      },
    ],
  ];
  test.each(changing)('of %s is what it was when it was sent', async (_, making) => {
    const { body, change, text, expected } = making();
    const page = await waiting({ body });
    change();
    page.command({ do: 'release', call: page.call });
    await until('it goes', () => page.xhr.sent.length > 0);
    expect(text(page.xhr.sent[0] as never)).toEqual(expected);
  });
});

test('one that waits in place is only announced', async () => {
  const page = holdingPage();
  await page.pass(0);
  for (const [place, given] of [[false], [undefined]].entries()) {
    const xhr = new page.page.XMLHttpRequest();
    xhr.open('POST', create, given[0] as boolean);
    xhr.send(video);
    expect((xhr as unknown as FakeXhr).sent).toEqual([video]);
    await until('it is told', () => page.phases().length > place);
  }
  expect(page.questions()).toEqual([]);
});
