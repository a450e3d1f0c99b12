/** Six colours and four textures: twelve kinds differ by both, and neighbours also without any colour. */
const tones = 6;
const textures = [null, 'M0 3H6', 'M1.5 1.5h1.5M4.5 4.5h1.5', 'M3 0V6M0 3H6'] as const;

const toneOf = (index: number) => `tone-${index % tones}`;
const fillId = (id: string, index: number) => `${id}-fill-${index}`;

/** What to fill the area of the n-th kind with; `id` is the chart's own. */
export const fillOf = (id: string, index: number): string => `url(#${fillId(id, index)})`;

/** The fills of one chart, to be referred to from its drawing and its legend. */
export function Fills({ id, count }: { readonly id: string; readonly count: number }) {
  return (
    <defs>
      {Array.from({ length: count }, (_, index) => (
        <pattern
          key={fillId(id, index)}
          id={fillId(id, index)}
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="6" height="6" class={toneOf(index)} />
          <path d={textures[index % textures.length] ?? ''} class="chart-texture" />
        </pattern>
      ))}
    </defs>
  );
}
