import type { Key, Tab } from '../../stand/tab.ts';
import { untilSaved } from './until-saved.ts';

/** More stops than any page of the sample site has. */
const mostStops = 60;

/** Presses Tab until the focus is on what has this role and name; it may be in a closed shadow root. */
export async function tabTo(page: Tab, role: string, name: string): Promise<void> {
  await page.find({ role, name });
  for (let stop = 0; stop < mostStops; stop += 1) {
    await page.press('Tab');
    if (await page.hasFocus({ role, name })) return;
  }
  throw new Error(`${mostStops} times Tab did not reach “${name}”`);
}

/** Answers by a key in labeling mode. Resolves when the overlay says that it is saved. */
export const keyAnswer = (page: Tab, key: Key): Promise<void> => untilSaved(page, () => page.press(key));
