import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNames } from '../../stand/open-browser.ts';
import { makeTempFolder, type TempFolder } from '../../stand/temp.ts';
import { openCampaign } from '../steps/join.ts';
import { shows } from '../steps/page-text.ts';
import { until } from '../steps/until.ts';
import { words } from '../steps/words.ts';
import { dress } from './dressed.ts';
import { answer, exampleAt, type HostileStand, markup, startHostileStand } from './stand.ts';

/** Only what is above the page is seen. */
const bare = '<style>body{visibility:hidden}</style>';
const strict =
  "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'; report-uri /report";

/** Tells whoever frames it, again and again, how many children its root has: the overlay would be the third. */
function tellParent(): void {
  setInterval(() => parent.postMessage({ children: document.documentElement.childElementCount }, '*'), 100);
}

/** Frames a page of the campaign, under the campaign's own name, and hears what it says. */
function hear(): void {
  const heard: unknown[] = [];
  Object.defineProperty(window, 'heard', { value: heard });
  addEventListener('message', ({ data }) => heard.push(data.children));
  addEventListener('DOMContentLoaded', () => {
    const frame = document.createElement('iframe');
    frame.src = `//localhost:${location.port}/framed/in`;
    frame.style.cssText = 'width:900px;height:700px';
    document.body.append(frame);
  });
}

describe.each(browserNames)('%s', (name) => {
  let hostile: HostileStand;
  let temp: TempFolder;

  beforeAll(async () => {
    temp = await makeTempFolder('pictures');
    hostile = await startHostileStand(name, {
      plain: { body: bare },
      dressed: { body: bare, script: dress },
      strict: { headers: { 'content-security-policy': strict } },
      framed: { script: tellParent },
      frames: { script: hear },
    });
  });

  afterAll(async () => {
    await hostile?.stop();
    await temp?.stop();
  });

  test('a page can not dress the card, nor hear which letters it has', () =>
    hostile.trip(async () => {
      const picture = async (path: string) => {
        await hostile.offered(path);
        const file = join(temp.dir, `${path.slice(1)}.png`) as `${string}.png`;
        await hostile.page.screenshot(file);
        return (await readFile(file)).toString('base64');
      };
      const plain = await picture('/plain');
      expect((await picture('/dressed')) === plain).toBe(true);
      await hostile.label('/dressed');
      expect(hostile.site.leaked).toEqual([]);
    }));

  test('P12 markup in the terms is text, on the page and in the panel', () =>
    hostile.trip(async () => {
      const { page, panel } = hostile;
      const origin = new URL(hostile.at('/')).origin;
      await hostile.offered('/plain/terms');
      await page.click({ role: 'button', name: words('choice_hint', answer) });
      const texts = await until(
        'The hint',
        () => page.overlayTexts(),
        (all) => all.includes(markup(origin, 'hint')),
      );
      expect(texts).toContain(markup(origin, 'title'));
      await page.click({ role: 'button', name: words('guide_open') });
      const read = await until(
        'The example',
        () => page.overlayTexts(),
        (all) => all.includes(markup(origin, 'note')),
      );
      for (const where of ['text', 'item']) expect(read).toContain(markup(origin, where));
      await openCampaign(panel, markup(origin, 'title'));
      const shown = await shows(panel, markup(origin, 'item'));
      for (const where of ['title', 'text']) expect(shown).toContain(markup(origin, where));
      const made = () =>
        document.querySelectorAll('img[src*=leak], script:not([src]), a[href^=javascript]').length;
      expect(await panel.evaluate(made)).toBe(0);
      expect(hostile.site.leaked).toEqual([]);
    }));

  test('the page of an example is opened by the card once', () =>
    hostile.trip(async () => {
      const { page, browser } = hostile;
      const example = exampleAt(new URL(hostile.at('/')).origin);
      await hostile.offered('/plain/way');
      await page.click({ role: 'button', name: words('guide_open') });
      await page.click({ role: 'link', name: example });
      const opened = async () => {
        const all = await Promise.all((await browser.tabs()).map((tab) => tab.evaluate(() => location.href)));
        return all.filter((address) => address === example).length;
      };
      await until('The example', opened, (tabs) => tabs > 0);
      await hostile.label('/plain/way');
      expect(await opened()).toBe(1);
    }));

  test('a page that allows nothing, and wants trusted types, is labeled and hears of no violation', () =>
    hostile.trip(async () => {
      await hostile.label('/strict');
      // The browser's own wish for an icon is no doing of ours.
      expect(hostile.site.leaked.filter((report) => !report.includes('favicon.ico'))).toEqual([]);
    }));

  test('in a frame no whole page is offered, whoever frames', () =>
    hostile.trip(async () => {
      const { page, browser } = hostile;
      const stranger = await browser.open(hostile.at('/frames').replace('localhost', '127.0.0.1'));
      await hostile.offered('/frames');
      for (const tab of [stranger, page]) {
        const heard = () => tab.evaluate((): number[] => Reflect.get(window, 'heard'));
        const most = await until('The frame speaks', heard, (all) => all.length > 3);
        expect(Math.max(...most)).toBe(2);
      }
      await hostile.offered('/framed/in');
      expect(await page.evaluate(() => document.documentElement.childElementCount)).toBe(3);
    }));
});
