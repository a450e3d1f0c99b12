import { isRecord } from './is-record.ts';

/**
 * Whether stored settings say that a service's costly requests are to be held back. Settings that cannot be read say
 * no; the worker, which reads them with more care, has the last word.
 */
export function holdsBy(settings: unknown, provider: string): boolean {
  if (!isRecord(settings)) return false;
  const { askFirst, paused, stopped } = settings;
  if (paused === true || (Array.isArray(stopped) && stopped.includes(provider))) return false;
  if (!isRecord(askFirst) || !Object.hasOwn(askFirst, provider)) return false;
  const mode = askFirst[provider];
  return typeof mode === 'string' && mode !== 'off';
}
