import type { ElementHandle, Page } from 'puppeteer';
import { labeledField, type Point, type Tab, type Wanted } from './tab.ts';

export type ChromiumTab = Tab & { page: Page };

export const isChromiumTab = (tab: Tab): tab is ChromiumTab => 'page' in tab;

type DomNode = {
  nodeType: number;
  nodeName: string;
  nodeValue: string;
  shadowRootType?: string;
  children?: DomNode[];
  shadowRoots?: DomNode[];
};

/** A page of puppeteer as a tab. The accessibility tree of Chromium reaches into closed shadow roots by itself. */
export function chromiumTab(page: Page): ChromiumTab {
  return {
    page,
    goto: async (address) => void (await page.goto(address)),
    close: () => page.close(),
    bringToFront: () => page.bringToFront(),
    find: async (wanted, timeout = 15_000) =>
      void (await page.waitForSelector(selector(wanted), { timeout })),
    click: (wanted) => click(page, wanted),
    middleOf: (wanted) => middleOf(page, wanted),
    clickAt: ({ x, y }) => page.mouse.click(x, y),
    fill: (label, text) => page.locator(selector({ role: 'textbox', name: label })).fill(text),
    async choose(label, path) {
      const field = await page.locator(selector(labeledField(label))).waitHandle();
      const isField = (element: unknown): element is ElementHandle<HTMLInputElement> => element !== null;
      if (isField(field)) await field.uploadFile(path);
    },
    async press(key, held) {
      if (held !== undefined) await page.keyboard.down(held);
      await page.keyboard.press(key);
      if (held !== undefined) await page.keyboard.up(held);
    },
    async drag(from, to) {
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(to.x, to.y, { steps: 4 });
      await page.mouse.up();
    },
    hasFocus: async (wanted) => {
      const element = await page.$(selector(wanted));
      return element !== null && (await element.evaluate((one) => one.matches(':focus')));
    },
    overlayTexts: () => overlayTexts(page),
    evaluate: async (run, ...given) => (await page.evaluate(run as never, ...given)) as never,
    screenshot: async (path) => void (await page.screenshot({ path })),
  };
}

const selector = (wanted: Wanted): string =>
  'xpath' in wanted ? `::-p-xpath(${wanted.xpath})` : `aria/${wanted.name}[role="${wanted.role}"]`;

async function click(page: Page, wanted: Wanted): Promise<void> {
  const found = page.locator(selector(wanted));
  const element = await found.waitHandle();
  await element.evaluate((one) => {
    if (one instanceof Element) one.scrollIntoView({ block: 'center', behavior: 'instant' });
  });
  await element.dispose();
  await found.click();
}

async function middleOf(page: Page, wanted: Wanted): Promise<Point> {
  const element = await page.waitForSelector(selector(wanted));
  const box = await element?.boundingBox();
  if (!box) throw new Error(`${JSON.stringify(wanted)} has no place`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function overlayTexts(page: Page): Promise<string[]> {
  const session = await page.createCDPSession();
  try {
    const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
    return textsIn(root, false);
  } finally {
    await session.detach().catch(() => {});
  }
}

function textsIn(node: DomNode, inside: boolean): string[] {
  if (inside && node.nodeType === 3) return [node.nodeValue];
  if (node.nodeName === 'STYLE') return [];
  const roots = (node.shadowRoots ?? []).flatMap((root) =>
    textsIn(root, inside || root.shadowRootType === 'closed'),
  );
  return [...roots, ...(node.children ?? []).flatMap((child) => textsIn(child, inside))];
}
