import type { Words } from '../../core/words/words.ts';

const kept = ['readings', 'tasks', 'answers', 'learned', 'notices', 'settings', 'troubles'] as const;

/** What is kept and why, in plain words. */
export function Kept({ words }: { readonly words: Words }) {
  const { t } = words;
  return (
    <section class="panel" data-section="kept">
      <h3>{t('settings.data')}</h3>
      <p>{t('settings.data-text')}</p>
      <dl class="kept">
        {kept.map((one) => (
          <div key={one}>
            <dt>{t(`data.kept-${one}`)}</dt>
            <dd class="quiet">{t(`data.why-${one}`)}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet">{t('data.where')}</p>
    </section>
  );
}
