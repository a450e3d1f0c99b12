import type { ReviewView } from '../../core/app/dashboard/review.ts';
import type { Words } from '../../core/words/words.ts';
import { ink, inside, type Mark, margin, pictureWidth, type Sheet, sheetOf, toneOf } from './sheet.ts';
import type { MeasureText } from './wrap.ts';

export type Picture = { readonly width: number; readonly height: number; readonly marks: readonly Mark[] };

/** Room for `100%` on the right. */
const percentWidth = 56;
const quiet = { size: 13, fill: ink.quiet } as const;

/** A review as a picture: where everything stands. */
export function pictureOf(view: ReviewView, words: Words, measure: MeasureText): Picture {
  const { t } = words;
  const { standing, use, biggest, unusual, outlook } = view;
  const sheet = sheetOf(measure);
  head(sheet, view);
  if (standing.length > 0) sheet.panel(t('review.standing'), () => standingRows(sheet, standing, words));
  sheet.panel(t('review.use'), () => useRows(sheet, use));
  if (biggest.length > 0)
    sheet.panel(t('review.biggest'), () => {
      for (const { what, where, cost } of biggest) {
        sheet.pair(t('review.named-task', { what, where }), cost, 14);
        sheet.down(4);
      }
    });
  sheet.panel(t('review.unusual'), () => listed(sheet, unusual, t('review.nothing-unusual')));
  sheet.panel(t('review.outlook'), () => listed(sheet, outlook, t('review.no-outlook')));
  sheet.lines(view.asOf, { size: 12, fill: ink.quiet });
  return { width: pictureWidth, height: sheet.height, marks: sheet.marks };
}

/** The sign of the program, and what this is. */
function head(sheet: Sheet, { heading, when }: ReviewView): void {
  const [x, y] = [margin + 24, margin + 26];
  const ring = { what: 'ring', x, y, radius: 12.7, stroke: 5.6 } as const;
  sheet.area(margin, 48, 48, 12, ink.brand, 2);
  sheet.marks.push(
    { ...ring, part: 1, color: 'rgba(255, 255, 255, 0.26)' },
    { ...ring, part: 0.68, color: '#ffffff' },
    { what: 'area', x: x - 3, y: y - 3, width: 6, height: 6, radius: 3, fill: '#7fd3f7' },
  );
  sheet.lines(heading, { size: 22, weight: 700 }, pictureWidth - 2 * margin - 64, margin + 64);
  sheet.down(-4);
  sheet.lines(when, { size: 14, fill: ink.quiet }, pictureWidth - 2 * margin - 64, margin + 64);
  sheet.down(24);
}

function standingRows(sheet: Sheet, standing: ReviewView['standing'], words: Words): void {
  for (const [n, { service, name, text, share, level, resets }] of standing.entries()) {
    if (n > 0) sheet.down(8);
    sheet.pair(words.t('review.named', { service, name }), text, 15);
    if (share !== null) {
      sheet.area(inside.left, inside.width, 8, 4, ink.track, 3);
      const filled = (inside.width * Math.min(100, share)) / 100;
      if (share > 0) sheet.area(inside.left, Math.max(8, filled), 8, 4, ink[level], 3);
      sheet.down(19);
    }
    if (resets !== null) sheet.lines(resets, quiet);
  }
}

/** One bar of all parts with a seam between them, and each with its amount. */
function useRows(sheet: Sheet, { finding, parts, notes }: ReviewView['use']): void {
  sheet.lines(finding, { size: 17, weight: 600 });
  sheet.down(6);
  let x: number = inside.left;
  for (const [n, { share }] of parts.entries()) {
    const width = (inside.width * share) / 100;
    sheet.area(x, Math.max(1, width - (n < parts.length - 1 ? 2 : 0)), 24, 4, toneOf(n));
    x += width;
  }
  if (parts.length > 0) sheet.down(38);
  for (const [n, { name, amount, percent }] of parts.entries()) {
    sheet.area(inside.left, 12, 12, 3, toneOf(n), 4);
    sheet.right(percent, { size: 14, fill: ink.quiet });
    sheet.pair(name, amount, 14, { from: inside.left + 22, to: inside.right - percentWidth });
    sheet.down(4);
  }
  if (notes.length > 0) sheet.down(4);
  for (const note of notes) sheet.lines(note, quiet);
}

function listed(sheet: Sheet, all: readonly string[], none: string): void {
  for (const text of all.length === 0 ? [none] : all) {
    sheet.lines(text, { size: 14 });
    sheet.down(4);
  }
}
