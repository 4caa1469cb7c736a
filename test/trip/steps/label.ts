import type { Tab } from '../../stand/tab.ts';
import { untilSaved } from './until-saved.ts';

/** Opens a page and waits until the overlay offers an answer there. */
export async function openOffered(page: Tab, address: string, answer: string): Promise<void> {
  await page.bringToFront();
  await page.goto(address);
  await page.find({ role: 'radio', name: answer });
}

/** Answers by a real click. Resolves when the overlay says that it is saved. */
export const clickAnswer = (page: Tab, answer: string): Promise<void> =>
  untilSaved(page, () => page.click({ role: 'radio', name: answer }));
