import { browser } from '../browser.ts';
import { type LabeledTask, type ShowLabels, taskSlot } from '../view/tasks.ts';
import { failed, reach } from './reach.ts';

/** Runs in the page, in the extension's world. Closes over nothing. What it is given is text: Chrome leaves out what is null. */
function hand(slot: string, task: string): void {
  const world: { [slot: symbol]: ShowLabels | undefined } = globalThis as never;
  world[Symbol.for(slot)]?.(JSON.parse(task));
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
    const args: [string, string] = [taskSlot, JSON.stringify(task)];
    await browser.scripting.executeScript({ target: { tabId }, func: hand, args });
  } catch {
    throw failed('page-not-reached');
  }
}
