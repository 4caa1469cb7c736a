import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportFormat } from '../../../lib/protocol/api/export.ts';
import type { Tab } from '../../stand/tab.ts';
import { until } from './until.ts';
import { words } from './words.ts';

/** Downloads a campaign in this format from its page in the console, and returns what the file holds. */
export async function takeHome(page: Tab, downloads: string, format: ExportFormat): Promise<string> {
  for (const name of await readdir(downloads)) await rm(join(downloads, name));
  await page.evaluate((value) => {
    const select = [...document.querySelectorAll('select')].find((one) =>
      [...one.options].some((option) => option.value === value),
    );
    if (select === undefined) throw new Error(`No format ${value} is offered`);
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  }, format);
  await page.click({ role: 'button', name: words('export_do') });
  // Firefox keeps the name for a file that is still coming in.
  return until(
    `The export ${format} is there`,
    async () => {
      const file = (await readdir(downloads)).find((name) => !/\.(part|crdownload)$/.test(name));
      return file === undefined ? '' : readFile(join(downloads, file), 'utf8');
    },
    (text) => text !== '',
  );
}
