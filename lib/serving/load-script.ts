import { browser } from '../browser.ts';
import { Expected } from '../storage/expected.ts';
import type { Sender } from './door.ts';

/** Scripts that a page of a campaign may need besides the overlay. */
export const lateScripts = ['kind-span', 'chips', 'palette', 'guide'] as const;

/**
 * Puts a script into the page whose overlay asks for it, beside the overlay, in its world. Scripts that a page could load by
 * itself would tell it of the extension.
 * @throws Expected `not-allowed` when nobody in a page asks
 */
export async function loadScript(sender: Sender, script: (typeof lateScripts)[number]): Promise<void> {
  if (sender.kind !== 'page') throw new Expected('not-allowed', false);
  await browser.scripting.executeScript({
    target: { tabId: sender.tab, frameIds: [sender.frame] },
    files: [`/${script}.js`],
  });
}
