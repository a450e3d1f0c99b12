import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { eventSplitter } from '@/core/page/events.ts';
import { straightSplitter } from './straight-splitter.ts';

/** Everything found when the pieces arrive one after the other. */
function found(pieces: readonly string[], marks: readonly string[] = ['']): unknown[] {
  const events: unknown[] = [];
  const splitter = eventSplitter(marks, (event) => events.push(event));
  for (const piece of pieces) splitter.push(piece);
  splitter.end();
  return events;
}

function cut(text: string, places: readonly number[]): string[] {
  const at = [0, ...places.map((place) => place % (text.length + 1)), text.length].sort((a, b) => a - b);
  return at.slice(1).map((end, index) => text.slice(at[index], end));
}

/** The ways in which services write one event. */
const ways = {
  standard: (event: object) => ['event: delta', 'id: 7', `data: ${JSON.stringify(event)}`, ''],
  'without a space': (event: object) => [`data:${JSON.stringify(event)}`, ''],
  'over several lines': (event: object) => [
    ...JSON.stringify(event, null, 2)
      .split('\n')
      .map((line) => `data: ${line}`),
    '',
  ],
  'without a blank line': (event: object) => [`data: ${JSON.stringify(event)}`],
  'a bare line of JSON': (event: object) => [JSON.stringify(event)],
  'after a comment': (event: object) => [': keep-alive', '', `data: ${JSON.stringify(event)}`, '', 'data: [DONE]', ''],
} as const;
const way = fc.constantFrom(...(Object.keys(ways) as (keyof typeof ways)[]));
const event = fc
  .dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 })
  .map((value) => ({ mark: 1, ...value }));
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');

const stream = fc.tuple(fc.array(fc.tuple(event, way), { maxLength: 8 }), lineEnd).map(([events, end]) => ({
  events: events.map(([one]) => JSON.parse(JSON.stringify(one)) as unknown),
  text: events
    .flatMap(([one, how]) => ways[how](one))
    .map((line) => line + end)
    .join(''),
}));

