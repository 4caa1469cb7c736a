import { readCatalogue } from '../../stand/read-catalogue.ts';
import type { Tab } from '../../stand/tab.ts';
import { shows } from './page-text.ts';
import { words } from './words.ts';

/** Pastes a relay's address and waits until its campaigns are there. */
export async function pasteRelay(welcome: Tab, link: string): Promise<void> {
  const campaigns = (await readCatalogue(link)).length;
  await welcome.bringToFront();
  await welcome.fill(words('relay_label'), link);
  await welcome.click({ role: 'button', name: words('relay_use') });
  await shows(welcome, words(campaigns === 1 ? 'relay_found_one' : 'relay_found_many', campaigns));
}
