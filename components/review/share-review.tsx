import { useRef, useState } from 'preact/hooks';
import type { ReviewView } from '../../core/app/dashboard/review.ts';
import type { Key, Words } from '../../core/words/words.ts';
import { ReviewPicture } from './picture.tsx';

type Props = {
  readonly view: ReviewView;
  readonly words: Words;
  readonly actions: {
    /** Each says whether it was possible. */
    readonly copyText: (text: string) => Promise<boolean>;
    readonly copyPicture: (canvas: HTMLCanvasElement) => Promise<boolean>;
    readonly savePicture: (canvas: HTMLCanvasElement) => Promise<boolean>;
  };
};

/** The review to be put into a chat: as text, or as the picture that is shown. */
export function ShareReview({ view, words, actions }: Props) {
  const { t } = words;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [said, say] = useState<Key | null>(null);
  const run = (work: Promise<boolean>, failed: Key) => {
    // Said anew, so that it is read out again.
    say(null);
    void work.then((done) => say(done ? 'review.copied' : failed));
  };
  const withPicture = (act: (canvas: HTMLCanvasElement) => void) => {
    if (canvas.current !== null) act(canvas.current);
  };
  return (
    <section class="panel" data-review="share">
      <h3>{t('review.share')}</h3>
      <p class="quiet">{t('review.share-text')}</p>
      <div class="row">
        <button
          type="button"
          class="action main"
          onClick={() => withPicture((one) => run(actions.copyPicture(one), 'review.picture-by-hand'))}
        >
          {t('review.copy-picture')}
        </button>
        <button type="button" class="action" onClick={() => withPicture((one) => void actions.savePicture(one))}>
          {t('review.save-picture')}
        </button>
        <button type="button" class="action" onClick={() => run(actions.copyText(view.text), 'review.text-by-hand')}>
          {t('review.copy-text')}
        </button>
      </div>
      <p aria-live="polite">{said !== null && t(said as 'review.copied')}</p>
      {said === 'review.text-by-hand' && <pre class="report">{view.text}</pre>}
      <ReviewPicture view={view} words={words} canvas={canvas} />
    </section>
  );
}
