import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNames } from '../../stand/open-browser.ts';
import { clickAnswer } from '../steps/label.ts';
import { everything, readWatched, watch } from './reader.ts';
import { answer, type HostileStand, startHostileStand } from './stand.ts';

type Read = Awaited<ReturnType<typeof everything>>;

/** What is not the same in two readings, by name. */
const changed = (before: Read, after: Read): string[] =>
  Object.entries(after).flatMap(([name, value]) =>
    JSON.stringify(value) === JSON.stringify(new Map(Object.entries(before)).get(name)) ? [] : [name],
  );

const host = '<div popover="manual"></div>';
/** What a person does with the card happens to its host, for a page. */
const act = /^((got|lost)?pointer\w*|mouse\w+|click|focus\w*|blur) → div of the root$/;
/** In Firefox what a page finds is selected, in a closed shadow root as well: the threat model names it. */
const byFinding = ['anchorNode', 'focusNode', 'range'];
/** By these we would speak to a page, or trouble it. */
const trouble =
  /^(message|error|unhandledrejection|rejectionhandled|securitypolicyviolation|storage|popstate|hashchange)\b/;

describe.each(browserNames)('%s', (name) => {
  let hostile: HostileStand;
  /** What a page may know: the address of the extension. */
  let id: string;

  beforeAll(async () => {
    hostile = await startHostileStand(name, { reading: { script: watch } });
    id = await hostile.panel.evaluate(() => location.host);
  });

  afterAll(() => hostile?.stop());

  test('a page that reads everything sees what the threat model lists, and no more', () =>
    hostile.trip(async () => {
      const { page } = hostile;
      const path = (n: number) => `/reading/${n}#${id}`;
      await page.goto(hostile.at(path(0)).replace('localhost', '127.0.0.1'));
      const without = await page.evaluate(everything);
      const before = await page.evaluate(readWatched);

      await hostile.offered(path(1));
      const offered = await page.evaluate(everything);
      expect(offered.html).toBe(without.html.replace('</body>', `</body>${host}`));
      expect(offered).toMatchObject({
        inserted: host,
        root: null,
        parts: [],
        elements: without.elements + 1,
      });
      expect(offered.shapes.slice(0, 2)).toEqual(without.shapes);
      expect(offered.found).not.toContain('Saved');
      const ofHost = ['inserted', 'root', 'box', 'rects', 'host', 'matches', 'parts'];
      const seen = [...ofHost, 'html', 'elements', 'shapes', 'found', 'reached', 'above'];
      expect(changed(without, offered).filter((one) => !seen.includes(one))).toEqual([]);

      const mounted = await page.evaluate(readWatched);
      const added = ['attributes div of the root popover', 'childList html div of the root'];
      expect(mounted.mutations).toEqual([...added, ...before.mutations].sort());
      expect(mounted.inside).toEqual([]);
      expect(mounted.events.filter((one) => one.endsWith('of the root'))).toEqual([
        'beforetoggle → div of the root',
        'toggle → div of the root',
      ]);
      // In Firefox it is sent before the page has a script.
      const ofCopies = mounted.events.filter((one) => one.includes(':overlay:'));
      expect(ofCopies).toHaveLength(name === 'firefox' ? 0 : 1);

      await clickAnswer(page, answer);
      const labeled = await page.evaluate(everything);
      const after = await page.evaluate(readWatched);
      const ofActs = ['focus', 'matches', 'found'];
      expect(changed(offered, labeled).filter((one) => !ofActs.includes(one))).toEqual([]);
      expect(after.mutations).toEqual(mounted.mutations);
      expect(after.events.filter((one) => trouble.test(one))).toEqual([]);
      const acts = after.events.filter((one) => one.endsWith('of the root') && !mounted.events.includes(one));
      expect(acts.filter((one) => !act.test(one))).toEqual([]);
      expect(after.inside).toEqual([]);
      expect(labeled.reached).toEqual(name === 'firefox' ? byFinding : []);
      expect(after.entries.filter((one) => /extension|overlay/.test(one.replace(id, '')))).toEqual([]);

      // Whatever was answered, it looks the same.
      await hostile.label(path(2), 'Bearish');
      const other = changed(labeled, await page.evaluate(everything));
      expect(other.filter((one) => !ofActs.includes(one))).toEqual([]);
      expect(hostile.site.leaked).toEqual([]);
    }));

  test('a page finds nothing of the extension at its address', () =>
    hostile.trip(async () => {
      await hostile.offered(`/reading/3#${id}`);
      const opened = await hostile.page.evaluate(async () => {
        const files = ['manifest.json', 'icon/16.png', 'content-scripts/overlay.js', 'sidepanel.html'];
        const got: string[] = [];
        const load = (element: HTMLImageElement | HTMLScriptElement, address: string) =>
          new Promise<void>((resolve) => {
            element.onload = () => resolve(void got.push(`${element.localName} ${address}`));
            element.onerror = () => resolve();
            element.src = address;
            document.body.append(element);
          });
        for (const scheme of ['chrome-extension', 'moz-extension'])
          for (const file of files) {
            const address = `${scheme}://${location.hash.slice(1)}/${file}`;
            await fetch(address).then(
              () => got.push(`fetch ${address}`),
              () => {},
            );
            await load(new Image(), address);
            await load(document.createElement('script'), address);
          }
        return got;
      });
      expect(opened).toEqual([]);
    }));
});
