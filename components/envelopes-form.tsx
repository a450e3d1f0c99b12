import { useState } from 'preact/hooks';
import { addUp, defaultShares, type Envelope, envelopes, type Shares } from '../core/domain/plans.ts';
import type { Settings } from '../core/domain/settings.ts';
import type { Words } from '../core/words/words.ts';
import { AmountField } from './amount-field.tsx';

type Props = {
  readonly settings: Settings;
  readonly words: Words;
  readonly onChange: (change: (settings: Settings) => Settings) => void;
};

/** The share of each kind of work. Saved as soon as they make a whole; until then, what they come to is said. */
export function EnvelopesForm({ settings, words, onChange }: Props) {
  const { t } = words;
  const [draft, setDraft] = useState<Shares>(settings.shares);
  const [times, setTimes] = useState(0);
  const set = (shares: Shares) => {
    setDraft(shares);
    if (addUp(shares)) onChange((before) => ({ ...before, shares }));
  };
  const whole = addUp(draft);
  const sum = envelopes.reduce((all, one) => all + draft[one], 0);
  const name = (one: Envelope) => t('envelopes.field', { name: t(`envelope.${one}`) });
  return (
    <fieldset class="wide" data-section="envelopes">
      <legend>{t('envelopes.title')}</legend>
      <p class="quiet">{t('envelopes.text')}</p>
      <div class="fields">
        {envelopes.map((one) => (
          <AmountField
            // Put back as a whole, the fields show the new shares.
            key={`${one}-${times}`}
            id={`share-${one}`}
            label={name(one)}
            value={draft[one]}
            invalid={t('envelopes.sum-wrong', { sum })}
            whole={true}
            zero={true}
            onValue={(share) => set({ ...draft, [one]: share ?? 0 })}
          />
        ))}
      </div>
      <div role="status">
        <p class={whole ? 'quiet small' : 'line level-notice'}>
          {whole ? t('envelopes.sum', { sum }) : t('envelopes.sum-wrong', { sum })}
        </p>
      </div>
      <div class="row">
        <button
          type="button"
          class="action"
          onClick={() => {
            set(defaultShares);
            setTimes(times + 1);
          }}
        >
          {t('envelopes.reset')}
        </button>
      </div>
    </fieldset>
  );
}
