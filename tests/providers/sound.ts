import { problemKinds, topics } from '@/core/domain/problem.ts';
import type { Outcome } from '@/core/providers/provider.ts';

/** What is wrong with an outcome, whatever it was read from; nothing where all is well. */
export function complaints({ readings, problems }: Outcome): string[] {
  const found: string[] = [];
  const say = (wrong: boolean, what: string) => {
    if (wrong) found.push(what);
  };
  for (const reading of readings) {
    for (const [place, number] of numbersIn(reading))
      say(!Number.isFinite(number), `${reading.kind}${place} is ${number}`);
    if (reading.kind === 'window') {
      say((reading.used ?? 0) < 0, `${reading.feature}: less than nothing is used`);
      say(reading.length !== null && reading.length <= 0, `${reading.feature}: a window without length`);
    }
    if (reading.kind === 'cycle') say(reading.from >= reading.to, 'a cycle that ends before it begins');
    if (reading.kind === 'task') say(reading.refs.length === 0, 'a task nobody can find again');
  }
  for (const { kind, about, paths } of problems) {
    say(!problemKinds.includes(kind) || !topics.includes(about), `no words for ${kind} about ${about}`);
    say(paths.length > 100, 'more than 100 paths');
  }
  return found;
}

function numbersIn(value: unknown, place = ''): (readonly [string, number])[] {
  if (typeof value === 'number') return [[place, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => numbersIn(inner, `${place}.${key}`));
}
