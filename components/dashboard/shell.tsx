import type { ComponentChildren } from 'preact';
import type { Key, Words } from '../../core/words/words.ts';

type Props<Place extends string> = {
  readonly places: readonly Place[];
  readonly at: Place;
  /** What holds for everything: offline, a clock that is off. */
  readonly banners: readonly string[];
  readonly words: Words;
  readonly children: ComponentChildren;
};

/** The frame of every place: name, menu, what holds for everything, and the place itself with its heading. */
export function Shell<Place extends string>({ places, at, banners, words, children }: Props<Place>) {
  const name = (place: Place) => words.t(`place.${place}` as Extract<Key, 'place.now'>);
  return (
    <div class="dashboard">
      <header class="dashboard-head">
        <h1>{words.t('app.name')}</h1>
        <p class="quiet">{words.t('app.tagline')}</p>
      </header>
      <nav class="places" aria-label={words.t('place.menu')}>
        {places.map((place) => (
          <a key={place} href={`#${place}`} {...(place === at && { 'aria-current': 'page' as const })}>
            {name(place)}
          </a>
        ))}
      </nav>
      <main data-place={at}>
        {banners.map((text) => (
          <p key={text} class="banner">
            {text}
          </p>
        ))}
        <h2 class="place-name">{name(at)}</h2>
        {children}
      </main>
    </div>
  );
}
