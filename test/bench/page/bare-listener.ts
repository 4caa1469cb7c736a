import type { Browser } from 'puppeteer';
import { backgroundOf } from '../../stand/chromium-extension.ts';

declare const chrome: {
  runtime: {
    onMessage: {
      addListener(
        listener: (
          message: { bare?: { id: string } },
          sender: unknown,
          reply: (done: true) => void,
        ) => true | undefined,
      ): void;
    };
  };
};

/**
 * Puts the least that could save anything into the running background, beside its own door: a listener that writes one
 * record into a store without indexes, and answers at the strict commit. It is gone when the worker ends.
 */
export async function addBareListener(browser: Browser, extensionId: string): Promise<void> {
  const worker = await backgroundOf(browser, extensionId)?.worker();
  if (!worker) throw new Error('The background does not run');
  await worker.evaluate(async () => {
    const opened = indexedDB.open('bare', 1);
    opened.onupgradeneeded = () => opened.result.createObjectStore('records', { keyPath: 'id' });
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      opened.onsuccess = () => resolve(opened.result);
      opened.onerror = () => reject(opened.error);
    });
    chrome.runtime.onMessage.addListener(({ bare }, _sender, reply) => {
      if (bare === undefined) return undefined;
      const transaction = db.transaction('records', 'readwrite', { durability: 'strict' });
      transaction.objectStore('records').put(bare);
      transaction.oncomplete = () => reply(true);
      return true;
    });
  });
}
