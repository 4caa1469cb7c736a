import type { ChromiumBrowser } from '../../stand/chromium-browser.ts';
import { backgroundOf } from '../../stand/chromium-extension.ts';
import type { Stand } from '../../stand/stand.ts';

/**
 * Makes the clocks of chain, relay and this browser's background go ahead by so many seconds of what the system says, once in a
 * trip. The relay is started anew for it, and the background must live until the trip's end.
 */
export async function timePasses(
  { chain, relay }: Stand,
  { browser, extensionId }: ChromiumBrowser,
  seconds: number,
): Promise<void> {
  await relay.stop();
  for (const [method, ...params] of [['evm_increaseTime', seconds], ['evm_mine']]) {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    await fetch(chain.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  }
  await relay.start(seconds);
  const worker = await backgroundOf(browser, extensionId)?.worker();
  if (!worker) throw new Error('The background does not run');
  await worker.evaluate((added) => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + added * 1000;
  }, seconds);
}
