import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ReviewView } from '../../core/app/dashboard/review.ts';
import type { Words } from '../../core/words/words.ts';
import { pictureOf } from './picture-layout.ts';
import { ink, type Mark, pictureWidth } from './sheet.ts';

/** Twice as fine as it is wide: chats shrink and screens enlarge. */
const fineness = 2;

type Props = {
  readonly view: ReviewView;
  readonly words: Words;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
};

/** The review as the picture that is copied and saved. Painted here, from nothing but what the page says. */
export function ReviewPicture({ view, words, canvas }: Props) {
  useEffect(() => {
    if (canvas.current !== null) paint(canvas.current, view, words);
  }, [view.text, words]);
  return (
    <canvas
      class="review-picture"
      role="img"
      aria-label={words.t('review.picture', { when: view.when })}
      ref={canvas}
      width={pictureWidth * fineness}
      height={pictureWidth * fineness}
    />
  );
}

/** The fonts of the page, so that Japanese is written in the ones its readers are used to. */
function paint(canvas: HTMLCanvasElement, view: ReviewView, words: Words): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const family = getComputedStyle(canvas).fontFamily;
  const fontOf = (size: number, weight: number) => `${weight} ${size}px ${family}`;
  const measure = (text: string, size: number, weight: number) => {
    context.font = fontOf(size, weight);
    return context.measureText(text).width;
  };
  const { width, height, marks } = pictureOf(view, words, measure);
  canvas.width = width * fineness;
  canvas.height = height * fineness;
  context.scale(fineness, fineness);
  context.fillStyle = ink.page;
  context.fillRect(0, 0, width, height);
  for (const mark of marks) put(context, mark, fontOf);
}

function put(context: CanvasRenderingContext2D, mark: Mark, fontOf: (size: number, weight: number) => string): void {
  context.beginPath();
  switch (mark.what) {
    case 'area':
      context.fillStyle = mark.fill;
      context.roundRect(mark.x, mark.y, mark.width, mark.height, Math.min(mark.radius, mark.width / 2));
      context.fill();
      break;
    case 'ring':
      context.strokeStyle = mark.color;
      context.lineWidth = mark.stroke;
      context.lineCap = 'round';
      context.arc(mark.x, mark.y, mark.radius, -Math.PI / 2, -Math.PI / 2 + mark.part * 2 * Math.PI);
      context.stroke();
      break;
    case 'text':
      context.fillStyle = mark.fill;
      context.font = fontOf(mark.size, mark.weight);
      context.textAlign = mark.align;
      context.textBaseline = 'alphabetic';
      context.fillText(mark.text, mark.x, mark.y);
  }
}
