import type { ComponentChildren } from 'preact';

/** Where a line may lead: a place of the dashboard, if there is one of that name. */
export type Links = { readonly places: readonly string[]; readonly go: (place: string) => void };

type Props = { readonly to: string; readonly links: Links | undefined; readonly children: ComponentChildren };

/** A line that leads to where more of it stands; plain text where there is no such place. */
export function Linked({ to, links, children }: Props) {
  if (links === undefined || !links.places.includes(to)) return <>{children}</>;
  return (
    <button type="button" class="leads" data-leads={to} onClick={() => links.go(to)}>
      <span>{children}</span>
    </button>
  );
}
