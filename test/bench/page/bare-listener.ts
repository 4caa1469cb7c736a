import type { Browser } from 'puppeteer';
import { backgroundOf } from '../../stand/chromium-extension.ts';

type BarePort = {
  name: string;
  onMessage: { addListener(listener: (record: unknown) => void): void };
  postMessage(message: unknown): void;
};

declare const chrome: {
  runtime: {
    onConnect: { addListener(listener: (port: BarePort) => void): void };
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
 * Puts the least that could save anything into the running background, beside its own door: it writes one record into a
 * store without indexes, reads and checks nothing, commits without waiting for the request, and answers at the strict
 * commit; to a message, and to what comes over a port that is open already. It is gone when the worker ends.
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
    const write = (record: unknown, done: () => void) => {
      const transaction = db.transaction('records', 'readwrite', { durability: 'strict' });
      transaction.objectStore('records').put(record);
      transaction.oncomplete = done;
      transaction.commit();
    };
    chrome.runtime.onMessage.addListener(({ bare }, _sender, reply) => {
      if (bare === undefined) return undefined;
      write(bare, () => reply(true));
      return true;
    });
    chrome.runtime.onConnect.addListener((port) => {
      if (port.name !== 'bare') return;
      port.onMessage.addListener((record) => write(record, () => port.postMessage({ saved: true })));
    });
  });
}
