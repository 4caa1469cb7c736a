import type { LabelerBrowser } from '../../stand/labeler-browser.ts';
import type { Tab } from '../../stand/tab.ts';

declare const chrome: { alarms: { clearAll(): Promise<boolean> } };

/**
 * Leaves the extension as a browser does that was closed for a day with a label in the queue: its alarms are gone, the
 * time to send is long past and the catalogue is old. The background is dead while its store is changed.
 */
export async function makeOverdue(browser: LabelerBrowser, panel: Tab): Promise<void> {
  await browser.killBackground();
  await panel.evaluate(async () => {
    await chrome.alarms.clearAll();
    const yesterday = Date.now() - 86_400_000;
    const opened = indexedDB.open('glosa');
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      opened.onsuccess = () => resolve(opened.result);
      opened.onerror = () => reject(opened.error);
    });
    const transaction = db.transaction(['times', 'relays'], 'readwrite');
    transaction.objectStore('times').put(yesterday, 'nextAt');
    const relays = transaction.objectStore('relays');
    const all = relays.getAll();
    all.onsuccess = () => {
      for (const relay of all.result) relays.put({ ...relay, catalogueAt: yesterday, lastSync: yesterday });
    };
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
    });
    db.close();
  });
}
