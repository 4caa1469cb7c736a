import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import type { Bidi, BidiNode } from './bidi.ts';
import { type Key, labeledField, type Point, type Tab, type Wanted } from './tab.ts';

/** How WebDriver names the keys that are no characters. */
const keyCodes: { readonly [Name in Key]?: string } = {
  Enter: '\uE007',
  Tab: '\uE004',
  Escape: '\uE00C',
  ArrowUp: '\uE013',
  ArrowDown: '\uE015',
  ArrowLeft: '\uE012',
  ArrowRight: '\uE014',
  Home: '\uE011',
  End: '\uE010',
  Delete: '\uE017',
  Backspace: '\uE003',
};

const shift = '\uE008';

const picture = v.object({ data: v.string() });
const point = v.object({ x: v.number(), y: v.number() });
const mostClicks = 5;
/** How long a tab may take to show a page of the extension, or to let something be clicked. */
const mostMs = 30_000;

/**
 * A tab of Firefox, over WebDriver BiDi alone: puppeteer's pages do not reach the extension's own pages. Closed shadow
 * roots are reached by their nodes' shared ids, which BiDi gives to us and to no page.
 */
export function firefoxTab(bidi: Bidi, context: string): Tab {
  const bringToFront = async () => void (await bidi.send('browsingContext.activate', { context }));
  const act = (actions: object[]) => bidi.send('input.performActions', { context, actions });
  const on = (shared: string, source: string) => bidi.call(context, source, null, [shared], sandbox);

  async function locate(wanted: Wanted): Promise<string | undefined> {
    const locator =
      'xpath' in wanted
        ? { type: 'xpath', value: wanted.xpath }
        : { type: 'accessibility', value: { role: wanted.role, name: wanted.name } };
    const [found] = await bidi.locate(context, locator);
    if (found !== undefined || 'xpath' in wanted) return found;
    for (const root of closedRoots(await bidi.document(context))) {
      const [inside] = root.sharedId ? await bidi.locate(context, locator, root.sharedId) : [];
      if (inside !== undefined) return inside;
    }
    return undefined;
  }

  /** A document that is being replaced has nothing for a moment. */
  async function find(wanted: Wanted, withinMs = 15_000): Promise<string> {
    for (const end = Date.now() + withinMs; Date.now() < end; await sleep(50)) {
      const found = await locate(wanted).catch(() => undefined);
      if (found !== undefined) return found;
    }
    throw new Error(`${JSON.stringify(wanted)} was not there within ${withinMs / 1000} s`);
  }

  async function middleOf(wanted: Wanted): Promise<Point> {
    return v.parse(point, await on(await find(wanted), middle));
  }

  const press = (origin: object | undefined, { x, y }: Point) => {
    const steps = [
      { type: 'pointerMove', x, y, ...(origin === undefined ? {} : { origin }) },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ];
    return act([{ type: 'pointer', id: 'mouse', actions: steps }]);
  };

  /** A page that just opened may move its buttons, or not listen yet: who sees nothing happen clicks again. */
  async function click(wanted: Wanted): Promise<void> {
    await bringToFront();
    const end = Date.now() + mostMs;
    for (let clicks = 0; clicks < mostClicks && Date.now() < end; ) {
      const shared = await find(wanted);
      // What is in view stays where it is: a bar that follows the page would move. Something may lie over it: then it is moved after all.
      if ((await on(shared, clicks === 0 ? settled : movedAndSettled).catch(() => false)) !== true) continue;
      await bidi.call(context, listen, null, [shared], sandbox);
      await press({ type: 'element', element: { sharedId: shared } }, { x: 0, y: 0 });
      // Where there is nobody left to say so, the click has led to another page.
      if ((await bidi.call(context, heard, null, [], sandbox).catch(() => true)) === true) return;
      clicks += 1;
    }
    throw new Error(`${JSON.stringify(wanted)} could not be clicked`);
  }

  const type = (keys: readonly string[]) =>
    act([
      {
        type: 'key',
        id: 'keyboard',
        actions: keys.flatMap((value) => [
          { type: 'keyDown', value },
          { type: 'keyUp', value },
        ]),
      },
    ]);

  return {
    bringToFront,
    find: async (wanted, withinMs) => void (await find(wanted, withinMs)),
    click,
    middleOf,
    clickAt: async ({ x, y }) => void (await press(undefined, { x: Math.round(x), y: Math.round(y) })),
    async goto(url) {
      // Firefox tells nobody when a page of an extension has loaded.
      const own = url.startsWith('moz-extension:');
      await bidi.send('browsingContext.navigate', { context, url, wait: own ? 'none' : 'complete' });
      const there = `() => document.location.href.startsWith(${JSON.stringify(url)}) && document.readyState === 'complete'`;
      const end = Date.now() + mostMs;
      while (own && (await bidi.call(context, there, null).catch(() => false)) !== true) {
        if (Date.now() > end) throw new Error(`${url} did not open within ${mostMs / 1000} s`);
        await sleep(50);
      }
    },
    close: async () => void (await bidi.send('browsingContext.close', { context })),
    async fill(label, text) {
      const field = labeledField(label);
      await click(field);
      await on(await find(field), '(element) => element.select()');
      await type([...text]);
    },
    async choose(label, path) {
      const element = { sharedId: await find(labeledField(label)) };
      await bidi.send('input.setFiles', { context, element, files: [path] });
    },
    async press(key, held) {
      await bringToFront();
      const value = keyCodes[key] ?? key;
      const down = held === undefined ? [] : [{ type: 'keyDown', value: shift }];
      const up = held === undefined ? [] : [{ type: 'keyUp', value: shift }];
      const stroke = [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ];
      await act([{ type: 'key', id: 'keyboard', actions: [...down, ...stroke, ...up] }]);
    },
    async drag(from, to) {
      await bringToFront();
      const at = ({ x, y }: Point) => ({ type: 'pointerMove', x: Math.round(x), y: Math.round(y) });
      const half = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
      const [down, up] = [
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ];
      const actions = [at(from), down, at(half), at(to), up];
      await act([{ type: 'pointer', id: 'mouse', actions }]);
    },
    async hasFocus(wanted) {
      const found = await locate(wanted);
      return found !== undefined && (await on(found, "(element) => element.matches(':focus')")) === true;
    },
    overlayTexts: async () => closedRoots(await bidi.document(context)).flatMap((root) => textsBelow(root)),
    // What the function returns has the type it says, once through JSON.
    evaluate: async (run, ...given) =>
      (await bidi.call(context, `() => (${String(run)})(...${JSON.stringify(given)})`, null)) as never,
    async screenshot(path) {
      await bringToFront();
      const { data } = v.parse(picture, await bidi.send('browsingContext.captureScreenshot', { context }));
      await writeFile(path, Buffer.from(data, 'base64'));
    },
  };
}

