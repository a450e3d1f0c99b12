import { type AccountState, unknownAccount } from '../domain/account.ts';
import { accountKey, type Settings } from '../domain/settings.ts';
import type { Words } from '../words/words.ts';

type Named = Pick<AccountState, 'provider' | 'account' | 'number'>;
type Looking = { readonly words: Words; readonly settings: Pick<Settings, 'names'> };

/** What somebody calls an account; else its number in the order of appearance. */
export function accountName(of: Named, words: Words, { names }: Pick<Settings, 'names'>): string {
  const own = names[accountKey(of)];
  if (own !== undefined) return own;
  return of.account === unknownAccount ? words.t('card.unknown-account') : words.t('card.account', { n: of.number });
}

/** Whether somebody has given it a name. */
export const hasName = (of: Named, { names }: Pick<Settings, 'names'>) => names[accountKey(of)] !== undefined;

/** A service, and where it has several accounts, which one, as the person calls it. */
export function serviceName(of: Named, service: string, siblings: number, { words, settings }: Looking): string {
  if (siblings < 2) return service;
  return words.t('history.of-account', { service, account: accountName(of, words, settings) });
}
