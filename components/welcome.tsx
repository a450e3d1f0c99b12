import type { ComponentChildren } from 'preact';
import type { Words } from '../core/words/words.ts';

const reads = ['limits', 'credits', 'tasks'] as const;
const never = ['texts', 'signing-in', 'network', 'actions'] as const;

/** After the installation: what it reads, what it never does, and then the first steps. */
export function Welcome({ words, children }: { readonly words: Words; readonly children: ComponentChildren }) {
  const { t } = words;
  return (
    <div class="panels welcome">
      <p class="lead">{t('welcome.lead')}</p>
      {children}
      <div class="two">
        <section class="panel" data-section="reads">
          <h3>{t('welcome.reads')}</h3>
          <ul class="ticks">
            {reads.map((one) => (
              <li key={one}>{t(`welcome.reads-${one}`)}</li>
            ))}
          </ul>
        </section>
        <section class="panel" data-section="never">
          <h3>{t('welcome.never')}</h3>
          <ul class="crosses">
            {never.map((one) => (
              <li key={one}>{t(`welcome.never-${one}`)}</li>
            ))}
          </ul>
        </section>
      </div>
      <p class="quiet">{t('welcome.where')}</p>
    </div>
  );
}
