import { describe, expect, test } from 'vitest';
import { genspark } from '@/core/providers/genspark/index.ts';
import { readThrough, seenAt } from './through.ts';

const day = 86_400_000;
const read = (path: string, data: unknown) =>
  readThrough(genspark, { request: `GET /api/credit_audit/${path}` }, JSON.stringify({ status: 0, data }));
const charges = (data: unknown) => read('logs', data);
const grants = (data: unknown) => read('recharge_logs', data);
const then = '2026-11-20T09:30:00Z';
const at = Date.parse(then);
const changed = { readings: [], problems: [{ kind: 'changed-shape', about: 'history' }] };

describe('the log of what was spent', () => {
  const row = { id: 'a', credits: 20, created_at: then, type: 'video' };
  const charge = { kind: 'charge', id: 'a', at, credits: 20, what: 'video' };
  const readingsOf = (...rows: unknown[]) => charges({ logs: rows }).readings;

  test('tells of each row what it cost, when, and for what', () => {
    expect(readingsOf(row, { ...row, id: 'b', credits: '7.5' })).toEqual([
      charge,
      { ...charge, id: 'b', credits: 7.5 },
    ]);
  });

  test('tells the same whichever sign a cost has', () => {
    expect(readingsOf({ ...row, credits: -20 })).toEqual([charge]);
  });

  test.each(['logs', 'items', 'records', 'list'])('is read where its rows are called %s', (rows) => {
    expect(charges({ [rows]: [row] })).toEqual({ readings: [charge], problems: [] });
  });

  test.each(['id', '_id', 'log_id'])('knows a row by its %s', (id) => {
    expect(readingsOf({ [id]: 'a', credits: 20, created_at: then, type: 'video' })).toEqual([charge]);
  });

  test.each(['credits', 'credit', 'credit_amount', 'amount', 'cost', 'delta'])('reads a cost called %s', (cost) => {
    expect(readingsOf({ id: 'a', [cost]: 20, created_at: then, type: 'video' })).toEqual([charge]);
  });

  test.each(['created_at', 'create_time', 'ctime', 'time', 'timestamp', 'date'])('reads a time called %s', (time) => {
    expect(readingsOf({ id: 'a', credits: 20, [time]: then, type: 'video' })).toEqual([charge]);
  });

  test.each(['type', 'action', 'category'])('reads what it was for from %s', (what) => {
    expect(readingsOf({ id: 'a', credits: 20, created_at: then, [what]: 'video' })).toEqual([charge]);
  });

  test.each([
    ['without an id', { credits: 20, created_at: then }],
    ['with an id that is null', { ...row, id: null }],
    ['without a cost', { id: 'a', created_at: then }],
    ['with a cost that is no number', { ...row, credits: 'many' }],
    ['that is no record', 'a'],
  ])('leaves out a row %s, and no other', (_, odd) => {
    expect(readingsOf(odd, { ...row, id: 'b' })).toEqual([{ ...charge, id: 'b' }]);
  });

  test('keeps a row without a time or a purpose, and says neither', () => {
    expect(readingsOf({ id: 'a', credits: 20 })).toEqual([{ ...charge, at: null, what: null }]);
    expect(readingsOf({ id: 'a', credits: 20, created_at: 'soon' })).toEqual([{ ...charge, at: null, what: null }]);
  });

  test('that is empty is empty; without a list it is a changed shape', () => {
    expect(charges({ logs: [] })).toEqual({ readings: [], problems: [] });
    for (const data of [{}, { entries: [row] }, null, { logs: null }, { logs: 'none' }])
      expect(charges(data), JSON.stringify(data)).toMatchObject(changed);
  });
});

describe('the log of what came in', () => {
  const row = { id: 'g', credits: 10_000, created_at: then, expires_at: '2026-12-20T09:30:00Z' };
  const grant = { kind: 'grant', id: 'g', at, credits: 10_000, expiresAt: at + 30 * day };
  const readingsOf = (...rows: unknown[]) => grants({ logs: rows }).readings;

  test('tells of each row how much came when, and until when it may be spent', () => {
    expect(readingsOf(row, { ...row, id: 'h', credits: 0.5 })).toEqual([grant, { ...grant, id: 'h', credits: 0.5 }]);
  });

  test.each(['expire_at', 'expires_at', 'expired_at', 'expire_time'])('reads an end called %s', (end) => {
    expect(readingsOf({ id: 'g', credits: 10_000, created_at: then, [end]: row.expires_at })).toEqual([grant]);
  });

  test('knows no end where none is told', () => {
    expect(readingsOf({ ...row, expires_at: null })).toEqual([{ ...grant, expiresAt: null }]);
  });

  test.each([
    ['without an id', { ...row, id: null }],
    ['without an amount', { ...row, credits: null }],
    ['without a time', { ...row, created_at: null }],
    ['of nothing', { ...row, credits: 0 }],
    ['of less than nothing', { ...row, credits: -5 }],
  ])('leaves out a row %s, and no other', (_, odd) => {
    expect(readingsOf(odd, { ...row, id: 'h' })).toEqual([{ ...grant, id: 'h' }]);
  });

  test('without a list is a changed shape', () => {
    expect(grants({})).toMatchObject(changed);
    expect(grants({ items: [] })).toEqual({ readings: [], problems: [] });
  });
});

describe('the cycle', () => {
  const cycle = (...times: unknown[]) =>
    read('billing_cycle', Object.fromEntries(times.map((one, i) => [`t${i}`, one])));
  const of = (ms: number) => new Date(seenAt + ms).toISOString();

  test('lies between the nearest times on both sides of now, in whatever order they stand', () => {
    const told = [of(20 * day), of(-40 * day), of(200 * day), of(-10 * day)];
    expect(cycle(...told).readings).toEqual([{ kind: 'cycle', from: seenAt - 10 * day, to: seenAt + 20 * day }]);
  });

  test('may begin this very moment, and may last a day or a year', () => {
    expect(cycle(of(0), of(day)).readings).toEqual([{ kind: 'cycle', from: seenAt, to: seenAt + day }]);
    expect(cycle(of(0), of(367 * day)).readings).toHaveLength(1);
    expect(cycle(of(0), of(day - 60_000)).readings).toEqual([]);
    expect(cycle(of(0), of(368 * day)).readings).toEqual([]);
  });

  test('is not guessed at from one side alone', () => {
    expect(cycle(of(-day)).readings).toEqual([]);
    expect(cycle(of(day)).readings).toEqual([]);
  });

  test('is not known where nothing is told of it', () => {
    expect(read('billing_cycle', null).problems).toMatchObject([{ kind: 'changed-shape', about: 'plan' }]);
  });
});
