import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLines } from '@/core/page/look.ts';
import { watch as chatgpt } from '@/core/providers/chatgpt/watch.ts';
import { watch as genspark } from '@/core/providers/genspark/watch.ts';
import type { TextWatch } from '@/core/providers/provider.ts';
import { fixture } from '../providers/through.ts';
import { relayed } from './relayed.ts';

const usage = chatgpt.texts[0] as TextWatch;
const menu = genspark.texts[0] as TextWatch;
/** The two variants of a recorded page. */
const variants = (name: string) =>
  fixture('chatgpt', name)
    .split(/^# variant .*$/m)
    .slice(1);

describe('the visible usage page', () => {
  test('in English, 2025-12', () => {
    expect(readLines(variants('dom-usage-page-en.txt')[0] ?? '', usage)).toEqual({
      five_hour: { left: '72', resets: 'today at 2:15 PM' },
      weekly: { left: '41', resets: 'Fri at 9:00 AM' },
      code_review: { left: '42', resets: 'tomorrow at 2:15 PM' },
      credits: { number: '1,234.56' },
    });
  });

  test('in English, 2026-06: a model’s own window is not taken for the plan’s', () => {
    const { other: _, ...rows } = readLines(variants('dom-usage-page-en.txt')[1] ?? '', usage);
    expect(rows).toEqual({
      five_hour: { left: '77', resets: '2:15 PM' },
      weekly: { left: '0', resets: 'Jun 16, 2026 2:13 AM' },
      code_review: { left: '100' },
      credits: { number: '62,500' },
    });
  });

  test('in Japanese, 2025-12 to 2026-03: value and word on lines of their own', () => {
    const { other: _, ...rows } = readLines(variants('dom-usage-page-ja.txt')[0] ?? '', usage);
    expect(rows).toEqual({
      five_hour: { left: '92', resets: '17:16' },
      weekly: { left: '61', resets: '2026/03/19 4:55' },
      code_review: { left: '100' },
      credits: { number: '0' },
    });
  });

  test('in Japanese, later in 2026: the time before its word', () => {
    const rows = readLines(variants('dom-usage-page-ja.txt')[1] ?? '', usage);
    expect(rows).toMatchObject({ weekly: { resets: '8月20日 14:25' }, credits: { number: '1,250' } });
  });

  test('in a language we do not know gives nothing', () => {
    expect(readLines(fixture('chatgpt', 'dom-usage-page-other-languages.txt'), usage)).toEqual({});
  });

  test('gives a value to the label above it, never to the one before', () => {
    expect(readLines('5h limit\nWeekly limit\n41% remaining', usage)).toEqual({
      five_hour: {},
      weekly: { left: '41' },
    });
  });

  test('of two rows with the same label takes the first', () => {
    expect(readLines('Weekly limit\n41% left\nWeekly limit\n99% left', usage)).toEqual({ weekly: { left: '41' } });
  });

  test('does not take a value that stands far from its label', () => {
    expect(readLines('5h limit\na\nb\nc\nd\n41% remaining', usage)).toEqual({ five_hour: {} });
  });

  test('whatever it says, only what the patterns capture leaves it', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '5h limit',
        'Weekly limit',
        'Code review',
        'Credits remaining',
        '残りのクレジット',
        '12% left',
        '3,456',
      ),
      fc.string(),
      fc.constant('hanako@example.com'),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        for (const [row, values] of Object.entries(readLines(lines.join('\n'), usage))) {
          expect(Object.keys(usage.rows)).toContain(row);
          for (const [id, value] of Object.entries(values as Record<string, string>)) {
            expect(['left', 'resets', 'number']).toContain(id);
            if (id !== 'resets') expect(value).toMatch(/^[\d.,]+$/);
            expect(value.length).toBeLessThanOrEqual(40);
          }
        }
        expect(JSON.stringify(readLines(lines.join('\n'), usage))).not.toContain('hanako');
      }),
    );
  });
});

describe('Genspark’s account menu', () => {
  test.each([
    ['Credits\n9,717', '9,717'],
    ['クレジット\n-12.5', '-12.5'],
  ])('%j', (text, number) => {
    expect(readLines(text, menu)).toEqual({ credits: { number } });
  });
  test('with something else in it gives nothing', () => {
    expect(readLines('Credits\nUpgrade now', menu)).toEqual({ credits: {} });
  });
});

describe('looking at the page', () => {
  const text = 'Weekly limit\n41% remaining';

  test('begins where the numbers stand, and ends elsewhere', async () => {
    const { loaded, watching, move } = relayed(chatgpt, { address: '/' });
    loaded();
    expect(watching()).toBe(false);
    move('/codex/settings/usage');
    expect(watching()).toBe(true);
    move('/c/some-conversation');
    expect(watching()).toBe(false);
    move('/#settings/Usage');
    expect(watching()).toBe(true);
  });

  test('tells what stands there once, as text and not as an answer', async () => {
    const { loaded, show, pass, sightings } = relayed(chatgpt, { address: '/codex/settings/usage' });
    loaded();
    show(text);
    await pass(1_000);
    show(`${text}\nSomething else`);
    await pass(1_000);
    expect(sightings()).toHaveLength(1);
    expect(sightings()[0]).toMatchObject({
      watch: 'usage-text',
      phase: 'text',
      via: 'text',
      onUsagePage: true,
      fields: { weekly: { left: '41' } },
    });
    show('Weekly limit\n40% remaining');
    await pass(1_000);
    expect(sightings()).toHaveLength(2);
  });

  test('does not believe a number that is still counting', async () => {
    const { loaded, screen, show, pass, sightings } = relayed(genspark);
    loaded();
    await pass(10);
    show('Credits\n0');
    await pass(600);
    screen.text = 'Credits\n4,000';
    await pass(300);
    expect(sightings()).toEqual([]);
    show('Credits\n9,717');
    await pass(2_000);
    expect(sightings().map(({ fields }) => fields)).toEqual([{ credits: { number: '9,717' } }]);
  });
});

describe('a costly composer', () => {
  const composer = '/agents?type=video_generation_agent';

  test('is told when its address opens, each visit on its own', async () => {
    const { loaded, move, pass, sightings } = relayed(genspark, { address: composer });
    loaded();
    move('/agents');
    move(composer);
    await pass(100);
    const opened = sightings().filter(({ phase }) => phase === 'opened');
    expect(opened.map(({ watch }) => watch)).toEqual(['video-composer', 'video-composer']);
    expect(new Set(opened.map(({ call }) => call)).size).toBe(2);
  });

  test.each([
    '/agents?type=video_generation_agent&id=old',
    '/agents?id=1&type=video_generation_agent',
    '/agents',
    '/agents?type=video_generation_agent_2',
  ])('is not %s', async (address) => {
    const { loaded, pass, sightings } = relayed(genspark, { address });
    loaded();
    await pass(100);
    expect(sightings()).toEqual([]);
  });
});
