import { browser } from '../browser.ts';
import { Expected } from '../storage/expected.ts';
import type { Sender } from './door.ts';

export const lateKinds = ['span'] as const;

/**
 * Puts the script of a question kind into the page whose overlay asks for it, beside the overlay, in its world. Scripts
 * that a page could load by itself would tell it of the extension.
 * @throws Expected `not-allowed` when nobody in a page asks
 */
export async function loadKind(sender: Sender, kind: (typeof lateKinds)[number]): Promise<void> {
  await loadScript(sender, `/kind-${kind}.js`);
}

/** The same for the palette, which comes when it is first opened. */
export const loadPalette = (sender: Sender): Promise<void> => loadScript(sender, '/palette.js');

async function loadScript(sender: Sender, file: string): Promise<void> {
  if (sender.kind !== 'page') throw new Expected('not-allowed', false);
  await browser.scripting.executeScript({
    target: { tabId: sender.tab, frameIds: [sender.frame] },
    files: [file],
  });
}
