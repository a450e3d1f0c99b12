import { useEffect, useState } from 'preact/hooks';
import { fromHistory, type History } from '../../core/platform/history.ts';

/**
 * What `read` finds in the record, read again whenever `key` changes; until then, and where it cannot be read, what was
 * found before. `null`: nothing yet.
 */
export function useHistory<T>(key: string, read: (history: History) => Promise<T>): T | null {
  const [found, setFound] = useState<T | null>(null);
  useEffect(() => {
    let current = true;
    void fromHistory(read).then((next) => {
      if (current && next !== null) setFound(next);
    });
    return () => {
      current = false;
    };
  }, [key]);
  return found;
}
