/* Which scripts our pages and the worker share: few, so that each loads little that it does not need, and not one by one. */

type Modules = { readonly getModuleInfo: (id: string) => { readonly importedIds: readonly string[] } | null };

/** Everything that is loaded with a module. */
function reached(from: string, modules: Modules): ReadonlySet<string> {
  const all = new Set<string>();
  const add = (id: string): void => {
    if (all.has(id)) return;
    all.add(id);
    for (const to of modules.getModuleInfo(id)?.importedIds ?? []) add(to);
  };
  add(from);
  return all;
}

/** In this order: what one of them imports is in it or in one before it. */
const names = ['common', 'model', 'record', 'frame', 'start', 'charts'] as const;
type Name = (typeof names)[number];

/** `root`: the folder of the sources; `places`: what the dashboard loads only when one goes there. */
export function chunkGroups(root: string, places: readonly string[]) {
  let chunkOf: ((id: string) => Name | null) | undefined;
  return names.map((name, n) => ({
    debugName: name,
    priority: names.length - n,
    minSize: 0,
    name: (id: string, modules: Modules): Name | null => {
      chunkOf ??= chunksOf(root, places, modules);
      return chunkOf(id) === name ? name : null;
    },
  }));
}

/** Where a module goes by who loads it; `null`: it stays with the only one that does. */
function chunksOf(root: string, places: readonly string[], modules: Modules): (id: string) => Name | null {
  const from = (path: string) => reached(`${root}/entrypoints/${path}`, modules);
  const [popup, ask, worker] = [from('popup/main.tsx'), from('ask/main.tsx'), from('background.ts')];
  const dashboard = new Set([...from('dashboard/main.tsx'), ...from('dashboard/start.tsx')]);
  const perPlace = places.map((name) => from(`dashboard/places/${name}`));
  return (id) => {
    const count = perPlace.filter((set) => set.has(id)).length;
    if (worker.has(id)) {
      if (popup.has(id)) return 'common';
      if (dashboard.has(id) || ask.has(id)) return 'model';
      return count > 0 ? 'record' : null;
    }
    const others = (dashboard.has(id) ? 1 : 0) + (ask.has(id) ? 1 : 0) + count;
    if (popup.has(id)) return others > 0 ? 'frame' : null;
    if (dashboard.has(id) && others > 1) return 'start';
    return count > 1 ? 'charts' : null;
  };
}
