import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
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
  const heading = useHeading(at);
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
        <h2 class="place-name" ref={heading} tabIndex={-1}>
          {name(at)}
        </h2>
        {children}
      </main>
    </div>
  );
}

/** Whoever went on from something that is not there any more goes on from the heading of the place they came to. */
function useHeading(at: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(at);
  useEffect(() => {
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (before.current !== at && isLost) heading.current?.focus();
    before.current = at;
  }, [at]);
  return heading;
}
