import { Back } from '../../../components/dashboard/back.tsx';
import { backViews } from '../../../core/app/dashboard/back.ts';
import { copyText } from '../../../core/platform/actions.ts';
import type { Store } from '../../../core/platform/store.ts';
import { openPage } from '../../../core/platform/tabs.ts';

const actions = { open: (url: string) => void openPage(url), copy: copyText };

/** What was observed of what does not come back. */
export function BackPlace({ store }: { readonly store: Store }) {
  const words = store.words.value;
  const views = backViews(store.selection.value);
  return (
    <>
      <p class="quiet">{words.t(views.length === 0 ? 'back.empty' : 'back.lead')}</p>
      {views.map((view) => (
        <Back key={view.key} view={view} words={words} actions={actions} />
      ))}
    </>
  );
}
