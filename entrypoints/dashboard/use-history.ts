import { useEffect, useRef, useState } from 'preact/hooks';
import { fromHistory, type History } from '../../core/platform/history.ts';

/**
 * What `read` finds in the record, read again whenever `key` changes; until then, and where it cannot be read, what was
 * found before. `null`: nothing yet. What was found for the last `kept` keys is not read again.
 */
export function useHistory<T>(key: string, read: (history: History) => Promise<T>, kept = 1): T | null {
  const [found, setFound] = useState<T | null>(null);
  const known = useRef(new Map<string, T>()).current;
  useEffect(() => {
    let current = true;
    const take = (next: T): void => {
      known.delete(key);
      known.set(key, next);
      for (const oldest of [...known.keys()].slice(0, -kept)) known.delete(oldest);
      setFound(next);
    };
    const before = known.get(key);
    if (before !== undefined) take(before);
    else
      void fromHistory(read).then((next) => {
        if (current && next !== null) take(next);
      });
    return () => {
      current = false;
    };
  }, [key]);
  return found;
}
