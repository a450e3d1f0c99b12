// Made for each service while bundling (scripts/page-scripts.ts).

declare module 'watch:tap' {
  import type { TapWatch } from '../../core/providers/provider.ts';
  export const watch: TapWatch;
}

declare module 'watch:relay' {
  import type { RelayWatch } from '../../core/providers/provider.ts';
  export const watch: RelayWatch;
}
