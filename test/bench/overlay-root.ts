import type { CDPSession, Page } from 'puppeteer';

/**
 * The overlay's closed shadow root, read without the accessibility tree: once that has been asked for, the browser keeps
 * it up to date, which on a large page takes longer than everything that is measured.
 */
export interface OverlayRoot {
  texts(): Promise<string[]>;
  /** The name of the button that has the focus, or nothing. */
  focused(): Promise<string>;
  close(): Promise<void>;
}

/** @returns undefined while the page has no overlay */
export async function overlayRoot(page: Page): Promise<OverlayRoot | undefined> {
  const session = await page.createCDPSession();
  const objectId = await rootIn(session);
  if (objectId === undefined) {
    await session.detach();
    return undefined;
  }
  const ask = async (functionDeclaration: string) => {
    const { result } = await session.send('Runtime.callFunctionOn', {
      objectId,
      functionDeclaration,
      returnByValue: true,
    });
    return result.value;
  };
  return {
    async texts() {
      const texts: unknown = await ask(`function () {
        const walk = document.createTreeWalker(this, NodeFilter.SHOW_TEXT);
        const texts = [];
        while (walk.nextNode()) texts.push(walk.currentNode.data);
        return texts;
      }`);
      return Array.isArray(texts) ? texts.map(String) : [];
    },
    focused: async () =>
      String(
        await ask(
          'function () { const on = this.activeElement; return on ? on.ariaLabel ?? on.textContent : ""; }',
        ),
      ),
    close: () => session.detach(),
  };
}

async function rootIn(session: CDPSession): Promise<string | undefined> {
  const { root } = await session.send('DOM.getDocument', { depth: 2 });
  const host = root.children?.flatMap(({ children = [] }) => children).find(({ shadowRoots }) => shadowRoots);
  const backendNodeId = host?.shadowRoots?.find(
    ({ shadowRootType }) => shadowRootType === 'closed',
  )?.backendNodeId;
  if (backendNodeId === undefined) return undefined;
  const { object } = await session.send('DOM.resolveNode', { backendNodeId });
  return object.objectId;
}
