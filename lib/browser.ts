/** The one seam to the browser's extension API. Own pages and the background only: a content script never imports it. */
import browser from 'webextension-polyfill';

export { browser };

/**
 * Opens the side panel (Chrome) or the side bar (Firefox). To be called in the same turn as the click that asks for it:
 * awaiting anything before loses the gesture.
 */
export function openPanel(windowId: number): Promise<void> {
  if (import.meta.env.FIREFOX) return browser.sidebarAction.open();
  return chrome.sidePanel.open({ windowId });
}
