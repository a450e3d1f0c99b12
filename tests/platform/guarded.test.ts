import { expect, test } from 'vitest';
import type { Reading } from '@/core/domain/reading.ts';
import { guarded } from '@/core/platform/guarded.ts';
import { chatgpt } from '@/core/providers/chatgpt/index.ts';
import type { Outcome } from '@/core/providers/provider.ts';
import { credits, seen, weekly } from '../app/story.ts';

const read = (gives: () => Outcome) => guarded({ ...chatgpt, read: gives }).read(seen());
const strange = { ...credits(5), feature: undefined } as unknown as Reading;
const problem = { kind: 'changed-shape', about: 'features', paths: [] };

test('what can be kept is passed on as it is', () => {
  const outcome: Outcome = { readings: [weekly(20), credits(5)], problems: [], complete: ['codex'] };
  expect(read(() => outcome)).toEqual(outcome);
});

test('what could not be kept is left out, and said to be', () => {
  expect(read(() => ({ readings: [strange, weekly(20)], problems: [], complete: ['codex'] }))).toEqual({
    readings: [weekly(20)],
    problems: [problem],
  });
});

test('more than any answer gives is left out, too', () => {
  const many = Array.from({ length: 1_000 }, (_, n) => credits(n, { feature: `f${n}` }));
  const { readings, problems } = read(() => ({ readings: many, problems: [] }));
  expect([readings.length, problems]).toEqual([300, [problem]]);
});

test('a reader that throws is a problem with a name', () => {
  const thrown = read(() => {
    throw new Error('a mistake of ours');
  });
  expect(thrown).toEqual({ readings: [], problems: [problem] });
});
