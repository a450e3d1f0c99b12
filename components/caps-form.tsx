import type { Settings } from '../core/domain/settings.ts';
import { type TaskKind, taskKinds } from '../core/domain/task.ts';
import type { Words } from '../core/words/words.ts';
import { AmountField } from './amount-field.tsx';

type Props = {
  readonly settings: Settings;
  readonly words: Words;
  readonly onChange: (change: (settings: Settings) => Settings) => void;
};

/** Kinds that people make knowingly; what has no name cannot be capped. */
const kinds = taskKinds.filter((kind) => kind !== 'other');

/** The most one task should take, by kind. An empty field is no cap. */
export function CapsForm({ settings, words, onChange }: Props) {
  const { t } = words;
  const name = (kind: TaskKind) => t('cap.field', { kind: t(`task.${kind}`) });
  return (
    <fieldset class="wide" data-section="caps">
      <legend>{t('cap.title')}</legend>
      <p class="quiet">{t('cap.text')}</p>
      <div class="fields">
        {kinds.map((kind) => (
          <AmountField
            key={kind}
            id={`cap-${kind}`}
            label={name(kind)}
            value={settings.caps[kind] ?? null}
            invalid={t('cap.invalid')}
            whole={true}
            onValue={(cap) => onChange((before) => withCap(before, kind, cap))}
          />
        ))}
      </div>
    </fieldset>
  );
}

function withCap(settings: Settings, kind: TaskKind, cap: number | null): Settings {
  const { [kind]: _, ...others } = settings.caps;
  return { ...settings, caps: cap === null ? others : { ...others, [kind]: cap } };
}
