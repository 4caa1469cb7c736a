import type { Tab } from '../../stand/tab.ts';
import { shows } from './page-text.ts';
import { words, wordsPattern } from './words.ts';

export type Section =
  | 'section_here'
  | 'section_campaigns'
  | 'section_labels'
  | 'section_earnings'
  | 'section_keys';

/** Turns the panel to one of its sections. */
export const turnTo = (panel: Tab, section: Section): Promise<void> =>
  panel.click({ role: 'tab', name: words(section) });

/** Waits for the receipt of the only label. @returns its number, and the epoch that received it */
export async function readReceipt(panel: Tab, withinMs?: number): Promise<{ number: number; epoch: number }> {
  await turnTo(panel, 'section_labels');
  const receipt = wordsPattern('receipt');
  const [, number, epoch] = receipt.exec(await shows(panel, receipt, withinMs)) ?? [];
  return { number: Number(number), epoch: Number(epoch) };
}

/** The alarms that the panel shows: differences between receipts, statements and chain. */
export const readAlarms = (panel: Tab): Promise<string[]> =>
  panel.evaluate(() =>
    [...document.querySelectorAll('[role="alert"] li')].map(({ textContent }) => textContent ?? ''),
  );
