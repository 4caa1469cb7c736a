import { browser } from '../browser.ts';
import { type LabeledTask, type ShowLabels, taskSlot } from '../view/tasks.ts';
import { failed, reach } from './reach.ts';

/** Runs in the page, in the extension's world. Closes over nothing. */
function hand(slot: string, task: LabeledTask): void {
  const world: { [slot: symbol]: ShowLabels | undefined } = globalThis as never;
  world[Symbol.for(slot)]?.(task);
}

/**
 * Brings a task's page to the front with its labels in place. To be called in the click's own turn: the browser asks for the site.
 * @throws CallFailed `site-not-granted`, `page-not-reached`, `not-a-page`, or why there are no labels
 */
export async function showTask(address: string, labels: Promise<LabeledTask>): Promise<void> {
  // Whichever fails first is said; the other one's failure is nobody's.
  labels.catch(() => {});
  const tabId = await reach(address);
  const task = await labels;
  await browser.tabs.update(tabId, { active: true });
  try {
    await browser.scripting.executeScript({ target: { tabId }, files: ['/task-labels.js'] });
    await browser.scripting.executeScript({ target: { tabId }, func: hand, args: [taskSlot, task] });
  } catch {
    throw failed('page-not-reached');
  }
}
