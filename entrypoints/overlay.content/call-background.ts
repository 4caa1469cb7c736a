import { browser } from 'wxt/browser';
import { CallFailed, callerOf, type Message, type PageCalls, updated } from '../../lib/messages.ts';
import { makeLine } from './line.ts';

const line = makeLine(() => {
  const port = browser.runtime.connect();
  // Read, or the browser writes into the page's console why it ended.
  port.onDisconnect.addListener(() => void browser.runtime.lastError);
  return port;
});

/** The overlay's calls, over the platform's own messages: no polyfill goes into a page. */
export const callBackground = callerOf<PageCalls>(async (message) => {
  // An older version's overlay has no id any more, and nobody to speak to.
  if (browser.runtime?.id === undefined) throw new CallFailed(updated);
  return message.call === 'save' ? overLine(message) : browser.runtime.sendMessage(message);
});

/** A label goes over the line. Where that was closed under way it is sent once more: a label replaces itself. */
const overLine = (message: Message): Promise<unknown> =>
  line.ask(message).catch(() => browser.runtime.sendMessage(message));

/** An answer may be near: the background and the way to it are there when it comes. */
export function expectAnswer(): void {
  if (browser.runtime?.id !== undefined) line.open();
}
