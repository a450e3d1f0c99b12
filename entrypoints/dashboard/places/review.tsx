import { useState } from 'preact/hooks';
import { ReviewSections } from '../../../components/review/review.tsx';
import { ShareReview } from '../../../components/review/share-review.tsx';
import { Stretches } from '../../../components/review/stretches.tsx';
import { offsetOf, ownersOf } from '../../../core/app/dashboard/history.ts';
import { reviewedRange, reviewOf } from '../../../core/app/dashboard/review.ts';
import { copyText } from '../../../core/platform/actions.ts';
import { findHistory } from '../../../core/platform/history.ts';
import { copyPicture, savePicture } from '../../../core/platform/picture.ts';
import type { Store } from '../../../core/platform/store.ts';
import { useHistory } from '../use-history.ts';
import { useSteady } from '../use-steady.ts';

/** What a review says, of the last stretch or of others, and the ways to hand it on. */
export function ReviewPlace({ store }: { readonly store: Store }) {
  const [back, setBack] = useState(1);
  const selection = useSteady(store);
  const { words, settings, conditions } = selection;
  const { now } = conditions;
  const [offsetAt, owners] = [offsetOf(selection), ownersOf(selection)];
  const reviewed = reviewedRange(settings.review, back, now, offsetAt);
  const { range, before } = reviewed;
  const told = useHistory([selection.snapshot.savedAt, range.from, range.to].join('|'), async (history) => {
    const find = (range: typeof reviewed.range) =>
      findHistory({ range, owners, followed: undefined, now, offsetAt })(history);
    const [found, earlier] = await Promise.all([find(range), before === null ? null : find(before)]);
    return { reviewed, found: { found, before: earlier } };
  });
  if (owners.length === 0) return <p class="quiet">{words.t('review.empty')}</p>;
  const view = told === null ? null : reviewOf(told.found, told.reviewed, selection, store.screen.value);
  return (
    <>
      <Stretches back={back} when={view?.when ?? ''} review={settings.review} words={words} onBack={setBack} />
      {view !== null && (
        <>
          <ReviewSections view={view} words={words} />
          <ShareReview
            view={view}
            words={words}
            actions={{
              copyText,
              copyPicture,
              savePicture: (canvas) => savePicture(canvas, `nokori-${words.t('review.heading')}`),
            }}
          />
        </>
      )}
    </>
  );
}
