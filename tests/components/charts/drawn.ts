import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };
const plain = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&\w+;/g, (entity) => entities[entity] ?? entity)
    .replace(/\s+/g, ' ')
    .trim();

const partsOf = (html: string, element: string) =>
  [...html.matchAll(new RegExp(`<${element}\\b[^>]*>([\\s\\S]*?)</${element}>`, 'g'))].map(([, inner]) => inner ?? '');

/** What a chart came to: its markup, and what is to be read in it. */
export function drawn(chart: VNode) {
  const html = renderToString(chart);
  const rows = partsOf(html, 'tr').map((row) =>
    [...row.matchAll(/<t[hd]\b[^>]*>(.*?)<\/t[hd]>/g)].map(([all]) => plain(all)),
  );
  return {
    html,
    columns: rows[0] ?? [],
    rows: rows.slice(1),
    finding: partsOf(html, 'figcaption').map(plain)[0],
    legend: partsOf(html, 'li').map(plain),
    caption: partsOf(html, 'caption').map(plain)[0],
    texts: partsOf(html, 'text').map(plain),
    titles: partsOf(html, 'title').map(plain),
    slider: /<input[^>]*>/.exec(html)?.[0] ?? null,
    /** What is shown beneath while nobody points at anything. */
    readOut: plain(/class="chart-read-out"[\s\S]*?<span>([\s\S]*?)<\/span><\/p>/.exec(html)?.[1] ?? ''),
    count: (of: string) => html.split(of).length - 1,
  };
}

/** Every number in the attributes that place and shape what is drawn. */
export function numbersIn(html: string): readonly number[] {
  const attributes = html.matchAll(/\s(?:d|x|y|x1|x2|y1|y2|cx|cy|r|rx|width|height|viewBox)="([^"]*)"/g);
  return [...attributes].flatMap(([, value = '']) =>
    value === '100%'
      ? []
      : value
          .split(/[\s,MLHVAZ]+/i)
          .filter((part) => part !== '')
          .map(Number),
  );
}
