import type { Browser } from 'puppeteer';
import { backgroundOf } from '../../stand/chromium-extension.ts';

/** Hosts that the campaigns are spread over; a few of them have many. */
const hosts = 10_000;
const atOnce = 2000;

/**
 * Stores campaigns in the running extension's own database, as a sync would have left them: each like one that is there, under
 * an id of its own, on sites of its own.
 *
 * @param here how many of them are of pages of this host, and of none that is opened
 */
export async function storeCampaigns(
  browser: Browser,
  extensionId: string,
  count: number,
  here: { host: string; campaigns: number },
): Promise<void> {
  const worker = await backgroundOf(browser, extensionId)?.worker();
  if (!worker) throw new Error('The background does not run');
  const like = await worker.evaluate(async () => {
    const opened = indexedDB.open('glosa');
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      opened.onsuccess = () => resolve(opened.result);
      opened.onerror = () => reject(opened.error);
    });
    const asked = db.transaction('campaigns').objectStore('campaigns').getAll();
    await new Promise((resolve) => {
      asked.onsuccess = resolve;
    });
    db.close();
    return asked.result.find(({ relay }) => relay !== null);
  });
  for (let from = 0; from < count; from += atOnce)
    await worker.evaluate(
      async ({ like, from, to, hosts, here }) => {
        const opened = indexedDB.open('glosa');
        const db = await new Promise<IDBDatabase>((resolve, reject) => {
          opened.onsuccess = () => resolve(opened.result);
          opened.onerror = () => reject(opened.error);
        });
        const transaction = db.transaction('campaigns', 'readwrite');
        const store = transaction.objectStore('campaigns');
        for (let at = from; at < to; at++) {
          // Squared, so that the first hosts have many campaigns and most have few.
          const rank = Math.floor(hosts * ((at * 0.618_033_988_749) % 1) ** 2);
          const host = at < here.campaigns ? here.host : `site-${rank}.example`;
          const patterns = [`https://${host}/of-campaign-${at}/*`];
          const terms = { ...like.terms, universe: { kind: 'pattern', patterns } };
          store.put({ ...like, campaign: `0x${at.toString(16).padStart(64, 'b')}`, hosts: [host], terms });
        }
        await new Promise((resolve, reject) => {
          transaction.oncomplete = resolve;
          transaction.onabort = () => reject(transaction.error);
        });
        db.close();
      },
      { like, from, to: Math.min(from + atOnce, count), hosts, here },
    );
}
