import type { Screen } from '../core/app/view.ts';
import type { Words } from '../core/words/words.ts';

export type SilenceActions = {
  readonly snooze: (how: 'hour' | 'tomorrow') => void;
  readonly unsnooze: () => void;
};

type Props = {
  readonly screen: Screen;
  readonly words: Words;
  readonly open: boolean;
  readonly onOpen?: (open: boolean) => void;
};

/** Opens and closes the choice below; says whether it is quiet now, and until when. */
export function SilenceButton({ screen, words, open, onOpen }: Props) {
  const { silence } = screen;
  const title = silence?.text ?? words.t('silence.button');
  return (
    <button
      type="button"
      class="icon"
      aria-expanded={open || silence?.snoozed === true}
      title={title}
      onClick={() => onOpen?.(!open)}
    >
      <BellMark crossed={silence !== null} />
      <span class="hidden">{title}</span>
    </button>
  );
}

/** For how long nothing is to be told; while that holds, until when, and how to take it back. */
export function SilenceChoice({ screen, words, actions, open, onOpen }: Props & { readonly actions: SilenceActions }) {
  const { silence } = screen;
  const { t } = words;
  if (!open && silence?.snoozed !== true) return null;
  const choose = (act: () => void) => () => {
    act();
    onOpen?.(false);
  };
  return (
    <section class="banner silence" aria-label={t('silence.button')}>
      {silence !== null && <p role="status">{silence.text}</p>}
      <div class="row">
        {silence?.snoozed === true ? (
          <button type="button" class="link" onClick={choose(actions.unsnooze)}>
            {t('silence.undo')}
          </button>
        ) : (
          <>
            <span>{t('silence.ask')}</span>
            {(['hour', 'tomorrow'] as const).map((how) => (
              <button key={how} type="button" class="link" onClick={choose(() => actions.snooze(how))}>
                {t(`silence.${how}`)}
              </button>
            ))}
          </>
        )}
      </div>
    </section>
  );
}

function BellMark({ crossed }: { readonly crossed: boolean }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d="M4.5 11V7.5a3.5 3.5 0 0 1 7 0V11l1 1h-9zM7 13.75h2"
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
      {crossed && <path d="M3 3l10 10.5" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" />}
    </svg>
  );
}
