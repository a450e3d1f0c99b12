import type { ChildProcess } from 'node:child_process';

/** One open tab. Code is given as text and runs in the page; promises in it are awaited. */
export type Tab = {
  readonly evaluate: <T>(code: string) => Promise<T>;
  readonly goto: (url: string) => Promise<void>;
  readonly reload: () => Promise<void>;
  /** `scale`: pixels for each CSS pixel. */
  readonly size: (width: number, height: number, scale?: number) => Promise<void>;
  /** Light or dark, where the browser lets itself be told. */
  readonly scheme: (scheme: 'light' | 'dark') => Promise<void>;
  readonly screenshot: (file: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** A real browser with the built extension in it, in which the services' domains lead to the simulators. */
export type Rig = {
  readonly name: 'chromium' | 'firefox';
  /** Address of the extension's own pages, without a trailing slash. */
  readonly origin: string;
  readonly open: (url: string) => Promise<Tab>;
  /** Open tabs and windows whose address begins so, oldest first. */
  readonly openAt: (start: string) => Promise<Tab[]>;
  /** Runs code in the worker (Firefox: the event page), waking it if need be. */
  readonly worker: <T>(code: string) => Promise<T>;
  /** Ends the worker (Firefox: the event page) as the browser would when it is idle; whether there was one to end. */
  readonly killWorker: () => Promise<boolean>;
  /** Ends the whole browser as a power cut would; the profile stays. */
  readonly kill: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type RigOptions = {
  /** The built extension. */
  readonly extension: string;
  readonly executable: string;
  readonly world: { readonly port: number; readonly proxyPort: number };
  /** Browser language. */
  readonly language?: string;
  readonly headless?: boolean;
  /** A folder to keep the profile in: whoever gives one takes it away. Without, there is a new one for each rig. */
  readonly profile?: string;
  /** Pages that are open before the extension is installed. */
  readonly early?: readonly string[];
};

export const simulatedHosts = ['chatgpt.com', 'ws.chatgpt.com', 'sora.chatgpt.com', 'www.genspark.ai'];

/** The page that opens after the installation, once it is there. It would lie before what a test looks at: it is closed. */
export async function closeWelcome({ openAt, origin }: Pick<Rig, 'openAt' | 'origin'>): Promise<void> {
  const welcome = await until('the page after the installation', async () => {
    const [tab] = await openAt(`${origin}/dashboard.html`);
    return tab;
  });
  await welcome.close();
}

/** The end of a process that has been told to go. */
export function gone(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return Promise.resolve();
  return new Promise((done) => process.once('exit', () => done()));
}

/**
 * Waits for a state: asks again and again until `is` gives something, or says what was seen last. It is patient: pages
 * try again after 8 and after 16 s what the worker did not take, and a busy machine is no failure.
 */
export async function until<T>(
  what: string,
  is: () => Promise<T | null | undefined | false>,
  patience = 30_000,
): Promise<T> {
  const begun = Date.now();
  let last: unknown;
  while (Date.now() - begun < patience) {
    try {
      const value = await is();
      if (value !== null && value !== undefined && value !== false) return value;
      last = value;
    } catch (error) {
      last = error;
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`never happened: ${what} (last: ${last instanceof Error ? last.message : JSON.stringify(last)})`);
}
