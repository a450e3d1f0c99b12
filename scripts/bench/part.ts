import type { Figure } from './figures.ts';

/** One part of the benchmarks. What it measures is kept, so that the table can be made from parts of several runs. */
export type Part = {
  /** `page-chromium`; `npm run bench -- page` measures all that begin so. */
  readonly name: string;
  /** Measures, and tells each figure as soon as it is there. */
  readonly measure: (tell: (figure: Figure) => void) => Promise<void>;
};

export type BrowserName = 'chromium' | 'firefox';
