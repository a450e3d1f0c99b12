import { browser } from 'wxt/browser';
import type { NoticeText } from '../words/notices.ts';

/**
 * The one place that knows the browsers' differences: Firefox throws on `buttons`, `requireInteraction` and `silent`,
 * so everything is usable by a click on the body alone, and only Chromium is told a priority.
 */
export function notificationOptions({ title, message }: NoticeText, urgent: boolean) {
  const basic = { type: 'basic', iconUrl: '/icon/128.png', title, message } as const;
  return import.meta.env.FIREFOX ? basic : { ...basic, priority: urgent ? 2 : 0 };
}

/** Shows a notification; showing the same id again replaces it. Resolves once the browser has taken it. */
export async function showNotification(id: string, text: NoticeText, urgent: boolean): Promise<void> {
  await browser.notifications.create(id, notificationOptions(text, urgent));
}

const shownKey = 'shown';

/** Keys of notices that are on the screen although the record does not say so. In memory only: it needs no disk. */
export const shownAnyway = {
  async load(): Promise<readonly string[]> {
    const { [shownKey]: keys } = await browser.storage.session.get(shownKey);
    return Array.isArray(keys) ? keys.filter((one) => typeof one === 'string') : [];
  },
  async note(key: string): Promise<void> {
    await browser.storage.session.set({ [shownKey]: [...new Set([...(await this.load()), key])] });
  },
};

export function onNotificationClick(clicked: (id: string) => void): void {
  browser.notifications.onClicked.addListener((id) => {
    void browser.notifications.clear(id);
    clicked(id);
  });
}

/** Takes away what is still on the screen, of a service, of one of its accounts, or all of it. */
export async function forgetNotifications(provider: string | null, account?: string): Promise<void> {
  const shown = Object.keys(await browser.notifications.getAll());
  const begin = [provider, account, ''].filter((one) => one !== undefined).join('·');
  const isGone = (id: string) => provider === null || id.startsWith(begin);
  await Promise.all(shown.filter(isGone).map((id) => browser.notifications.clear(id)));
  const anyway = await shownAnyway.load();
  if (anyway.some(isGone)) await browser.storage.session.set({ [shownKey]: anyway.filter((id) => !isGone(id)) });
}
