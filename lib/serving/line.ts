import type { Runtime } from 'webextension-polyfill';
import { isNumbered } from '../messages.ts';
import type { answerAt } from './door.ts';

/** Says first that it is there. What is asked over a port goes through the same door as every message; its sender is whom the browser connected. */
export const answerOn =
  (door: ReturnType<typeof answerAt>) =>
  (port: Runtime.Port): void => {
    const { sender } = port;
    if (sender === undefined) return;
    port.onMessage.addListener(async (asked) => {
      if (!isNumbered(asked)) return;
      const { number, content } = asked;
      const answer = await door(content, sender);
      try {
        if (answer !== undefined) port.postMessage({ number, content: answer });
      } catch {
        // The page has gone meanwhile: what it asked for is done all the same.
      }
    });
    port.postMessage({ number: 0, content: null });
  };