/** Brings an element into view. True when it can be clicked: enabled, and where it was two frames ago. */
const settledAfter = (moves: string) => `async (element) => {
  const { top, bottom } = element.getBoundingClientRect();
  if (${moves}) element.scrollIntoView({ block: 'center', behavior: 'instant' });
  const place = () => JSON.stringify(element.getBoundingClientRect());
  const before = place();
  for (let frames = 2; frames > 0; frames -= 1) await new Promise(requestAnimationFrame);
  return element.isConnected && !element.matches(':disabled') && place() === before;
}`;

const settled = settledAfter('top < 0 || bottom > innerHeight');
const movedAndSettled = settledAfter('true');

const middle = `(element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
}`;

const sandbox = 'stand';
const listen = `(element) => {
  globalThis.reached = false;
  element.addEventListener('click', () => { globalThis.reached = true; }, { capture: true, once: true });
}`;
const heard = `async () => {
  for (let times = 20; times > 0 && !globalThis.reached; times -= 1) await new Promise((resolve) => setTimeout(resolve, 20));
  return globalThis.reached;
}`;

function closedRoots({ value }: BidiNode): BidiNode[] {
  if (value === undefined) return [];
  const root = value.shadowRoot ?? undefined;
  if (root?.value?.mode === 'closed') return [root];
  return [...(root ? [root] : []), ...(value.children ?? [])].flatMap(closedRoots);
}

function textsBelow({ value }: BidiNode): string[] {
  if (value === undefined || value.localName === 'style') return [];
  if (value.nodeType === 3) return [value.nodeValue ?? ''];
  return [...(value.shadowRoot ? [value.shadowRoot] : []), ...(value.children ?? [])].flatMap(textsBelow);
}
