/**
 * Whether stored settings say that a service's costly requests are to be held back. Settings that cannot be read say
 * no; the worker, which reads them with more care, has the last word.
 */
export function holdsBy(settings: unknown, provider: string): boolean {
  if (typeof settings !== 'object' || settings === null) return false;
  const { askFirst, paused, stopped } = settings as Record<string, unknown>;
  if (paused === true || (Array.isArray(stopped) && stopped.includes(provider))) return false;
  if (typeof askFirst !== 'object' || askFirst === null || !Object.hasOwn(askFirst, provider)) return false;
  const mode: unknown = Reflect.get(askFirst, provider);
  return typeof mode === 'string' && mode !== 'off';
}