describe('eventSplitter', () => {
  test('finds every event of every way of writing, cut anywhere', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(), { maxLength: 12 }), ({ events, text }, places) => {
        expect(found(cut(text, places))).toEqual(events);
      }),
      { numRuns: 300 },
    );
  });

  test('finds the same one character at a time', () => {
    fc.assert(
      fc.property(stream, ({ events, text }) => {
        expect(found([...text])).toEqual(events);
      }),
      { numRuns: 50 },
    );
  });

  test('finds the same in any text at all, however it is cut', () => {
    const line = fc.oneof(
      fc.constantFrom(
        'data: {"a":1}',
        'data: {',
        'data: "a":1',
        'data: }',
        'data:',
        'data: x',
        '{"b":2}',
        '{',
        'event: x',
        '',
      ),
      fc.string(),
    );
    const text = fc
      .array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r', '')))
      .map((lines) => lines.map((parts) => parts.join('')).join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat()), (whole, places) => {
        expect(found(cut(whole, places))).toEqual(found([whole]));
      }),
      { numRuns: 500 },
    );
  });

  describe('finds what looking at every line finds', () => {
    const marks = ['turn_end', 'task_type', 'usage_now'];
    const straight = (text: string, marks: readonly string[]): unknown[] => {
      const events: unknown[] = [];
      const splitter = straightSplitter(
        (text) => marks.some((mark) => text.includes(mark)),
        (event) => events.push(event),
      );
      splitter.push(text);
      splitter.end();
      return events;
    };
    /** Whole lines, halves of events and of marks, with and without a mark, in any order. */
    const line = fc.oneof(
      fc.constantFrom(...marks, 'turn_', 'words', 'x'.repeat(9_000)).map((word) => `data: {"a":"${word}"}`),
      fc.constantFrom(...marks, 'words').map((word) => `{"b":"${word}"}`),
      fc.constantFrom('data: {', 'data: "turn_end":1', 'data: "a":"words"', 'data: "a":1,', 'data: }', 'data: [DONE]'),
      fc.constantFrom('', '', 'event: turn_end', ': task_type', 'data:', 'data: usage_', 'data: now', '{"turn_'),
    );
    const text = fc
      .array(fc.tuple(line, fc.constantFrom('\n', '\n', '\n', '\n\n', '\r\n', '\r\n\r\n', '\r', '')), { maxLength: 30 })
      .map((lines) => lines.map((parts) => parts.join('')).join(''));

    test.each([
      ['marks that share a sign', marks],
      ['marks that share none', [...marks, '"b"']],
      ['no marks', []],
    ])('by %s, cut anywhere', (_, marks) => {
      fc.assert(
        fc.property(text, fc.array(fc.nat(), { maxLength: 40 }), (whole, places) => {
          expect(found(cut(whole, places), marks)).toEqual(straight(whole, marks));
        }),
        { numRuns: 1_000 },
      );
    });

    test('where the mark of an event stands in a line of its own, and the rest comes later', () => {
      expect(found(['data: {"a":\ndata: "turn_end"\n', 'data: }\n', '\n'], marks)).toEqual([{ a: 'turn_end' }]);
      expect(found(['data: {"a":"turn_end"', ',"b":1}\n', '\n'], marks)).toEqual([{ a: 'turn_end', b: 1 }]);
      expect(found(['data: {\n', 'data: "a":', '"turn_end"}\n', '\n'], marks)).toEqual([{ a: 'turn_end' }]);
    });

    test('one character at a time', () => {
      fc.assert(
        fc.property(text, (whole) => {
          expect(found([...whole], marks)).toEqual(straight(whole, marks));
        }),
        { numRuns: 60 },
      );
    });
  });

  test('the last event counts without a line end', () => {
    expect(found(['data: {"a":1}\n\ndata: {"b":2}'])).toEqual([{ a: 1 }, { b: 2 }]);
    expect(found(['data: {"a":\ndata: 1}\r'])).toEqual([{ a: 1 }]);
  });

  test('the mark at the end of a stream is no event and no part of one', () => {
    expect(found(['data: [DONE]\ndata: {"a":1}\n'])).toEqual([{ a: 1 }]);
  });

  test('broken JSON is no event and does not spoil the next one', () => {
    expect(found(['data: {"a":\n\ndata: {"b":2}\n\n'])).toEqual([{ b: 2 }]);
    expect(found(['data: hello\n\n{"b":2}\n'])).toEqual([{ b: 2 }]);
  });

  test('a line that is no JSON does not swallow the events on the lines after it', () => {
    expect(found(['data: ping\ndata: {"a":1}\ndata: {"b":2}\n'])).toEqual([{ a: 1 }, { b: 2 }]);
  });

  test('what is not wanted is never parsed', () => {
    const parse = vi.spyOn(JSON, 'parse');
    try {
      const text = 'data: {"secret":"x"}\n\n{"secret":"y"}\ndata: {\ndata: "secret":1}\n\ndata: {"mark":1}\n\n';
      expect(found([text], ['"mark"'])).toEqual([{ mark: 1 }]);
      expect(parse.mock.calls.map(([raw]) => raw)).toEqual(['{"mark":1}']);
    } finally {
      parse.mockRestore();
    }
  });
});

describe('events longer than we look into', () => {
  const long = (letters: number) => `data: {"long":"${'x'.repeat(letters)}"}\n\n`;
  const next = 'data: {"next":1}\n\n';
  const keys = (events: unknown[]) => events.map((one) => Object.keys(one as object).join());
  const pieces = (text: string) => text.match(/[\s\S]{1,10000}/g) ?? [];

  test('are passed over when they arrive in pieces, and the next one is found', () => {
    expect(keys(found(pieces(long(300_000) + next)))).toEqual(['next']);
    expect(keys(found(pieces(long(900_000) + next)))).toEqual(['next']);
  });

  test('are passed over to their very end, even where that looks like an event', () => {
    expect(keys(found([`data: "${'x'.repeat(300_000)}`, '{"fake":1}\n\n', next]))).toEqual(['next']);
  });

  test('are passed over when they arrive at once', () => {
    expect(keys(found([long(300_000) + next]))).toEqual(['next']);
  });

  test('are passed over when many lines make them long', () => {
    const lines = Array.from({ length: 40 }, () => `data: "${'x'.repeat(10_000)}",\n`).join('');
    expect(keys(found([`data: [\n${lines}data: 0]\n\n`, next]))).toEqual(['next']);
  });

  test('shorter ones are found, at once and in pieces', () => {
    expect(found([long(200_000)])).toHaveLength(1);
    expect(found(pieces(long(200_000)))).toHaveLength(1);
  });

  test('a long stream in small pieces takes no long time', () => {
    const text = long(2_000).repeat(500);
    const started = performance.now();
    expect(found(text.match(/[\s\S]{1,50}/g) ?? [])).toHaveLength(500);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
