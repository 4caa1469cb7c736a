/** The one seam to the browser's extension API. Own pages and the background only: a content script never imports it. */
import browser from 'webextension-polyfill';

export { browser };

/** Shows a notification, or changes the one of this id. */
export const notify = (id: string, title: string, message: string): Promise<string> =>
  browser.notifications.create(id, {
    type: 'basic',
    iconUrl: browser.runtime.getURL('/icon/128.png'),
    title,
    message,
  });

/** Hears clicks on notifications; again and again is once. Without the permission the browser has no such thing. */
export function onNotificationClick(hear: (id: string) => void): void {
  const all: Partial<typeof browser> = browser;
  all.notifications?.onClicked.addListener(hear);
}

/**
 * Opens the side panel (Chrome) or the side bar (Firefox). To be called in the same turn as the click that asks for it:
 * awaiting anything before loses the gesture.
 */
export function openPanel(windowId: number): Promise<void> {
  if (import.meta.env.FIREFOX) return browser.sidebarAction.open();
  return chrome.sidePanel.open({ windowId });
}
