// The isolated world: the port to the page's own world, the line to the worker. Must run before `tap`.

import { watch } from 'watch:relay';
import type { Browser } from 'wxt/browser';
import { askedBy } from '../../core/page/ask-line.ts';
import { holdsBy } from '../../core/page/holds-by.ts';
import { startRelay } from '../../core/page/relay.ts';

type Browsers = { readonly browser?: typeof Browser; readonly chrome: typeof Browser };

const { browser: standard, chrome } = globalThis as unknown as Browsers;
const browser = standard?.runtime?.id ? standard : chrome;
const { runtime } = browser;

startRelay(window, watch, {
  send: (saw) => runtime.sendMessage({ say: 'saw', ...saw }),
  holds: async () => holdsBy((await browser.storage.local.get('settings')).settings, watch.id),
  may: (held) => runtime.sendMessage({ say: 'may', ...held }),
  onWindow: (take) =>
    runtime.onConnect.addListener((port) => {
      const id = askedBy(port.name);
      if (id !== null && port.sender?.id === runtime.id) take(id, port);
    }),
  onCommand: (take) =>
    runtime.onMessage.addListener((command, _sender, reply) => {
      if (command?.do !== undefined) take(command);
      reply(true);
    }),
  alive: () => browser.runtime?.id !== undefined,
});
