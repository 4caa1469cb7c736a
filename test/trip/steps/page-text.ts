import type { Tab } from '../../stand/tab.ts';
import { until } from './until.ts';

/** Waits until the overlay says one of these sentences. @returns the one it says */
export async function overlaySays(page: Tab, ...sentences: string[]): Promise<string> {
  const found = async () => {
    const texts = await page.overlayTexts();
    return { said: sentences.find((sentence) => texts.includes(sentence)), texts };
  };
  const { said } = await until(
    `The overlay says “${sentences.join('” or “')}”`,
    found,
    ({ said }) => said !== undefined,
  );
  return said ?? '';
}

/** Waits until one of the extension's own pages shows a text. @returns all that it shows then */
export async function shows(page: Tab, what: string | RegExp, withinMs?: number): Promise<string> {
  const text = () => page.evaluate(() => document.body.textContent ?? '');
  const has = (shown: string) => (typeof what === 'string' ? shown.includes(what) : what.test(shown));
  return until(`The page shows ${String(what)}`, text, has, withinMs);
}
