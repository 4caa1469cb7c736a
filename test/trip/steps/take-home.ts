import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PrivateFormat } from '../../../lib/formats/private.ts';
import type { ExportFormat } from '../../../lib/protocol/api/export.ts';
import type { Tab } from '../../stand/tab.ts';
import { until } from './until.ts';
import { words } from './words.ts';

/** Downloads a campaign, or a private question set, in this format from its page in the console. */
export async function takeHome(
  page: Tab,
  downloads: string,
  format: ExportFormat | PrivateFormat,
): Promise<{ path: string; text: string }> {
  await page.evaluate((value) => {
    const select = [...document.querySelectorAll('select')].find((one) =>
      [...one.options].some((option) => option.value === value),
    );
    if (select === undefined) throw new Error(`No format ${value} is offered`);
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  }, format);
  const before = await readdir(downloads);
  await page.click({ role: 'button', name: words('export_do') });
  const isNew = (name: string) => !before.includes(name) && !/\.(part|crdownload)$/.test(name);
  return until(
    `The file of ${format} is there`,
    async () => {
      const name = (await readdir(downloads)).find(isNew);
      if (name === undefined) return undefined;
      const path = join(downloads, name);
      return { path, text: await readFile(path, 'utf8') };
    },
    // Firefox keeps the name for a file that is still coming in.
    ({ text }) => text !== '',
  );
}
