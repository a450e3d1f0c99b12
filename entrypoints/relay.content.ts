// The isolated world: the port to the page's own world, the line to the worker. Must sort before `tap`.
import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { askedBy } from '../core/page/ask-line.ts';
import { holdsBy } from '../core/page/holds-by.ts';
import { startRelay } from '../core/page/relay.ts';
import { origins, watchAt } from '../core/providers/watches.ts';

export default defineContentScript({
  matches: origins.map((origin) => `${origin}/*`),
  runAt: 'document_start',
  noScriptStartedPostMessage: true,
  main() {
    const watch = watchAt(location.origin);
    if (watch === undefined) return;
    startRelay(window, watch, {
      send: (saw) => browser.runtime.sendMessage({ say: 'saw', ...saw }),
      holds: async () => holdsBy((await browser.storage.local.get('settings')).settings, watch.id),
      may: (held) => browser.runtime.sendMessage({ say: 'may', ...held }),
      onWindow: (take) =>
        browser.runtime.onConnect.addListener((port) => {
          const id = askedBy(port.name);
          if (id !== null && port.sender?.id === browser.runtime.id) take(id, port);
        }),
      onCommand: (take) =>
        browser.runtime.onMessage.addListener((command, _sender, reply) => {
          if (command?.do !== undefined) take(command);
          reply(true);
        }),
      alive: () => browser.runtime?.id !== undefined,
    });
  },
});
