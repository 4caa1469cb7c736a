import { browser } from '../browser.ts';
import { sentData } from './sent-data.ts';

/**
 * Asks the browser for sites and, in Firefox, in the same prompt for the consent to send labels. To be called in the
 * click's own turn, before anything is awaited: a gesture does not outlive a promise in Firefox. What is granted already
 * is granted again without a prompt.
 */
export function requestToJoin(origins: readonly string[]): Promise<boolean> {
  if (import.meta.env.FIREFOX)
    return browser.permissions.request({ origins: [...origins], data_collection: sentData });
  return browser.permissions.request({ origins: [...origins] });
}

/** Asks for that consent alone, where the browser has one: also in the click's own turn. */
export async function requestToSend(): Promise<boolean> {
  if (import.meta.env.FIREFOX) return browser.permissions.request({ data_collection: sentData });
  return true;
}

/** Whether the person lets labels leave. In Firefox they can take it back at any time in the settings of the extension. */
export async function maySend(): Promise<boolean> {
  if (import.meta.env.FIREFOX) return browser.permissions.contains({ data_collection: sentData });
  return true;
}
