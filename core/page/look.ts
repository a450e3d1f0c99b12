import type { Json } from '../domain/sighting.ts';
import type { TextWatch } from '../providers/provider.ts';

/** How many lines below its label a value may stand. */
const reach = 4;

/**
 * Numbers from visible text, by the provider's patterns: for each row label that stands alone on a line, the first
 * match of each value pattern within the next lines (or before the next label). Only captured groups leave the page.
 */
export function readLines(text: string, { rows, values }: Pick<TextWatch, 'rows' | 'values'>): Record<string, Json> {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const labels = patternsOf(rows);
  const wanted = patternsOf(values);
  const labelOf = (line: string) => labels.find(([, label]) => label.test(line));
  const found: Record<string, Json> = {};
  lines.forEach((line, place) => {
    const [row, label] = labelOf(line) ?? [];
    if (row === undefined || found[row] !== undefined) return;
    const below = lines.slice(place + 1, place + 1 + reach);
    const end = below.findIndex((next) => labelOf(next));
    // A label pattern may hold the value itself ("Credits remaining 1,234.56"): its named groups count too.
    const own = Object.entries(label?.exec(line)?.groups ?? {}).filter(([, value]) => value !== undefined);
    found[row] = { ...Object.fromEntries(own), ...valuesIn(end < 0 ? below : below.slice(0, end), wanted) };
  });
  return found;
}

type Pattern = readonly [id: string, whole: RegExp];

/** Patterns for entire lines. */
function patternsOf(sources: Readonly<Record<string, string>>): readonly Pattern[] {
  return Object.entries(sources).map(([id, source]) => [id, new RegExp(`^(?:${source})$`, 'i')]);
}

/** What the first group that took part holds, of the first line that fits. */
function valuesIn(lines: readonly string[], patterns: readonly Pattern[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [id, pattern] of patterns)
    for (const line of lines) {
      const value = pattern
        .exec(line)
        ?.slice(1)
        .find((group) => group !== undefined);
      if (value !== undefined) found[id] ??= value.slice(0, 40);
    }
  return found;
}

/**
 * Watches the visible page for the texts a provider names and tells what it read when that changes.
 * Returns a function to call after every change of address: the page is only observed where a text may stand.
 */
export function lookAt(
  page: Window & typeof globalThis,
  texts: readonly TextWatch[],
  tell: (watch: string, rows: Record<string, Json>) => void,
): () => void {
  const last = new Map<string, string>();
  let due = false;
  const { location, document } = page;
  const here = () => texts.filter(({ on }) => new RegExp(on).test(location.pathname + location.hash));

  const read = (text: TextWatch): Record<string, Json> => {
    const element = document.querySelector<HTMLElement>(text.within);
    // `innerText`: lines as a person sees them, hidden text left out.
    return element === null ? {} : readLines(element.innerText, text);
  };
  const look = (): void => {
    due = false;
    for (const text of here()) {
      const rows = read(text);
      const now = JSON.stringify(rows);
      if (now === '{}' || now === last.get(text.id)) continue;
      // Animated numbers count up from zero: only what still stands a moment later is believed.
      page.setTimeout(() => {
        if (JSON.stringify(read(text)) !== now) return soon();
        last.set(text.id, now);
        tell(text.id, rows);
      }, 250);
    }
  };
  const soon = (): void => {
    if (due) return;
    due = true;
    page.setTimeout(look, 500);
  };
  const observer = new page.MutationObserver(soon);
  return () => {
    observer.disconnect();
    if (here().length === 0) return;
    observer.observe(document.documentElement, { childList: true, subtree: true, characterData: true });
    soon();
  };
}
