import { browser } from '../browser.ts';
import { keepPractice, type PracticeTexts } from '../queue/practice.ts';
import type { Store } from '../storage/database.ts';

const text = (key: string) => browser.i18n.getMessage(key);

const practiceTexts = (): PracticeTexts => ({
  language: text('locale'),
  title: text('practice_title'),
  ask: text('practice_ask'),
  options: ['raise', 'hold', 'cut'].map((id) => ({
    id,
    label: text(`practice_${id}`),
    hint: text(`practice_${id}_hint`),
  })),
});

/**
 * At install and update: the practice campaign in the person's language. The welcome page opens by itself only once in a
 * profile's life: unpacked extensions are "installed" at every start of the browser.
 */
export async function firstRun(store: Store): Promise<void> {
  await keepPractice(store, practiceTexts());
  const { welcomed } = await browser.storage.local.get('welcomed');
  if (welcomed === true) return;
  await browser.storage.local.set({ welcomed: true });
  await browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') });
}
