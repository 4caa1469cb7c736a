import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame } from 'puppeteer';
import type { ChromiumTab } from '../../stand/chromium-tab.ts';
import { until } from './until.ts';

/** The frame of a page at this address. */
export const frameAt = ({ page }: ChromiumTab, address: string): Promise<Frame> =>
  until('The frame is there', async () => page.frames().find((frame) => frame.url() === address));

/**
 * Clicks until it has worked, as a person does who is told to click again. A browser without a screen tells what is seen in
 * a frame when it draws, and draws when it is asked for a picture.
 */
export async function clickInFrame(
  tab: ChromiumTab,
  frame: Frame,
  [role, name]: [role: string, name: string],
  hasWorked: () => Promise<boolean>,
): Promise<void> {
  const tried = async () => {
    await tab.page.screenshot();
    if (await hasWorked()) return true;
    // A click that follows another at once counts no more than that.
    await sleep(1000);
    await (await frame.$(`aria/${name}[role="${role}"]`))?.click();
    return undefined;
  };
  await until(`A click on ${role} “${name}” works`, tried);
}
