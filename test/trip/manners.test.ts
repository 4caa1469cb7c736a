import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex } from '../../lib/protocol/ledger/bytes.ts';
import type { chromiumTab } from '../stand/chromium-tab.ts';
import type { Window } from '../stand/labeler-browser.ts';
import { browserNames } from '../stand/open-browser.ts';
import { fund, list } from '../stand/open-campaign.ts';
import type { Point, Tab } from '../stand/tab.ts';
import { type HostilePage, type HostileSite, startHostileSite } from './hostile/site.ts';
import { startTripStand, type TripStand } from './stand.ts';
import { join } from './steps/join.ts';
import { joined } from './steps/joined.ts';
import { overlaySays, shows } from './steps/page-text.ts';
import { clickInBar, isMarked, mark } from './steps/passage.ts';
import { until } from './steps/until.ts';
import { untilSaved } from './steps/until-saved.ts';
import { words } from './steps/words.ts';

const text =
  '<main><p>The carrier shall deliver each load within two days.</p><p>The customer may refuse a load that is wet.</p><p>Nobody else has any say in it.</p></main>';
const tall = '<div style="height:3000px"></div>';
const kept = { headers: { 'cache-control': 'no-cache' } };

/** Counts what a page notices of a guest. */
function watch(): void {
  const seen = { shifts: 0, keys: 0, returns: 0 };
  Object.assign(window, { seen });
  if (PerformanceObserver.supportedEntryTypes.includes('layout-shift'))
    new PerformanceObserver((list) => {
      seen.shifts += list.getEntries().length;
    }).observe({ type: 'layout-shift', buffered: true });
  addEventListener('keydown', () => {
    seen.keys += 1;
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) seen.returns += 1;
  });
}

/** Goes to another address without loading, and draws the first page anew when the person comes back. */
function route(): void {
  addEventListener('DOMContentLoaded', () => {
    const first = document.body.innerHTML;
    addEventListener('popstate', () => {
      document.body.innerHTML = '<p>One moment …</p>';
      // Late, as what has to be fetched again.
      setTimeout(() => {
        document.body.innerHTML = `<p>News of the day.</p>${first}`;
      }, 700);
    });
    Object.assign(window, {
      leave() {
        history.pushState(null, '', `${location.pathname}/elsewhere`);
        document.body.innerHTML = '<p>Another text altogether, of which nobody asks for long.</p>';
      },
    });
  });
}

/** Goes to another address without loading, shows another text there, and does not come to rest: its address counts on. */
function hurry(): void {
  addEventListener('DOMContentLoaded', () => {
    Object.assign(window, {
      leave() {
        document.body.innerHTML = '<p>Another text altogether, of which nobody asks for long.</p>';
        let times = 0;
        history.pushState(null, '', '/text/next');
        const counting = setInterval(() => history.replaceState(null, '', `?${times++}`), 100);
        Object.assign(window, { rest: () => clearInterval(counting) });
      },
    });
  });
}

/** Calls itself by its address, and goes on to another without loading under its old name. */
function keepName(): void {
  addEventListener('DOMContentLoaded', () => {
    const name = document.head.appendChild(document.createElement('link'));
    name.rel = 'canonical';
    name.href = location.pathname;
    Object.assign(window, { leave: () => history.pushState(null, '', '/renamed/next') });
  });
}

/** Shows everything larger, as a page does that has its own buttons for that. */
function enlarge(): void {
  addEventListener('DOMContentLoaded', () => {
    document.documentElement.style.zoom = '1.5';
  });
}

function trees(): void {
  customElements.define(
    'the-contract',
    class extends HTMLElement {
      connectedCallback() {
        this.attachShadow({ mode: 'open' }).innerHTML =
          '<section><the-clause></the-clause><p>The slot follows: <slot></slot></p></section>';
      }
    },
  );
  customElements.define(
    'the-clause',
    class extends HTMLElement {
      connectedCallback() {
        this.attachShadow({ mode: 'open' }).innerHTML =
          '<p>The landlord shall mend the roof before winter.</p>';
      }
    },
  );
}

/** Tells whoever frames it, again and again, how many children its root has: the overlay would be the third. */
function tellParent(): void {
  setInterval(() => parent.postMessage({ children: document.documentElement.childElementCount }, '*'), 100);
}

