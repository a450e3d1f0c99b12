import { useState } from 'preact/hooks';
import { ReviewSections } from '../../../components/review/review.tsx';
import { ShareReview } from '../../../components/review/share-review.tsx';
import { Stretches } from '../../../components/review/stretches.tsx';
import { offsetOf, ownersOf } from '../../../core/app/dashboard/history.ts';
import { isWithin, reviewedRange, reviewOf } from '../../../core/app/dashboard/review.ts';
import type { Selection } from '../../../core/app/view.ts';
import { copyText } from '../../../core/platform/actions.ts';
import { findHistory, type History } from '../../../core/platform/history.ts';
import { copyPicture, savePicture } from '../../../core/platform/picture.ts';
import type { Store } from '../../../core/platform/store.ts';
import { useHistory } from '../use-history.ts';
import { useSteady } from '../use-steady.ts';

/** What a review says, of the last stretch or of others, and the ways to hand it on. */
export function ReviewPlace({ store }: { readonly store: Store }) {
  const [chosen, setBack] = useState<number | null>(null);
  const selection = useSteady(store);
  const { words, settings, conditions, snapshot } = selection;
  const key = [snapshot.savedAt, chosen, conditions.now, JSON.stringify(settings.review)].join('|');
  const told = useHistory(key, async (history) => {
    const last = await lookBack(chosen ?? 1, selection, history);
    // Before the first review there is only what has been going on.
    return chosen === null && !isWithin(last.found, last.reviewed) ? lookBack(0, selection, history) : last;
  });
  if (ownersOf(selection).length === 0) return <p class="quiet">{words.t('review.empty')}</p>;
  if (told === null) return <div class="review" />;
  const view = reviewOf(told, told.reviewed, selection, store.screen.value);
  const actions = { copyText, copyPicture, savePicture: savePictureAs('nokori-review') };
  return (
    <>
      <Stretches back={told.back} when={view.when} review={settings.review} words={words} onBack={setBack} />
      <ReviewSections view={view} words={words} />
      <ShareReview view={view} words={words} actions={actions} />
    </>
  );
}

const savePictureAs = (name: string) => (canvas: HTMLCanvasElement) => savePicture(canvas, name);

/** What the record has of the stretch so many reviews ago, and of the same a week before. */
async function lookBack(back: number, selection: Selection, history: History) {
  const { settings, conditions } = selection;
  const { now } = conditions;
  const [owners, offsetAt] = [ownersOf(selection), offsetOf(selection)];
  const reviewed = reviewedRange(settings.review, back, now, offsetAt);
  const find = (range: typeof reviewed.range) =>
    findHistory({ range, owners, followed: undefined, now, offsetAt })(history);
  const [found, before] = await Promise.all([
    find(reviewed.range),
    reviewed.before === null ? null : find(reviewed.before),
  ]);
  return { back, reviewed, found, before };
}
