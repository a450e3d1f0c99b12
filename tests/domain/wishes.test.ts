import { describe, expect, test } from 'vitest';
import { defaultSettings, type Settings } from '@/core/domain/settings.ts';
import { type Wish, wished } from '@/core/domain/wishes.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const given = { now, offsetAt: () => 0, id: 'new' };
const granted = (wish: Wish, before: Settings = defaultSettings) => wished(before, wish, given);
/** What a wish has changed of the settings, and nothing else. */
function changed(wish: Wish, before: Settings = defaultSettings) {
  const next = granted(wish, before);
  return Object.fromEntries(Object.entries(next).filter(([key, value]) => value !== before[key as keyof Settings]));
}

describe('a wish changes what it is about, and nothing else:', () => {
  test('a pause, and its end', () => {
    expect(changed({ say: 'pause', paused: true })).toEqual({ paused: true });
    expect(changed({ say: 'pause', paused: false }, { ...defaultSettings, paused: true })).toEqual({ paused: false });
  });

  test('a silence of an hour, until tomorrow, or none any more', () => {
    const until = (how: 'hour' | 'tomorrow' | null) => granted({ say: 'silence', how }).snoozedUntil;
    expect([until('hour'), until('tomorrow'), until(null)]).toEqual([
      now + 3_600_000,
      Date.parse('2026-11-23T08:00:00Z'),
      null,
    ]);
  });

  test('a service that is left alone, once', () => {
    const stopped = granted({ say: 'stop', provider: 'sora' });
    expect(stopped.stopped).toEqual(['sora']);
    expect(granted({ say: 'stop', provider: 'sora' }, stopped)).toBe(stopped);
    expect(granted({ say: 'stop', provider: 'genspark' }, stopped).stopped).toEqual(['sora', 'genspark']);
  });

  test('the first steps', () => {
    const seen = changed({ say: 'notification-appeared', appeared: 'no' });
    expect(seen).toEqual({ firstRun: { ...defaultSettings.firstRun, appeared: 'no' } });
    expect(changed({ say: 'dismiss-first-run' })).toEqual({
      firstRun: { ...defaultSettings.firstRun, dismissed: true },
    });
  });

  test('the job that is gone on with', () => {
    const typed = granted({ say: 'type-job', name: 'Film' });
    expect(typed.jobs).toMatchObject([{ id: 'new', name: 'Film' }]);
    expect(typed.currentJob).toMatchObject({ id: 'new' });
    expect(granted({ say: 'pick-job', id: null }, typed).currentJob?.id ?? null).toBeNull();
  });
});

describe('what is entered for an account', () => {
  const of = { say: 'enter', provider: 'sora', account: 'ann', number: 1 } as const;

  test('stands beside what was entered before', () => {
    const once = granted({ ...of, ask: 'monthly', value: 500 });
    expect(once.entered).toEqual({ 'sora/ann': { renewalDay: null, monthly: 500, at: now } });
    const twice = granted({ ...of, ask: 'renewal-day', value: 6 }, once);
    expect(twice.entered).toEqual({ 'sora/ann': { renewalDay: 6, monthly: 500, at: now } });
    expect(granted({ ...of, ask: 'monthly', value: null }, twice).entered).toEqual({
      'sora/ann': { renewalDay: 6, monthly: null, at: now },
    });
  });

  test('leaves other accounts alone', () => {
    const others = { 'sora/bob': { renewalDay: 1, monthly: 2, at: 3 } };
    const { entered } = granted({ ...of, ask: 'monthly', value: 500 }, { ...defaultSettings, entered: others });
    expect(entered).toEqual({ ...others, 'sora/ann': { renewalDay: null, monthly: 500, at: now } });
  });

  test('goes on from what was entered while the first account had no name; another one’s begins anew', () => {
    const before = { ...defaultSettings, entered: { 'sora/unknown': { renewalDay: 7, monthly: null, at: 1 } } };
    const enter = (number: number) =>
      granted({ ...of, number, ask: 'monthly', value: 500 }, before).entered['sora/ann'];
    expect([enter(1), enter(2)]).toEqual([
      { renewalDay: 7, monthly: 500, at: now },
      { renewalDay: null, monthly: 500, at: now },
    ]);
  });

  test('of its plan can be taken back, and the rest stays', () => {
    const told = { renewalDay: 7, monthly: 5, plan: { name: 'pro', page: null }, at: 1 };
    const before = { ...defaultSettings, entered: { 'sora/ann': told } };
    expect(granted({ ...of, ask: 'plan', value: null }, before).entered).toEqual({
      'sora/ann': { renewalDay: 7, monthly: 5, at: now },
    });
  });
});