/** Frames the page that its address names. */
function frame(): void {
  const heard: number[] = [];
  Object.assign(window, { heard });
  addEventListener('message', ({ data }) => heard.push(data.children));
  addEventListener('DOMContentLoaded', () => {
    const inner = document.createElement('iframe');
    inner.src = decodeURIComponent(location.hash.slice(1));
    inner.style.cssText = 'width:900px;height:600px';
    document.body.append(inner);
  });
}

const japanese =
  '<main style="writing-mode:vertical-rl;height:600px;font-size:24px"><p>借主は毎月家賃を払わなければならない。</p><p>貸主は屋根を直さなければならない。</p></main>';
const arabic =
  '<main dir="rtl" style="font-size:24px"><p>يلتزم المستأجر بدفع الإيجار كل شهر. ويجوز له أن يرفض.</p></main>';

const pages: Record<string, HostilePage> = {
  text: { script: watch, body: text + tall, ...kept },
  route: { script: route, body: text },
  enlarged: { script: enlarge, body: text },
  hurry: { script: hurry, body: text },
  renamed: { script: keepName, body: text },
  box: {
    body: `<h2>Terms</h2><div id="box" style="height:240px;overflow:auto"><div style="height:1200px"></div>${text}<div style="height:1200px"></div></div>`,
  },
  trees: {
    script: trees,
    body: '<p>Before it.</p><the-contract>What is slotted stays outside.</the-contract>',
  },
  down: { body: japanese },
  rtl: { body: arabic },
  inner: { script: tellParent, body: text },
  frames: { script: frame, body: '<h2>A page with a frame</h2>' },
};

/** Where words begin and end, in open shadow trees too. */
const endsOf = (page: Tab, wanted: string): Promise<[Point, Point]> =>
  page.evaluate((passage) => {
    const look = (root: Node): [DOMRect, DOMRect] | undefined => {
      for (const node of root.childNodes) {
        const at = node instanceof Text ? node.data.indexOf(passage) : -1;
        if (at >= 0) {
          const boxOf = (offset: number) => {
            const range = document.createRange();
            range.setStart(node, offset);
            range.setEnd(node, offset + 1);
            return range.getBoundingClientRect();
          };
          return [boxOf(at), boxOf(at + passage.length - 1)];
        }
        const shadow = node instanceof Element ? node.shadowRoot : null;
        const found = (shadow && look(shadow)) ?? look(node);
        if (found) return found;
      }
      return undefined;
    };
    const [first, last] = look(document.body) ?? [];
    if (!first || !last) throw new Error(`The page has no “${passage}”`);
    const style = getComputedStyle(document.querySelector('main') ?? document.body);
    const start = { x: first.left + 1, y: (first.top + first.bottom) / 2 };
    const end = { x: last.right - 1, y: (last.top + last.bottom) / 2 };
    if (style.writingMode === 'vertical-rl')
      return [
        { x: (first.left + first.right) / 2, y: first.top + 1 },
        { x: (last.left + last.right) / 2, y: last.bottom - 1 },
      ];
    return style.direction === 'rtl'
      ? [
          { ...start, x: first.right - 1 },
          { ...end, x: last.left + 1 },
        ]
      : [start, end];
  }, wanted);

/** Selects words by the pointer, wherever they are and however they run, and gives them a class. */
async function markAnywhere(page: Tab, passage: string, name: string): Promise<void> {
  await page.bringToFront();
  await page.drag(...(await endsOf(page, passage)));
  await clickInBar(page, name, (there) => isMarked(there, passage));
}

