import { describe, expect, test } from 'vitest';
import { samples } from '../words/samples.ts';
import { contentsOf, freshLedger, noon, write } from './fresh.ts';

describe('what is to be told', () => {
  const [first, second] = [
    { ...samples['near-limit'], at: noon + 1 },
    { ...samples['came-back'], at: noon + 5 },
  ];

  test('is due, the oldest first, until it was shown', async () => {
    const ledger = await freshLedger();
    await write(ledger, { notices: [second, first] });
    expect(await ledger.due()).toEqual([first, second]);
    await ledger.sent(second.key, noon + 9, { title: 'T', message: 'M' });
    expect(await ledger.due()).toEqual([first]);
    expect((await contentsOf(ledger)).outbox).toContainEqual({
      key: second.key,
      state: 'sent',
      notice: second,
      at: noon + 5,
      sentAt: noon + 9,
      title: 'T',
      message: 'M',
    });
  });

  test('is told once by its key, whether it is still due or was sent', async () => {
    const ledger = await freshLedger();
    await write(ledger, { notices: [first] });
    await write(ledger, { notices: [{ ...first, used: 99 }] });
    expect(await ledger.due()).toEqual([first]);
    await ledger.sent(first.key, noon, { title: 'T', message: 'M' });
    await write(ledger, { notices: [first] });
    expect(await ledger.due()).toEqual([]);
  });

  test('can be found again by its key, sent or not', async () => {
    const ledger = await freshLedger();
    await write(ledger, { notices: [first] });
    await ledger.sent(first.key, noon, { title: 'T', message: 'M' });
    expect([await ledger.notice(first.key), await ledger.notice('test·1')]).toEqual([first, null]);
  });

  test('and cannot be read any more is left out, and holds nothing else back', async () => {
    const ledger = await freshLedger();
    await write(ledger, { notices: [first, second] });
    const row = await ledger.db.get('outbox', second.key);
    if (row !== undefined) await ledger.db.put('outbox', { ...row, notice: { kind: 'of another age' } });
    expect([await ledger.due(), await ledger.notice(second.key)]).toEqual([[first], null]);
  });

  test('and came too late is kept as missed, and never due again', async () => {
    const ledger = await freshLedger();
    await write(ledger, { notices: [first] });
    await ledger.missed(first.key);
    await write(ledger, { notices: [first] });
    expect([await ledger.due(), (await contentsOf(ledger)).outbox]).toMatchObject([[], [{ state: 'missed' }]]);
  });

  test('is not marked as sent where it is not known', async () => {
    const ledger = await freshLedger();
    await ledger.sent('nobody', noon, { title: 'T', message: 'M' });
    expect((await contentsOf(ledger)).outbox).toEqual([]);
  });
});
