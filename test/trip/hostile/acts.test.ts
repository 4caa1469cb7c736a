import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNames } from '../../stand/open-browser.ts';
import { clickAnswer } from '../steps/label.ts';
import { overlaySays } from '../steps/page-text.ts';
import { words } from '../steps/words.ts';
import { forgeries } from './forgeries.ts';
import { patched, watched } from './prototypes.ts';
import { answer, type HostileStand, startHostileStand } from './stand.ts';

/** A page that is written in as a whole, and does not say so. */
function edited(): void {
  document.designMode = 'on';
  addEventListener('DOMContentLoaded', () => {
    document.body.append(Object.assign(document.createElement('img'), { name: 'designMode' }));
  });
}

describe.each(browserNames)('%s', (name) => {
  let hostile: HostileStand;

  beforeAll(async () => {
    hostile = await startHostileStand(name, {
      acts: {},
      patched: { script: patched },
      edited: { script: edited },
    });
  });

  afterAll(() => hostile?.stop());

  describe.each(Object.keys(forgeries))('%s', (forgery) => {
    test.each(['before labeling mode', 'in labeling mode'])('%s: nothing is labeled', (when) =>
      hostile.trip(async () => {
        const { page } = hostile;
        await hostile.offered(`/acts/${Object.keys(forgeries).indexOf(forgery)}`);
        if (when === 'in labeling mode') {
          await page.click({ role: 'button', name: words('labeling_start') });
          await overlaySays(page, words('labeling_keys', 'Enter', 'Backspace'));
        }
        const before = await page.overlayTexts();
        await page.evaluate(forgeries[forgery]!);
        // An answer that comes later than all that the page has set off.
        await page.evaluate(() => new Promise<void>((resolve) => setTimeout(resolve, 100)));
        expect(await hostile.labeled()).toEqual([]);
        expect(await page.overlayTexts()).toEqual(before);
      }),
    );
  });

  test('a digit written into a page labels nothing', () =>
    hostile.trip(async () => {
      const { page } = hostile;
      await hostile.offered('/edited');
      await page.click({ role: 'button', name: words('labeling_start') });
      await overlaySays(page, words('labeling_on'));
      await page.clickAt({ x: 100, y: 40 });
      await page.press('1');
      expect(await page.evaluate(() => document.body.textContent)).toContain('1');
      expect(await hostile.labeled()).toEqual([]);
    }));

  test('what the page has made of the language does not reach us, nor we it', () =>
    hostile.trip(async () => {
      const { page } = hostile;
      await hostile.offered('/patched');
      expect(await page.evaluate(watched)).toEqual([]);
      // The page's own calls are noted: it is no wonder that ours are not.
      expect(await page.evaluate(() => document.createElement('p').matches('p'))).toBe(true);
      expect(await page.evaluate(watched)).toEqual(['createElement', 'matches']);
      await clickAnswer(page, answer);
      expect(await hostile.labeled()).toEqual([hostile.at('/patched')]);
    }));
});