describe.each(browserNames)('%s', (name) => {
  let trip: TripStand;
  let window: Window;
  let site: HostileSite;
  let other: HostileSite;

  beforeAll(async () => {
    trip = await startTripStand(name);
    [site, other] = await Promise.all([startHostileSite(pages), startHostileSite(pages)]);
    const { stand, browser } = trip;
    const [sample] = stand.samples.filter(({ terms }) => terms.targets.unit === 'selection');
    const patterns = [site, other].map(({ port }) => `http://localhost:${port}/*`);
    for (const title of ['Clauses', 'Promises', 'Duties']) {
      const salt = bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
      const own = {
        salt,
        terms: { ...sample!.terms, title, universe: { kind: 'pattern' as const, patterns } },
      };
      await fund(stand.chain, own, 100_000_000n);
      await list(stand.relay.url, own);
    }
    await browser.allowSites(['http://localhost/*']);
    window = await joined(stand, browser, 'Clauses');
    await join(window.panel, 'Promises');
  });

  afterAll(async () => {
    await Promise.all([site?.stop(), other?.stop()]);
    await trip?.stop();
  });

  const at = (path: string) => `http://localhost:${site.port}/${path}`;
  const open = async (path: string) => {
    const { page } = window;
    await page.bringToFront();
    await page.goto(at(path));
    await overlaySays(page, words('span_how'));
    return page;
  };
  const save = (page: Tab) =>
    untilSaved(page, () => page.click({ role: 'button', name: words('save') }), words('saved'));
  /** Every passage has its place again. */
  const allPlaced = (page: Tab, ...quotes: string[]) =>
    until(
      `The card has “${quotes.join('” and “')}” in their places`,
      () => page.overlayTexts(),
      (texts) =>
        quotes.every((quote) => texts.includes(quote)) &&
        ![words('span_sought'), words('span_gone'), words('span_unsure')].some((said) =>
          texts.includes(said),
        ),
    );
  /** The card is that of another address. */
  const isOfOther = (page: Tab, passage: string) =>
    until(
      'The card is that of the other address',
      () => page.overlayTexts(),
      (texts) => texts.includes(words('span_how')) && !texts.includes(passage),
    );
  /** Nothing while it goes from one page to another. */
  const pathOf = (page: Tab) => page.evaluate(() => location.pathname).catch(() => '');
  const seen = (page: Tab): Promise<{ shifts: number; keys: number; returns: number }> =>
    page.evaluate(() => Reflect.get(globalThis, 'seen'));

  test('a guest shifts nothing, takes no key, no focus, no scrolling and no selection; two campaigns share the card', () =>
    trip.trip(async () => {
      const page = await open('text');
      await page.press('j');
      await page.press('k');
      await page.drag(...(await endsOf(page, 'within two days')));
      await page.find({ role: 'toolbar', name: words('span_mark', 'within two days') });
      expect(
        await page.evaluate(() => [
          String(getSelection()),
          document.activeElement?.localName,
          innerWidth - document.documentElement.clientWidth >= 0,
        ]),
      ).toEqual(['within two days', 'body', true]);
      expect(await seen(page)).toMatchObject({ shifts: 0, keys: 2 });

      await clickInBar(page, 'Term', (there) => isMarked(there, 'within two days'));
      await save(page);
      const before = (await page.overlayTexts()).includes('Clauses') ? 'Clauses' : 'Promises';
      await page.click({ role: 'button', name: words('next') });
      await overlaySays(page, before === 'Clauses' ? 'Promises' : 'Clauses');
      await mark(page, 'shall deliver', 'Obligation');
      await save(page);

      // A click on the other campaign's passage turns back to it.
      await page.clickAt((await endsOf(page, 'within two days'))[0]);
      await page.find({ role: 'toolbar', name: words('span_marked', 'within two days') });
      await overlaySays(page, before);
      await page.evaluate(() => {
        document.querySelector('p')?.prepend('And so: ');
      });
      await page.click({ role: 'button', name: words('previous') });
      await allPlaced(page, 'shall deliver');
      expect(await seen(page)).toMatchObject({ keys: 2 });
    }));

  test('what was marked is there after going back: out of the browser’s cache, and in a page that draws itself anew', () =>
    trip.trip(async () => {
      const page = await open('text/again');
      await mark(page, 'may refuse a load', 'Right');
      await page.evaluate((away) => void location.assign(away), at('rtl'));
      await until(
        'Another page is there',
        () => pathOf(page),
        (path) => path === '/rtl',
      );
      await page.evaluate(() => history.back());
      await until(
        'It is back',
        () => pathOf(page),
        (path) => path === '/text/again',
      );
      // The browser has kept the page, and what was not saved is still there.
      expect(await seen(page)).toMatchObject({ returns: 1 });
      await allPlaced(page, 'may refuse a load');

      await open('route');
      await mark(page, 'may refuse a load', 'Right');
      await mark(page, 'within two days', 'Term');
      const thereAndBack = async () => {
        await page.evaluate(() => Reflect.get(globalThis, 'leave')());
        await isOfOther(page, 'may refuse a load');
        await page.evaluate(() => history.back());
        await allPlaced(page, 'may refuse a load', 'within two days');
      };
      await thereAndBack();
      await save(page);
      await thereAndBack();
    }));

  test('no act counts for the address that a page has left, however soon it comes', () =>
    trip.trip(async () => {
      const page = await open('hurry');
      await mark(page, 'may refuse a load', 'Right');
      await page.evaluate(() => Reflect.get(globalThis, 'leave')());
      await sleep(1_000);
      await page.click({ role: 'button', name: words('save') });
      expect(await overlaySays(page, words('saved'), words('confirm_again'))).toBe(words('confirm_again'));
      await page.evaluate(() => Reflect.get(globalThis, 'rest')());
      // Firefox does not tell that a page has moved: an act there does.
      await page.press('j');
      await isOfOther(page, 'may refuse a load');
    }));

  test('what is said of a page is not said of the one before it, whose name it still bears', () =>
    trip.trip(async () => {
      const page = await open('renamed');
      await mark(page, 'may refuse a load', 'Right');
      await save(page);
      await page.evaluate(() => Reflect.get(globalThis, 'leave')());
      await page.press('j');
      await isOfOther(page, 'may refuse a load');
      await mark(page, 'within two days', 'Term');
      await save(page);
      // What was saved may be on its way by now, and then nothing more can be marked there.
      await page.goto(at('renamed/next'));
      await allPlaced(page, 'within two days');
      await page.goto(at('renamed'));
      await allPlaced(page, 'may refuse a load');
    }));

  test('a campaign that is joined while its page is open is asked there at once, and one that is left no longer', () =>
    trip.trip(async () => {
      const page = await open('text/meanwhile');
      await overlaySays(page, words('overlay_place', 1, 2));
      await join(window.panel, 'Duties');
      await page.bringToFront();
      await overlaySays(page, words('overlay_place', 1, 3));
      await window.panel.click({ role: 'button', name: words('leave') });
      await shows(window.panel, words('left_says'));
      await page.bringToFront();
      await overlaySays(page, words('overlay_place', 1, 2));
    }));

  test('a page that draws its whole document anew sweeps the card away for a moment only, and nothing that is marked', () =>
    trip.trip(async () => {
      const page = await open('text/swept');
      await mark(page, 'may refuse a load', 'Right');
      await page.evaluate(() => {
        const root = document.documentElement;
        root.replaceChildren(...[...root.children].filter((one) => one.matches('head, body')));
      });
      await until(
        'It is away',
        () => page.overlayTexts().catch(() => ''),
        (texts) => !texts.includes('may refuse'),
      );
      await allPlaced(page, 'may refuse a load');
      await save(page);
    }));

  test('in a page that is zoomed by its own style, what is drawn stands at its words', () =>
    trip.trip(async () => {
      const page = await open('enlarged');
      const ends = await endsOf(page, 'may refuse a load');
      await page.drag(...ends);
      const bar = { role: 'toolbar', name: words('span_mark', 'may refuse a load') };
      await page.find(bar);
      const middle = await page.middleOf(bar);
      expect(middle.y - ends[1].y).toBeLessThan(120);
      expect(middle.x - ends[0].x).toBeLessThan(300);
    }));

  test('a passage in a part of the page that scrolls by itself is brought into view', () =>
    trip.trip(async () => {
      const page = await open('box');
      const inBox = () =>
        page.evaluate(() => {
          const [box, words] = [document.querySelector('#box'), document.querySelectorAll('#box p')[1]];
          const [around, own] = [box!.getBoundingClientRect(), words!.getBoundingClientRect()];
          return own.top >= around.top && own.bottom <= around.bottom;
        });
      await page.evaluate(() => {
        document.querySelectorAll('#box p')[1]?.scrollIntoView({ block: 'center' });
      });
      await mark(page, 'may refuse a load', 'Right');
      await page.evaluate(() => document.querySelector('#box')?.scrollTo({ top: 940 }));
      expect(await inBox()).toBe(false);
      await page.click({ role: 'button', name: words('span_show', 'may refuse a load') });
      await until('It is seen', inBox, Boolean);
    }));

  test('text in the page’s own open shadow trees is marked, saved, and found again', () =>
    trip.trip(async () => {
      const page = await open('trees');
      await markAnywhere(page, 'shall mend the roof', 'Obligation');
      await markAnywhere(page, 'What is slotted', 'Term');
      await save(page);
      await open('trees');
      await allPlaced(page, 'shall mend the roof', 'What is slotted');
    }));

  test('text that runs down or from the right is marked where it is', () =>
    trip.trip(async () => {
      for (const [path, passage] of [
        ['down', '毎月家賃を払わなければならない'],
        ['rtl', 'بدفع الإيجار كل شهر'],
      ] as const) {
        const page = await open(path);
        await markAnywhere(page, passage, 'Obligation');
        const [{ x, y }] = await endsOf(page, passage);
        await page.clickAt({ x: x - (path === 'rtl' ? 3 : 0), y: y + (path === 'down' ? 3 : 0) });
        await page.find({ role: 'toolbar', name: words('span_marked', passage) });
      }
    }));

  test('frames of granted sites have their own card where it can be told whether it is seen; strangers’ pages have none', () =>
    trip.trip(async () => {
      const inner = at('inner');
      const mostIn = async (tab: Tab, address: string, isDone: (most: number) => boolean) => {
        await tab.bringToFront();
        await tab.goto(address);
        const most = async () =>
          Math.max(...(await tab.evaluate((): number[] => Reflect.get(globalThis, 'heard'))).slice(-5));
        return until('The frame speaks', most, isDone);
      };
      const there = name === 'chromium' ? 3 : 2;
      const elsewhere = `http://localhost:${other.port}`;
      for (const around of [at('frames'), `${elsewhere}/frames`])
        expect(await mostIn(window.page, `${around}#${inner}`, (most) => most === there)).toBe(there);
      const stranger = await trip.browser.open('about:blank');
      await mostIn(stranger, `http://127.0.0.1:${site.port}/frames#${inner}`, (most) => most === 2);
      await open('text/third');
      expect(await stranger.evaluate(() => Math.max(...Reflect.get(globalThis, 'heard')))).toBe(2);
    }));

  test('a dialog of the page is above the card, full screen of the page below it, and paper has none of it', () =>
    trip.trip(async () => {
      const page = await open('text/whole');
      const fold = { role: 'button', name: words('overlay_fold') };
      const isOnTop = async () => {
        const middle = await page.middleOf(fold);
        return page.evaluate(
          ({ x, y }) => document.elementFromPoint(x, y) === document.documentElement.lastElementChild,
          middle,
        );
      };
      expect(await isOnTop()).toBe(true);
      await page.evaluate(() => {
        const dialog = document.createElement('dialog');
        dialog.textContent = 'The page asks.';
        document.body.append(dialog);
        dialog.showModal();
      });
      expect(
        await page.evaluate(() => document.elementFromPoint(innerWidth - 40, innerHeight - 40)?.localName),
      ).toBe('dialog');
      await page.evaluate(() => document.querySelector('dialog')?.remove());
      await until('The card is there again', isOnTop, Boolean);

      await page.evaluate(() => {
        addEventListener('click', () => void document.documentElement.requestFullscreen(), { once: true });
      });
      await page.clickAt({ x: 400, y: 500 });
      await until(
        'It fills the screen',
        () => page.evaluate(() => document.fullscreenElement !== null),
        Boolean,
      );
      await until('The card is above it', isOnTop, Boolean);
      await page.evaluate(() => document.exitFullscreen());

      if (name === 'chromium') {
        const { page: tab } = page as ReturnType<typeof chromiumTab>;
        const shown = () =>
          page.evaluate(() => getComputedStyle(document.documentElement.lastElementChild!).display);
        expect(await shown()).toBe('block');
        await tab.emulateMediaType('print');
        expect(await shown()).toBe('none');
        await tab.emulateMediaType('screen');
      }
    }));
});
