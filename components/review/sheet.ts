import { type MeasureText, wrapped } from './wrap.ts';

/** What is painted, in its order. Texts stand on `y`; `part` is a part of a turn, from the top. */
export type Mark =
  | ({ readonly what: 'area'; readonly radius: number; readonly fill: string } & Area)
  | ({ readonly what: 'ring'; readonly radius: number; readonly stroke: number } & Ring)
  | ({ readonly what: 'text'; readonly text: string; readonly align: 'left' | 'right' } & Point & Required<Style>);
type Point = { readonly x: number; readonly y: number };
type Area = Point & { readonly width: number; readonly height: number };
type Ring = Point & { readonly part: number; readonly color: string };
type Style = { readonly size: number; readonly weight?: number; readonly fill?: string };

/** As on light screens: what a chat shows it on is nobody's choice here. */
export const ink = {
  ...{ page: '#f2f4f7', card: '#ffffff', text: '#1a1f29', quiet: '#566072', track: '#e6eaf0', brand: '#17475f' },
  ...{ none: '#2b6f8f', notice: '#9a6700', warning: '#b4450c', critical: '#b3182d' },
} as const;
/** The colours of the charts, in their order. */
const tones = ['#2b6f8f', '#b5730a', '#7d4a94', '#2f8568', '#b4450c', '#6a7587'] as const;
export const toneOf = (index: number): string => tones[index % tones.length] ?? ink.none;

export const pictureWidth = 720;
export const margin = 28;
const [pad, gap] = [22, 14];
/** Where texts begin and end. */
export const inside = {
  left: margin + pad,
  right: pictureWidth - margin - pad,
  width: pictureWidth - 2 * (margin + pad),
};

/** At the begin of a line. */
const begun = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** A sheet that is filled from the top down. `measure` says what the fonts of the canvas do. */
export function sheetOf(measure: MeasureText) {
  const marks: Mark[] = [];
  let y: number = margin;
  const put = (text: string, x: number, { size, weight = 400, fill = ink.text }: Style, align: 'left' | 'right') =>
    marks.push({ what: 'text', x, y: y + size * 1.1, text, size, weight, fill, align });
  const area = (x: number, width: number, height: number, radius: number, fill: string, down = 0) =>
    marks.push({ what: 'area', x, y: y + down, width, height, radius, fill });
  const lines = (text: string, style: Style, width: number = inside.width, x: number = inside.left): void => {
    for (const one of wrapped(begun(text), width, (part) => measure(part, style.size, style.weight ?? 400))) {
      put(one, x, style, 'left');
      y += style.size * 1.5;
    }
  };
  return {
    marks,
    area,
    lines,
    get height() {
      return Math.ceil(y + margin - 8);
    },
    down: (by: number): void => {
      y += by;
    },
    /** A text that keeps to the right. */
    right: (text: string, style: Style) => put(text, inside.right, style, 'right'),
    /** A value on the right, and what it is of in the room that is left. */
    pair(name: string, value: string, size: number, { from = inside.left, to = inside.right } = {}): void {
      put(value, to, { size, weight: 600 }, 'right');
      lines(name, { size }, to - from - measure(value, size, 600) - 16, from);
    },
    /** A card with a title, as high as what is put into it. */
    panel(title: string, fill: () => void): void {
      const [begin, at] = [y, marks.length];
      y += pad - 4;
      put(title, inside.left, { size: 13, weight: 600, fill: ink.quiet }, 'left');
      y += 26;
      fill();
      y += pad - 8;
      const place = { x: margin, y: begin, width: pictureWidth - 2 * margin, height: y - begin };
      marks.splice(at, 0, { what: 'area', ...place, radius: 14, fill: ink.card });
      y += gap;
    },
  };
}

export type Sheet = ReturnType<typeof sheetOf>;
