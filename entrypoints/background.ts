// The worker (Chrome: service worker, Firefox: event page). Wiring only: listeners first, decisions elsewhere.
import { defineBackground } from 'wxt/utils/define-background';
import { startWorker } from '../core/platform/worker.ts';

export default defineBackground({
  type: 'module',
  main() {
    startWorker();
  },
});
