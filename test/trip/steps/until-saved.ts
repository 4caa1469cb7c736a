import { setTimeout as sleep } from 'node:timers/promises';
import type { Tab } from '../../stand/tab.ts';
import { overlaySays } from './page-text.ts';
import { words } from './words.ts';

/** An answer counts only half a second after the card came into sight: no person reads a question faster. */
const readingMs = 700;

/**
 * Reads, answers, and answers again when the card asks for it, as a person does; the third time is a failure.
 * @param saved what the overlay says when it is
 */
export async function untilSaved(
  page: Tab,
  answer: () => Promise<void>,
  saved = words('saved'),
): Promise<void> {
  for (let times = 3; times > 0; times -= 1) {
    await sleep(readingMs);
    await answer();
    const said = await overlaySays(page, saved, words('confirm_again'));
    if (said === saved) return;
  }
  throw new Error('The card asked three times to choose once more');
}
