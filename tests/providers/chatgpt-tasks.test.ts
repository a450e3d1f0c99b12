import { describe, expect, test } from 'vitest';
import { chatgpt } from '@/core/providers/chatgpt/index.ts';
import { readThrough, sightingsOf } from './through.ts';

const listed = (items: unknown, query = '', more: object = {}) =>
  readThrough(
    chatgpt,
    { request: `GET /backend-api/wham/tasks/list${query}` },
    JSON.stringify({ items, cursor: null, ...more }),
  );
const item = (id: string, turn_status: unknown, more: object = {}) => ({
  ...{ id, has_unread_turn: false, task_status_display: { latest_turn_status_display: { turn_status } } },
  ...more,
});
const task = (ref: string, news: unknown) => ({ kind: 'task', refs: [ref], task: 'developer', parameters: null, news });
const running = (refs: readonly string[], complete = true) => ({
  ...{ kind: 'running', list: 'codex', complete },
  tasks: refs.map((ref) => ({ ref, task: 'developer', parameters: null })),
});

describe('the list of cloud tasks', () => {
  test.each(['pending', 'in_progress', 'running'])('shows one that is %s as running', (status) => {
    expect(listed([item('t1', status)]).readings).toEqual([task('t1', 'started'), running(['t1'])]);
  });

  test.each([
    ['completed', 'done'],
    ['failed', 'failed'],
    ['cancelled', 'stopped'],
  ])('shows one that is %s as over', (status, end) => {
    expect(listed([item('t1', status)]).readings).toEqual([task('t1', { ended: end }), running([])]);
  });

  test('says nothing of one whose state has another name, whether it was read or not', () => {
    expect(listed([item('t1', 'queued_v2'), item('t2', 'queued_v2', { has_unread_turn: true })]).readings).toEqual([
      running([]),
    ]);
  });

  test('shows one without a state as over somehow where its turn has not been read, else as nothing', () => {
    const bare = (id: string, has_unread_turn: unknown) => ({ id, has_unread_turn, task_status_display: null });
    const halves = { id: 't4', has_unread_turn: true, task_status_display: { latest_turn_status_display: null } };
    expect(listed([bare('t1', true), bare('t2', false), bare('t3', null), halves]).readings).toEqual([
      task('t1', { ended: 'unknown' }),
      task('t4', { ended: 'unknown' }),
      running([]),
    ]);
  });

  test('shows all that runs, and only that, in its order', () => {
    const rows = [item('t1', 'running'), item('t2', 'completed'), item('t3', 'pending')];
    expect(listed(rows).readings.at(-1)).toEqual(running(['t1', 't3']));
  });

  test.each([
    ['', true],
    ['?task_filter=current', true],
    ['?task_filter=archived', false],
    ['?environment_id=e1', false],
    ['?cursor=c1', false],
    ['?task_filter=current&limit=20', true],
  ])('asked for with “%s” is all there is: %s', (query, complete) => {
    expect(listed([], query).readings).toEqual([running([], complete)]);
  });

  test('that goes on elsewhere is not all there is', () => {
    expect(listed([], '', { cursor: 'next' }).readings).toEqual([running([], false)]);
  });

  test('without a list, as with a list of something else, shows nothing running', () => {
    expect(listed(null).readings).toEqual([running([])]);
    expect(listed([7, { id: 5 }, item('t1', 'running')]).readings.at(-1)).toEqual(running(['t1']));
  });
});

describe('a cloud task that is opened', () => {
  const opened = (more: object) =>
    readThrough(chatgpt, { request: 'GET /backend-api/wham/tasks/t1' }, JSON.stringify({ task: { id: 't1' }, ...more }))
      .readings;
  const shown = (turn_status: unknown) => ({ latest_turn_status_display: { turn_status } });

  test('stands as its page shows it', () => {
    expect(opened({ task_status_display: shown('completed') })).toEqual([task('t1', { ended: 'done' })]);
    expect(opened({ task_status_display: shown('in_progress') })).toEqual([task('t1', 'started')]);
  });

  test('stands as its turn does, where its page does not show it', () => {
    const of = { current_assistant_turn: { turn_status: 'cancelled' }, task_status_display: null };
    expect(opened(of)).toEqual([task('t1', { ended: 'stopped' })]);
    expect(opened({ ...of, task_status_display: { latest_turn_status_display: null } })).toEqual([
      task('t1', { ended: 'stopped' }),
    ]);
    expect(opened({ current_diff_task_turn: { turn_status: 'completed' } })).toEqual([task('t1', { ended: 'done' })]);
  });

  test('has failed where its turn tells of an error and of nothing else', () => {
    expect(opened({ current_assistant_turn: { error: { code: 'setup_failed' } } })).toEqual([
      task('t1', { ended: 'failed' }),
    ]);
    expect(opened({ current_assistant_turn: { turn_status: 'running', error: { code: 'late' } } })).toEqual([
      task('t1', 'started'),
    ]);
  });

  test.each([
    ['says nothing of how it stands', {}],
    ['has no error', { current_assistant_turn: { error: { code: null } } }],
    ['has an empty turn', { current_assistant_turn: { error: null } }],
    ['stands in another way', { task_status_display: shown('queued_v2') }],
  ])('is only known by its name where it %s', (_, more) => {
    expect(opened(more)).toEqual([task('t1', 'named')]);
  });
});

describe('a cloud task that is created', () => {
  const created = (status: number, answer: unknown, sends?: unknown) =>
    sightingsOf(chatgpt, { request: 'POST /backend-api/wham/tasks', status, sends }, JSON.stringify(answer)).map(
      (one) => chatgpt.read(one),
    );
  const [four, none] = [{ metadata: { best_of_n: 4 } }, {}];
  const run = (refs: readonly string[], news: unknown, parameters: unknown = { variants: 4 }) => ({
    ...{ kind: 'task', refs, task: 'developer', parameters, news },
  });

  test('leaves with how often it is to run, and is known by its id then', () => {
    const [left, answered, ...more] = created(200, { task: { id: 't1' } }, four);
    expect(left?.readings).toEqual([run(['1'], 'leaving')]);
    expect(answered?.readings).toEqual([run(['1', 't1'], 'started')]);
    expect(more).toEqual([]);
  });

  test.each([
    ['no number', none],
    ['nothing', undefined],
    ['nonsense', { metadata: { best_of_n: 'many' } }],
  ])('with %s said leaves without one', (_, sends) => {
    expect(created(200, { id: 't1' }, sends).map(({ readings }) => readings)).toEqual([
      [run(['1'], 'leaving', null)],
      [run(['1', 't1'], 'started', null)],
    ]);
  });

  test('is known by its request alone where no id comes back', () => {
    expect(created(200, { id: null }, four)[1]?.readings).toEqual([run(['1'], 'started')]);
  });

  test.each([199, 300, 302, 404, 500])('has failed at status %i', (status) => {
    expect(created(status, { detail: 'no' }, four)[1]?.readings).toEqual([run(['1'], { ended: 'failed' })]);
  });

  test('is refused by a limit, which is a stop until it comes back', () => {
    const error = { type: 'usage_limit_reached', resets_in_seconds: 600 };
    const [stop, over] = created(429, { error }, four)[1]?.readings ?? [];
    expect(stop).toMatchObject({ kind: 'stop', feature: 'codex', label: 'codex', why: 'limit-reached' });
    expect(over).toEqual(run(['1'], { ended: 'failed' }));
  });

  test.each([200, 204, 299])('is created by status %i', (status) => {
    expect(created(status, { id: 't1' }, four)[1]?.readings).toEqual([run(['1', 't1'], 'started')]);
  });
});
