import { browser } from '../browser.ts';
import { labelingMode } from '../messages.ts';

/** Tells the overlay of a tab that the command was pressed. A page without an overlay does not hear it. */
export async function toggleLabelingMode(tabId: number): Promise<void> {
  await browser.tabs.sendMessage(tabId, labelingMode, { frameId: 0 }).catch(() => {});
}
