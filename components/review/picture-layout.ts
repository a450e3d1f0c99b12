import type { ReviewView } from '../../core/app/dashboard/review.ts';
import type { Words } from '../../core/words/words.ts';
import { type MeasureText, wrapped } from './wrap.ts';

/** What is painted, in its order. Texts stand on `y`. Angles in parts of a turn, from the top. */
export type Mark =
  | {
      readonly what: 'area';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly radius: number;
      readonly fill: string;
    }
  | {
      readonly what: 'ring';
      readonly x: number;
      readonly y: number;
      readonly radius: number;
      readonly stroke: number;
      readonly part: number;
      readonly color: string;
    }
  | {
      readonly what: 'text';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly size: number;
      readonly weight: number;
      readonly fill: string;
      readonly align: 'left' | 'right';
    };

export type Picture = { readonly width: number; readonly height: number; readonly marks: readonly Mark[] };

/** As on light screens: what a chat shows it on is nobody's choice here. */
const ink = {
  ...{ page: '#f2f4f7', card: '#ffffff', text: '#1a1f29', quiet: '#566072', track: '#e6eaf0', brand: '#17475f' },
  ...{ none: '#2b6f8f', notice: '#9a6700', warning: '#b4450c', critical: '#b3182d' },
} as const;
/** The colours of the charts, in their order. */
export const tones = ['#2b6f8f', '#b5730a', '#7d4a94', '#2f8568', '#b4450c', '#6a7587'] as const;
export const toneOf = (index: number): string => tones[index % tones.length] ?? ink.none;

export const pictureWidth = 720;
const [margin, pad, gap] = [28, 22, 14];
const inside = { left: margin + pad, right: pictureWidth - margin - pad, width: pictureWidth - 2 * (margin + pad) };

type Style = { readonly size: number; readonly weight?: number; readonly fill?: string };

/** A review as a picture: where everything stands, `measure` being what the canvas says of its fonts. */
export function pictureOf(view: ReviewView, words: Words, measure: MeasureText): Picture {
  const marks: Mark[] = [];
  let y = margin;
  const line = (
    text: string,
    x: number,
    { size, weight = 400, fill = ink.text }: Style,
    align: 'left' | 'right' = 'left',
  ) => marks.push({ what: 'text', x, y: y + size * 1.1, text, size, weight, fill, align });
  const area = (x: number, top: number, width: number, height: number, radius: number, fill: string) =>
    marks.push({ what: 'area', x, y: top, width, height, radius, fill });
  const lines = (text: string, style: Style, width: number = inside.width, x: number = inside.left) => {
    for (const one of wrapped(text, width, (part) => measure(part, style.size, style.weight ?? 400))) {
      line(one, x, style);
      y += style.size * 1.5;
    }
  };
  /** A text that keeps to the right, and one beside it that takes the room that is left. */
  const pair = (left: string, right: string, style: Style, from: number = inside.left) => {
    const width = measure(right, style.size, 600);
    line(right, inside.right, { ...style, weight: 600 }, 'right');
    lines(left, style, inside.right - from - width - 16, from);
  };
  const panel = (title: string, content: () => void) => {
    const [begin, at] = [y, marks.length];
    y += pad - 4;
    line(title, inside.left, { size: 13, weight: 600, fill: ink.quiet });
    y += 26;
    content();
    y += pad - 8;
    marks.splice(at, 0, {
      ...{ what: 'area', x: margin, y: begin, width: pictureWidth - 2 * margin, height: y - begin },
      ...{ radius: 14, fill: ink.card },
    });
    y += gap;
  };
  const bar = (share: number, fill: string) => {
    area(inside.left, y, inside.width, 8, 4, ink.track);
    if (share > 0) area(inside.left, y, Math.max(8, (inside.width * Math.min(100, share)) / 100), 8, 4, fill);
    y += 16;
  };

  head(view, marks);
  y += 74;
  if (view.standing.length > 0)
    panel(words.t('review.standing'), () => {
      for (const [n, { service, name, text, share, level, resets }] of view.standing.entries()) {
        if (n > 0) y += 8;
        pair(words.t('review.named', { service, name }), text, { size: 15 });
        if (share !== null) {
          y += 3;
          bar(share, ink[level]);
        }
        if (resets !== null) lines(resets, { size: 13, fill: ink.quiet });
      }
    });
  panel(words.t('review.use'), () => {
    lines(view.use.finding, { size: 17, weight: 600 });
    y += 6;
    stack(view.use.parts, y, area);
    y += view.use.parts.length > 0 ? 36 : 0;
    for (const [n, { name, text }] of view.use.parts.entries()) {
      area(inside.left, y + 3, 12, 12, 3, toneOf(n));
      pair(name, text, { size: 14 }, inside.left + 22);
    }
    for (const note of view.use.notes) lines(note, { size: 13, fill: ink.quiet });
  });
  if (view.biggest.length > 0)
    panel(words.t('review.biggest'), () => {
      for (const { what, where, cost } of view.biggest)
        pair(words.t('review.named-task', { what, where }), cost, { size: 14 });
    });
  const listed = (title: string, all: readonly string[], none: string) =>
    panel(title, () => {
      for (const text of all.length === 0 ? [none] : all) lines(text, { size: 14 });
    });
  listed(words.t('review.unusual'), view.unusual, words.t('review.nothing-unusual'));
  listed(words.t('review.outlook'), view.outlook, words.t('review.no-outlook'));
  lines(view.asOf, { size: 12, fill: ink.quiet });
  return { width: pictureWidth, height: Math.ceil(y + margin - 8), marks };
}

/** The sign of the program, and what this is. */
function head({ heading, when }: ReviewView, marks: Mark[]): void {
  const [x, y] = [margin + 24, margin + 26];
  const ring = { what: 'ring', x, y, radius: 12.7, stroke: 5.6 } as const;
  marks.push(
    { what: 'area', x: margin, y: margin + 2, width: 48, height: 48, radius: 12, fill: ink.brand },
    { ...ring, part: 1, color: 'rgba(255, 255, 255, 0.26)' },
    { ...ring, part: 0.68, color: '#ffffff' },
    { what: 'area', x: x - 3, y: y - 3, width: 6, height: 6, radius: 3, fill: '#7fd3f7' },
    ...titled(heading, margin + 24, { size: 22, weight: 700, fill: ink.text }),
    ...titled(when, margin + 46, { size: 14, weight: 400, fill: ink.quiet }),
  );
}

const titled = (text: string, y: number, style: { size: number; weight: number; fill: string }): Mark[] => [
  { what: 'text', x: margin + 64, y, text, align: 'left', ...style },
];

/** One bar of all parts, with a seam between them. */
function stack(
  parts: ReviewView['use']['parts'],
  y: number,
  area: (x: number, y: number, width: number, height: number, radius: number, fill: string) => void,
): void {
  let x: number = inside.left;
  for (const [n, { share }] of parts.entries()) {
    const width = (inside.width * share) / 100;
    area(x, y, Math.max(1, width - 2), 24, 4, toneOf(n));
    x += width;
  }
}
