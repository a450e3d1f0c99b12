// The page's own world: watches what the page itself sends and receives. No zod, no facts, no decisions.
import { defineContentScript } from 'wxt/utils/define-content-script';
import { installTap } from '../core/page/tap.ts';
import { origins, watchAt } from '../core/providers/watches.ts';

export default defineContentScript({
  matches: origins.map((origin) => `${origin}/*`),
  runAt: 'document_start',
  world: 'MAIN',
  main() {
    const watch = watchAt(location.origin);
    if (watch !== undefined) installTap(window, watch);
  },
});
