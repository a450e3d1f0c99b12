/** Kinds and places only: no bodies, no values, nothing of a person. */
export function warnOf(what: string, error: unknown): void {
  const kind = error instanceof Error ? error.name : typeof error;
  console.warn(`[nokori] ${what}: ${kind}`);
}
