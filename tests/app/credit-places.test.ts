import { describe, expect, test } from 'vitest';
import { creditPlaces } from '@/core/app/dashboard/credits.ts';
import { expiryMoments } from '@/core/app/expiries.ts';
import { type AccountState, emptySnapshot } from '@/core/domain/account.ts';
import { addLot } from '@/core/domain/lot-entries.ts';
import type { NewLot } from '@/core/domain/lots.ts';
import { defaultSettings } from '@/core/domain/settings.ts';
import { day, hour } from '@/core/domain/time.ts';
import { card, en, muse } from './looking.ts';
import { accountOf, credits, facts, later, noon, offset, play, sole, tells } from './story.ts';

const base = accountOf(play([tells(credits(900), { at: later(-hour) })]));
const pack = (more: Partial<NewLot> = {}): NewLot => ({
  ...{ id: 'a', kind: 'purchased', by: 'entered', at: later(-60 * day), credits: 500, price: null },
  ...{ expiresAt: later(40 * day), ...more },
});
const having = (...lots: readonly NewLot[]): AccountState => ({
  ...base,
  lots: lots.reduce((all, lot) => addLot(all, lot), base.lots),
});
const snapshotOf = (account: AccountState) => ({ ...emptySnapshot, accounts: [account] });
const place = (account: AccountState, services = [muse]) =>
  sole(
    creditPlaces({
      ...{ snapshot: snapshotOf(account), services, settings: defaultSettings, words: en },
      conditions: { now: noon, offset, online: true, noAccess: [], needsReload: [] },
    }),
  );

describe('the credits of an account', () => {
  test('are its lots, and what of them would lapse, in the very words of the card', () => {
    const account = having(pack());
    const { lots, lapsing, finding } = place(account);
    expect(sole(lots)).toMatchObject({ name: 'bought on September 23', amount: 500, left: 500 });
    const said = sole(card(snapshotOf(account)).balances).notes;
    expect(said).toContain(sole(lapsing).text);
    expect(finding).toBe(`900 credits are left. ${sole(lapsing).text}`);
  });

  test('are as many as the card says, also where more went than there was', () => {
    const overdrawn = accountOf(play([tells(credits(-40))]));
    expect(sole(card(snapshotOf(overdrawn)).balances).text).toContain('-40 credits');
    expect(place(overdrawn).finding).toContain('-40 credits are left.');
  });

  test.each([0, -40])('cannot lapse where the balance says that none are left (%d), whatever the lots hold', (left) => {
    const account = having(pack());
    const spent = { ...account, balances: account.balances.map((one) => ({ ...one, left })) };
    const { lapsing, lots, finding } = place(spent);
    expect(lapsing).toEqual([]);
    expect(sole(lots)).toMatchObject({ amount: 500, left: 0 });
    expect(finding).not.toContain('500');
    expect(sole(card(snapshotOf(spent)).balances).notes.join(' ')).not.toMatch(/lapse/);
    expect(expiryMoments(spent, { now: noon, offset })).toEqual([]);
  });

  test('may lapse where how many are left is not known', () => {
    const account = having(pack());
    const unknown = { ...account, balances: account.balances.map((one) => ({ ...one, left: null })) };
    expect(place(unknown).lapsing).toHaveLength(1);
  });

  test('could still make so many, by what they cost', () => {
    // 500 credits; a video takes 100 to 400, an image 500 to 900.
    expect(sole(place(having(pack())).lapsing).makes).toBe('They could still make at most 1 × image or 1–5 × video.');
    expect(sole(place(having(pack({ credits: 5 }))).lapsing).makes).toBeNull();
  });

  test('say how much of them nobody can explain, and how long purchases are valid', () => {
    const notes = place(having(pack())).notes.join(' ');
    expect(notes).toContain('Where 400 credits of them come from is not known');
    expect(notes).toContain('is not known.');
    const selling = { value: 12, source: 'invented for tests', date: '2026-11' };
    const shop = { id: 'muse', facts: { ...facts, purchases: { validMonths: selling, perCredit: null } } };
    const known = place(base, [shop]);
    expect(known.notes.join(' ')).toContain('valid for 12 months. Source: invented for tests (Nov 2026).');
    expect(known.earliest).toBe(Date.parse('2025-11-22T20:00:00Z'));
  });

  test('offer for correction what a person said, not what the service says', () => {
    const account = having(
      pack({ price: { amount: 20, currency: 'USD' } }),
      pack({ id: 'b', by: 'reported', at: later(-day) }),
    );
    expect(place(account).purchases).toEqual([
      { id: 'a', text: 'September 23, 2026: 500 credits for $20.00', credits: 500, at: later(-60 * day), paid: 20 },
    ]);
  });

  test('that have lapsed are not shown any more', () => {
    const over = { ...having(pack()), lots: { ...having(pack()).lots } };
    const lots = over.lots.lots.map((lot) => ({ ...lot, expiresAt: later(-1) }));
    expect(place({ ...over, lots: { ...over.lots, lots } })).toMatchObject({ lots: [], lapsing: [], purchases: [] });
  });
});
