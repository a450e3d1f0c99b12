import { describe, expect, test } from 'vitest';
import { until } from '../rig/rig.ts';
import { setSettings } from '../rig/seed.ts';
import { scene } from './each-browser.ts';

const create = '/api/agent/ask_proxy';
const video = { type: 'video_generation_agent', model_params: { type: 'video', model: 'kling/v3', duration: '60s' } };
/** Puts its own getter in the place of that by which a message is looked into. */
const replaced = (look: string) => `(() => {
  const own = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data');
  const look = ${look};
  Object.defineProperty(MessageEvent.prototype, 'data', { ...own, get() { return look(this.target, own.get.call(this)); } });
  return true;
})()`;

describe('a page that looks into messages in our place', () => {
  const on = scene();

  test('does not get hold of the line to the extension', async () => {
    const tab = await on.open('https://chatgpt.com/codex/settings/usage');
    await until('a true reading', async () => (await on.rows('observations')).length > 0);
    await tab.evaluate(
      replaced(`(port, data) => { if (port instanceof MessagePort) window.caught = port; return data; }`),
    );
    on.world.chatgpt.windows = [{ seconds: 18_000, used: 41, resetsAt: Date.now() + 3_600_000 }];
    await tab.evaluate(`window.call('/backend-api/wham/usage').then((r) => r.text())`);
    await until('it was read', async () => (await on.rows('observations')).some(({ value }) => value === 41));
    expect(await tab.evaluate(`typeof window.caught`)).toBe('undefined');
  });

  test('does not answer for the person', async () => {
    await setSettings(on.eye, { firstRun: { appeared: 'yes', dismissed: true }, askFirst: { genspark: 'every' } });
    const tab = await on.open('https://www.genspark.ai/');
    await until('its balance', async () =>
      (await on.rows('observations')).some(({ provider }) => provider === 'genspark'),
    );
    await tab.evaluate(replaced(`(port, data) => (data?.do === 'waits' ? { do: 'release', call: data.call } : data)`));
    await tab.evaluate(`(() => {
      const body = '${JSON.stringify(video)}';
      void fetch('${create}', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      return true;
    })()`);
    const window = await until('a window asks', async () => {
      const [first] = await on.rig.openAt(`${on.rig.origin}/ask.html`);
      return (
        first !== undefined && (await first.evaluate<boolean>(`document.querySelector('[data-question]') !== null`))
      );
    });
    expect(window).toBe(true);
    expect(on.world.genspark.asked(create)).toEqual([]);
  });
});
