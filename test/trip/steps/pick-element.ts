import type { Tab } from '../../stand/tab.ts';
import { until } from './until.ts';
import { words } from './words.ts';

/**
 * Clicks an element of a page until the picker has taken it. On a busy machine the page may still move between the look for its
 * place and the click, and then something else of the page is chosen, or nothing.
 */
export async function pickElement(page: Tab, xpath: string): Promise<void> {
  await until(
    'The picker has taken the click',
    async () => {
      await page.clickAt(await page.middleOf({ xpath }));
      return page.overlayTexts();
    },
    (texts) => texts.includes(words('picker_other')),
  );
}
