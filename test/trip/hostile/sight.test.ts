import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNames } from '../../stand/open-browser.ts';
import { overlaySays } from '../steps/page-text.ts';
import { words } from '../steps/words.ts';
import { attacks } from './attacks.ts';
import { answer, type HostileStand, startHostileStand } from './stand.ts';

const option = { role: 'radio', name: answer };
/** More than the card has to be seen: it is not the time that refuses. */
const lookingMs = 1200;

describe.each(browserNames)('%s', (name) => {
  let hostile: HostileStand;

  beforeAll(async () => {
    hostile = await startHostileStand(name, { sight: {} });
  });

  afterAll(() => hostile?.stop());

  const known = attacks.map((attack, index) => ({ ...attack, path: `/sight/${index}` }));
  test.each(known.filter(({ except }) => except !== name))(
    'the card is $name: nothing is labeled',
    (attack) =>
      hostile.trip(async () => {
        const { page } = hostile;
        await hostile.offered(attack.path);
        await page.click({ role: 'button', name: words('labeling_start') });
        await overlaySays(page, words('labeling_on'));
        const before = await page.middleOf(option);
        await page.evaluate(attack.run);
        await sleep(lookingMs);
        await page.clickAt(attack.moves ? await page.middleOf(option) : before);
        await page.press('1');
        expect(await hostile.labeled()).not.toContain(hostile.at(attack.path));
      }),
  );

  test('a page that does none of it is labeled', () =>
    hostile.trip(async () => {
      await hostile.label('/sight/fair');
      expect(await hostile.labeled()).toContain(hostile.at('/sight/fair'));
    }));
});
