import { browser } from 'wxt/browser';
import { CallFailed, callerOf, type PageCalls, updated } from '../../lib/messages.ts';

/** The overlay's calls, over the platform's own messages: no polyfill goes into a page. */
export const callBackground = callerOf<PageCalls>(async (message) => {
  // An older version's overlay has no id any more, and nobody to speak to.
  if (browser.runtime?.id === undefined) throw new CallFailed(updated);
  return browser.runtime.sendMessage(message);
});
