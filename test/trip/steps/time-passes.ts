import type { ChromiumBrowser } from '../../stand/chromium-browser.ts';
import { backgroundOf } from '../../stand/chromium-extension.ts';
import type { Stand } from '../../stand/stand.ts';

/**
 * Makes the clocks of chain, relay and this browser's background go ahead by so many seconds of what the system says, further
 * than before. The relay is started anew for it, and the background must live until the trip's end.
 * @returns for the next call, how far they are ahead
 */
export async function timePasses(
  { chain, relay }: Stand,
  { browser, extensionId }: ChromiumBrowser,
  seconds: number,
  before = 0,
): Promise<number> {
  await relay.stop();
  for (const [method, ...params] of [['evm_increaseTime', seconds], ['evm_mine']]) {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    await fetch(chain.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  }
  await relay.start(before + seconds);
  const worker = await backgroundOf(browser, extensionId)?.worker();
  if (!worker) throw new Error('The background does not run');
  await worker.evaluate((added) => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + added * 1000;
  }, seconds);
  return before + seconds;
}
