import { settle } from './settle.ts';

/** Timers that run when the test lets time pass. */
export function timers() {
  let now = 0;
  let due: { at: number; run: () => void; every?: number }[] = [];
  return {
    setTimeout: (run: () => void, ms = 0) => void due.push({ at: now + ms, run }),
    setInterval: (run: () => void, ms: number) => void due.push({ at: now + ms, run, every: ms }),
    /** Lets time pass, timer by timer. */
    async pass(ms: number): Promise<void> {
      const end = now + ms;
      for (;;) {
        const next = due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        now = next.at;
        due = due.filter((one) => one !== next);
        if (next.every !== undefined) due.push({ ...next, at: now + next.every });
        next.run();
        await settle();
      }
      now = end;
      await settle();
    },
  };
}
