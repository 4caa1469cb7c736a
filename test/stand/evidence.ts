import { copyFile, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LabelerBrowser } from './labeler-browser.ts';

/**
 * Keeps what can be seen at a failure: a picture and the text of every open page, and the relay's log.
 * @returns the folder with the files, which stays
 */
export async function keepEvidence(browser: LabelerBrowser | undefined, relayLog: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'glosa-failed-'));
  const tabs = (await browser?.tabs().catch(() => undefined)) ?? [];
  for (const [index, tab] of tabs.entries()) {
    const name = join(dir, `page-${index + 1}`);
    const text = () => tab.evaluate(() => `${document.location.href}\n\n${document.body.textContent}\n`);
    await Promise.race([
      tab
        .screenshot(`${name}.png`)
        .then(async () => writeFile(`${name}.txt`, await text()))
        .catch(() => {}),
      new Promise((resolve) => setTimeout(resolve, 5000)),
    ]);
  }
  await copyFile(relayLog, join(dir, 'relay.log')).catch(() => {});
  return dir;
}
