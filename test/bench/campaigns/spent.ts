import type { Browser, CDPSession } from 'puppeteer';

/** What one act took. */
export interface Spent {
  /** As the page sees it. */
  ms: number;
  /** CPU time of the whole browser meanwhile, in ms. */
  cpuMs: number;
}

/** Measures acts in a browser by its own count of CPU time, over all its processes. */
export async function spending(browser: Browser): Promise<(act: () => Promise<number>) => Promise<Spent>> {
  const session = await browser.target().createCDPSession();
  return async (act) => {
    const before = await cpuMs(session);
    const ms = await act();
    return { ms, cpuMs: (await cpuMs(session)) - before };
  };
}

async function cpuMs(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
}
