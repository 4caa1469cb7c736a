import type { Tab } from '../../stand/tab.ts';
import { untilSaved } from './until-saved.ts';
import { words } from './words.ts';

/** The accessible name of the chip at an element with this text: with the answer, once it has one. */
export const chipName = (title: string, text: string, said?: string): string => {
  const quoted = text.slice(0, 60);
  return said === undefined ? words('chip_label', title, quoted) : words('chip_labeled', title, quoted, said);
};

/** Opens a chip by a click and answers by another. Resolves when the overlay says that it is saved. */
export async function labelChip(page: Tab, name: string, answer: string): Promise<void> {
  await page.click({ role: 'button', name });
  await page.find({ role: 'radio', name: answer });
  await untilSaved(page, () => page.click({ role: 'radio', name: answer }));
}
