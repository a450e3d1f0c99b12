import { useState } from 'preact/hooks';
import type { Words } from '../../core/words/words.ts';
import { Sure } from '../sure.tsx';

type Service = { readonly id: string; readonly name: string };
type Props = {
  readonly words: Words;
  readonly busy: boolean;
  readonly services: readonly Service[];
  readonly onSave: () => void;
  /** `null`: everything. */
  readonly onForget: (service: Service | null) => void;
};

/** Deleting, of one service or everything: asked once more, with a file offered first. */
export function Forget({ words, busy, services, onSave, onForget }: Props) {
  const { t } = words;
  const [asked, setAsked] = useState<Service | 'all' | null>(null);
  const sure = () => {
    onForget(asked === 'all' ? null : asked);
    setAsked(null);
  };
  return (
    <section class="panel" data-section="delete">
      <h3>{t('data.delete')}</h3>
      <p class="quiet">{t('data.delete-text')}</p>
      <div class="row">
        {services.map((service) => (
          <button key={service.id} type="button" class="action" disabled={busy} onClick={() => setAsked(service)}>
            {t('data.delete-service', { service: service.name })}
          </button>
        ))}
        <button type="button" class="action danger" disabled={busy} onClick={() => setAsked('all')}>
          {t('data.delete-all')}
        </button>
      </div>
      {asked !== null && (
        <Sure
          words={words}
          busy={busy}
          title={asked === 'all' ? t('data.sure-all') : t('data.sure', { service: asked.name })}
          text={asked === 'all' ? t('data.sure-all-text') : t('data.sure-text', { service: asked.name })}
          yes={t('data.delete-yes')}
          onKeep={() => setAsked(null)}
          onSave={onSave}
          onYes={sure}
        />
      )}
    </section>
  );
}
