import { useState } from 'preact/hooks';
import type { Plan, PlanResult, Workshop } from '../../core/app/dashboard/planner.ts';
import { type Planning, products, sharedOut, workingStyles } from '../../core/domain/planner.ts';
import type { Words } from '../../core/words/words.ts';
import { AmountField } from '../amount-field.tsx';

type Props = {
  readonly workshops: readonly Workshop[];
  readonly words: Words;
  readonly onPlan: (at: Workshop, plan: Plan) => PlanResult;
  /** The mix that is planned with, as it was left. */
  readonly planning: Planning;
  readonly onPlanning: (planning: Planning) => void;
};

/** To begin with, where nothing is known of what is left: the guide's month. */
const usual = 10_000;

/** Credits in, decks, articles and scripts out; generated videos as a line of their own. */
export function Planner({ workshops, words, onPlan, planning, onPlanning }: Props) {
  const { t } = words;
  const [key, setKey] = useState(workshops[0]?.key);
  const at = workshops.find((one) => one.key === key) ?? workshops[0];
  const [draft, setDraft] = useState<Omit<Plan, 'amount'> & { readonly amount: number | null }>({
    ...{ ...planning, amount: null, videos: 0 },
  });
  if (at === undefined) return null;
  const began = at.left !== null && at.left >= 100 ? Math.floor(at.left) : usual;
  const plan: Plan = { ...draft, amount: draft.amount ?? began };
  const sum = sharedOut(plan.own);
  // What cannot be is not kept: what was kept before stays.
  const choose = (next: Planning) => {
    setDraft({ ...draft, ...next });
    if (sharedOut(next.own) <= 100) onPlanning(next);
  };
  const tooMuch = plan.style === 'own' && sum > 100;
  return (
    <section class="panel" data-section="planner">
      <h3>{t('planner.title')}</h3>
      <p class="quiet">{t('planner.text')}</p>
      <div class="fields">
        {workshops.length > 1 && (
          <Select
            id="planner-at"
            label={t('planner.at')}
            value={at.key}
            options={workshops.map((one) => [one.key, one.name])}
            onValue={setKey}
          />
        )}
        <AmountField
          key={at.key}
          id="planner-amount"
          label={t('planner.amount')}
          value={plan.amount}
          invalid={t('planner.amount-invalid')}
          onValue={(amount) => setDraft({ ...draft, amount })}
        />
        <Select
          id="planner-style"
          label={t('planner.style')}
          value={plan.style}
          options={[...workingStyles, 'own' as const].map((style) => [style, t(`planner.${style}`)])}
          onValue={(style) => choose({ style: style as Plan['style'], own: plan.own })}
        />
        <AmountField
          id="planner-videos"
          label={t('planner.aside')}
          value={plan.videos}
          invalid={t('planner.aside-invalid')}
          zero={true}
          onValue={(videos) => setDraft({ ...draft, videos: videos ?? 0 })}
        />
        {plan.style === 'own' &&
          products.map((makes) => (
            <AmountField
              key={makes}
              id={`planner-share-${makes}`}
              label={t('planner.share', { name: t(`planner.${makes}`) })}
              value={plan.own[makes]}
              invalid={t('planner.sum-wrong', { sum })}
              whole={true}
              zero={true}
              onValue={(share) => choose({ style: 'own', own: { ...plan.own, [makes]: share ?? 0 } })}
              most={100}
            />
          ))}
      </div>
      <div role="status">{tooMuch && <p class="line level-notice">{t('planner.sum-wrong', { sum })}</p>}</div>
      {!tooMuch && <Result result={onPlan(at, plan)} words={words} />}
    </section>
  );
}

type SelectProps = {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, name: string])[];
  readonly onValue: (value: string) => void;
};

function Select({ id, label, value, options, onValue }: SelectProps) {
  return (
    <div class="amount">
      <label class="amount-label" for={id}>
        {label}
      </label>
      <select id={id} value={value} onChange={({ currentTarget }) => onValue(currentTarget.value)}>
        {options.map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

function Result({ result, words }: { readonly result: PlanResult; readonly words: Words }) {
  const { t } = words;
  return (
    <>
      <table class="stacking">
        <caption class="hidden">{t('planner.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('planner.what')}</th>
            <th scope="col">{t('planner.made')}</th>
            <th scope="col">{t('planner.basis')}</th>
          </tr>
        </thead>
        <tbody>
          {result.lines.map(({ key, name, count, notes }) => (
            <tr key={key} data-planned={key}>
              <th scope="row">{name}</th>
              <td data-label={t('planner.made')}>
                <strong class="planned">{count}</strong>
              </td>
              <td data-label={t('planner.basis')} class={notes.length === 0 ? 'nothing' : ''}>
                <div>
                  {notes.map((note) => (
                    <small key={note}>{note}</small>
                  ))}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="quiet small">{result.source}</p>
    </>
  );
}
