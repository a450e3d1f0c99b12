import type { ComponentChildren } from 'preact';

/** What a line, band or area stands for. `swatch` is a piece of it, 18 × 12 pixels. */
export type LegendItem = { readonly key: string; readonly name: string; readonly swatch: ComponentChildren };

/** Says what is what, in the order in which it is drawn. */
export function Legend({ items }: { readonly items: readonly LegendItem[] }) {
  if (items.length === 0) return null;
  return (
    <ul class="chart-legend">
      {items.map(({ key, name, swatch }) => (
        <li key={key}>
          <svg class="chart-swatch" viewBox="0 0 18 12" width="18" height="12" aria-hidden="true">
            {swatch}
          </svg>
          <span>{name}</span>
        </li>
      ))}
    </ul>
  );
}
