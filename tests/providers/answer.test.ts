import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { Sighting } from '@/core/domain/sighting.ts';
import { comesBackAt, failedTask, idOf, isShare, nothing, only, readFields, trouble } from '@/core/providers/answer.ts';
import { seen } from '../app/story.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const at = (over: Partial<Sighting> = {}) => seen({ at: now, served: now, ...over });

describe('the fields of an answer', () => {
  const rows = z.object({ rows: z.array(z.object({ id: z.string() })) });
  const read = (fields: Sighting['fields'], more: Partial<Sighting> = {}) =>
    readFields(at({ fields, ...more }), 'tasks', rows, () => nothing);

  test('that do not fit are named by where they stand, and by nothing of what they are called or hold', () => {
    expect(read({ rows: [{ id: 'fine' }, { id: 5 }] }).problems).toEqual([
      { kind: 'changed-shape', about: 'tasks', paths: ['$.*[].*:invalid_type'] },
    ]);
    expect(read({ rows: 'secret' }).problems[0]?.paths).toEqual(['$.*:invalid_type']);
    expect(read(null).problems[0]?.paths).toEqual(['$:invalid_type']);
  });

  test('that do not fit by the thousand are named a hundred times', () => {
    const many = Array.from({ length: 250 }, () => ({ id: 5 }));
    expect(read({ rows: many }).problems[0]?.paths).toHaveLength(100);
  });

  test('that were missing on the page are named as the page saw it', () => {
    expect(read('nonsense', { outline: ['$.rows:string'] }).problems[0]?.paths).toEqual(['$.rows:string']);
  });

  describe('of which the page missed some', () => {
    const outline = ['$.a:number'];
    const readAs = (outcome: ReturnType<typeof only>) =>
      readFields(at({ fields: {}, outline }), 'plan', z.object({}), () => outcome);

    test('are a changed shape beside whatever was read', () => {
      expect(readAs(only({ kind: 'banked', available: 1, nextExpiry: null }))).toEqual({
        readings: [{ kind: 'banked', available: 1, nextExpiry: null }],
        problems: [{ kind: 'changed-shape', about: 'plan', paths: outline }],
      });
    });

    test('say no more where somebody is signed out', () => {
      expect(readAs(only({ kind: 'signed-out' }))).toEqual({ readings: [{ kind: 'signed-out' }], problems: [] });
    });

    test('tell where it was, if the reader saw the changed shape but not where', () => {
      expect(readAs(trouble('changed-shape', 'plan')).problems).toMatchObject([{ paths: outline }]);
      expect(readAs(trouble('changed-shape', 'plan', ['$.b:text'])).problems).toMatchObject([{ paths: ['$.b:text'] }]);
    });

    test('have nothing to do with another trouble', () => {
      expect(readAs(trouble('service-trouble', 'plan')).problems).toEqual([
        { kind: 'service-trouble', about: 'plan', paths: [] },
      ]);
    });
  });
});

test('a task that was refused with a status is the service’s word; one that cannot be read is trouble of ours', () => {
  const ended = { kind: 'task', refs: ['a'], task: null, parameters: null, news: { ended: 'failed' } } as const;
  expect(failedTask(at({ status: 500 }), ended)).toEqual({ readings: [ended], problems: [] });
  expect(failedTask(at({ status: 401 }), ended).readings).toEqual([{ kind: 'signed-out' }, ended]);
  expect(failedTask(at({ unread: 'too-large' }), ended)).toMatchObject({
    readings: [ended],
    problems: [{ kind: 'too-large' }],
  });
  expect(failedTask(at(), ended)).toEqual({ readings: [ended], problems: [] });
});

test('a share is up to ten times the whole, and never less than nothing', () => {
  expect([0, 0.5, 100, 120, 1_000].map(isShare)).toEqual([true, true, true, true, true]);
  expect([-0.1, 1_001, Number.NaN, Number.POSITIVE_INFINITY, null, undefined].map(isShare)).toEqual(
    [-0.1, 1_001, 0, 0, 0, 0].map(() => false),
  );
});

describe('when something comes back', () => {
  const second = 1_000;
  const two = 2 * 366 * 86_400;

  test('is the time that is written, where the seconds agree with it within a minute', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: two }), fc.integer({ min: -60, max: 60 }), (seconds, off) => {
        const written = now + (seconds + off) * second;
        expect(comesBackAt(at(), { in: seconds, at: written })).toBe(written);
      }),
    );
  });

  test('is so many seconds from now, where the time that is written does not agree', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: two }),
        fc.integer({ min: 61, max: 1e6 }),
        fc.boolean(),
        (seconds, off, late) => {
          const written = now + (seconds + (late ? off : -off)) * second;
          expect(comesBackAt(at(), { in: seconds, at: written })).toBe(now + seconds * second);
        },
      ),
    );
  });

  test('is what the one of them says, where the other is missing or no time', () => {
    expect(comesBackAt(at(), { in: 5 })).toBe(now + 5 * second);
    expect(comesBackAt(at(), { in: 0 })).toBe(now);
    expect(comesBackAt(at(), { in: 5, at: 'soon' })).toBe(now + 5 * second);
    for (const told of [{}, { in: null }, { in: -1 }, { in: two + 1 }]) {
      expect(comesBackAt(at(), { ...told, at: '2026-11-22T13:00:00Z' })).toBe(now + 3_600 * second);
      expect(comesBackAt(at(), told)).toBeNull();
    }
  });

  test('may be a time just after 1970 as little as one that is past: seconds win over it', () => {
    const early = seen({ at: 30 * second, served: null });
    expect(comesBackAt(early, { in: 20 })).toBe(50 * second);
  });
});

test('an id is the words of a name in lower case, with one hyphen between them and none around', () => {
  expect(['code_review', 'GPT-5.3 Codex  (Spark)', '__x__', ' a & b ', 'モデル', 'x'.repeat(60)].map(idOf)).toEqual([
    'code-review',
    'gpt-5.3-codex-spark',
    'x',
    'a-b',
    '',
    'x'.repeat(48),
  ]);
});
