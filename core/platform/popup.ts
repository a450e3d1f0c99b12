import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import { browser } from 'wxt/browser';
import { looksAlike } from '../app/moment.ts';
import type { Outside } from '../app/painting.ts';
import type { Trouble } from '../app/trouble.ts';
import type { Screen } from '../app/view.ts';
import type { Settings } from '../domain/settings.ts';
import type { EpochMs } from '../domain/time.ts';
import { voiceOf, type Words } from '../words/voice.ts';
import type { Doer } from './actions.ts';
import { now } from './clock.ts';
import { warnOf } from './log.ts';
import {
  type LeftBehind,
  loadPainting,
  type PaintedService,
  type Spoken,
  screenAt,
  stillHolds,
  type Told,
} from './painted.ts';
import { onChange } from './signal.ts';
import { outOfReach } from './tabs.ts';
import { onTrouble } from './trouble.ts';

/** What is to be seen: the screen, or where there is none, what keeps it away. */
export type Sight =
  | { readonly screen: Screen; readonly settings: Settings; readonly trouble: Trouble | null }
  | { readonly screen: null; readonly trouble: Trouble };

/** What the popup shows and may do. The worker makes its screens: no model, no schema and no dictionary is loaded here. */
export type PopupStore = Doer & {
  readonly words: ReadonlySignal<Words>;
  /** `null`: nothing is known yet. */
  readonly sight: ReadonlySignal<Sight | null>;
  readonly services: ReadonlySignal<readonly PaintedService[]>;
  /** Whether the worker has said how things stand since the popup was opened. */
  readonly answered: ReadonlySignal<boolean>;
};

/** So long the worker is given until it is asked again: where it does not answer, and where it has answered, ms. */
const again = { unanswered: 1_000, answered: 10_000 };

/** What the worker left behind is shown at once; then it is asked, and whenever something may be different. */
export async function openPopup(): Promise<PopupStore> {
  const left = await loadPainting();
  const painting = signal(left.painting);
  const spoken = signal<Spoken | null>(left.painting);
  const [unread, unwritten] = [signal<Trouble | null>(null), signal(left.trouble)];
  const [known, answered] = [signal(false), signal(false)];
  const at = signal(now());
  const outside = outsideOf(painting);
  const page = document;

  const locale = computed(() => spoken.value?.locale);
  // The texts of a language are always the same.
  const words = computed(() => voiceOf((locale.value && spoken.peek()?.texts) ?? {}, locale.value ?? 'en'));
  const sight = computed((): Sight | null => {
    const trouble = unread.value ?? unwritten.value;
    const shown = painting.value;
    if (shown !== null && (known.value || stillHolds(shown, at.value)))
      return { screen: screenAt(shown, words.value, at.value), settings: shown.settings, trouble };
    return trouble === null || spoken.value === null ? null : { screen: null, trouble };
  });

  const take = (told: Told) =>
    batch(() => {
      at.value = now();
      spoken.value = told;
      unread.value = 'trouble' in told ? told.trouble : null;
      answered.value = true;
      if ('trouble' in told) return;
      if (!known.value) void look().catch((error: unknown) => warnOf('looking at tabs', error));
      known.value = true;
      painting.value = told;
    });
  const ask = inTurn(async () => {
    const told = await browser.runtime.sendMessage({ say: 'paint', ...outside.now() }).catch(() => undefined);
    if (told) take(told as Told);
    else setTimeout(() => (answered.peek() ? askIfSeen : ask)(), again.unanswered);
  });

  /** By the clock a worker is woken only for somebody who looks: whoever comes back has the answer asked for at once. */
  const askIfSeen = () => {
    if (page.visibilityState === 'visible') ask();
  };
  const look = async () => {
    if (await outside.look()) ask();
  };
  /** Shows what the clock has changed, and asks where that is not enough. */
  const tick = () => {
    const [shown, before, moment] = [painting.peek(), at.peek(), now()];
    if (shown === null) return;
    const over = moment >= shown.until && before < shown.until;
    if (over) askIfSeen();
    const seen = (then: EpochMs) => screenAt(shown, words.peek(), then);
    if (over || !looksAlike(seen(before), seen(moment))) at.value = moment;
  };

  ask();
  setInterval(tick, 1_000);
  setInterval(askIfSeen, again.answered);
  onChange(ask);
  browser.storage.local.onChanged.addListener(ask);
  onTrouble((trouble) => (unwritten.value = trouble));
  for (const event of ['online', 'offline']) addEventListener(event, ask);
  page.addEventListener('visibilitychange', askIfSeen);
  const services = computed(() => painting.value?.services ?? []);
  return {
    ...{ words, sight, services, answered, look },
    send: (order) => browser.runtime.sendMessage(order),
    deaf: outside.deaf,
    origins: (provider) => services.peek().find(({ id }) => id === provider)?.origins ?? [],
  };
}

/** What only a page can know, as far as it has looked. */
function outsideOf(painting: ReadonlySignal<LeftBehind | null>) {
  let seen: Awaited<ReturnType<typeof outOfReach>> = { noAccess: [], deaf: new Map() };
  const now = (): Outside => ({
    ...{ online: navigator.onLine, noAccess: seen.noAccess, needsReload: [...seen.deaf.keys()] },
  });
  return {
    now,
    deaf: (provider: string): readonly number[] => seen.deaf.get(provider) ?? [],
    /** Looks again; whether anything is different. */
    look: async (): Promise<boolean> => {
      const { services = [], settings } = painting.peek() ?? {};
      const before = JSON.stringify(now());
      seen = await outOfReach(services.filter(({ id }) => settings?.stopped.includes(id) !== true));
      return JSON.stringify(now()) !== before;
    },
  };
}

/** One at a time; what is wanted meanwhile is done once more afterwards. */
function inTurn(work: () => Promise<void>): () => void {
  let [going, wanted] = [false, false];
  const run = async (): Promise<void> => {
    wanted = true;
    if (going) return;
    going = true;
    while (wanted) {
      wanted = false;
      await work().catch((error: unknown) => warnOf('asking for what to show', error));
    }
    going = false;
  };
  return () => void run();
}
