import { BudgetForm } from '../../../components/budget-form.tsx';
import { CapsForm } from '../../../components/caps-form.tsx';
import { EnvelopesForm } from '../../../components/envelopes-form.tsx';
import { JobsForm } from '../../../components/jobs-form.tsx';
import { tasksSince, taskViews } from '../../../core/app/job-views.ts';
import { jobActions } from '../../../core/platform/plan-actions.ts';
import type { Store } from '../../../core/platform/store.ts';
import { useHistory } from '../use-history.ts';
import { WaysOnPart } from './ways-on.tsx';

/** Connects budgets, shares, caps and jobs to the settings; each is saved at once. */
export function BudgetPlace({ store }: { readonly store: Store }) {
  const words = store.words.value;
  const settings = store.settings.value;
  const { budgets, jobs, purses } = store.plans.value;
  const selection = store.selection.value;
  const since = tasksSince(selection);
  const rows = useHistory(`${selection.snapshot.savedAt}|${since}`, async (history) =>
    since === null ? [] : history.tasks(since, selection.conditions.now),
  );
  const onChange = (change: Parameters<typeof store.change>[0]) => void store.change(change);
  return (
    <div class="settings plans">
      {budgets.length === 0 && <p class="quiet">{words.t('plan.nothing-yet')}</p>}
      {budgets.map((view) => (
        <BudgetForm key={view.key} view={view} settings={settings} words={words} onChange={onChange} />
      ))}
      {budgets.length > 0 && (
        <p>
          <a href="#plan">{words.t('cycle-plan.open')}</a>
        </p>
      )}
      <EnvelopesForm settings={settings} words={words} onChange={onChange} />
      <CapsForm settings={settings} words={words} onChange={onChange} />
      <WaysOnPart store={store} />
      <JobsForm
        settings={settings}
        jobs={jobs}
        tasks={rows === null ? [] : taskViews(selection, rows)}
        purses={purses}
        words={words}
        actions={jobActions(store)}
      />
    </div>
  );
}
