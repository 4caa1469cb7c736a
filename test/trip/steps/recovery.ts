import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tab } from '../../stand/tab.ts';
import { shows } from './page-text.ts';
import { until } from './until.ts';
import { words } from './words.ts';

/** Types a passphrase as often as the form of a recovery file asks. */
export async function typePassphrase(panel: Tab, passphrase: string): Promise<void> {
  await panel.fill(words('passphrase_label'), passphrase);
  await panel.fill(words('passphrase_again'), passphrase);
}

/** @returns where the only recovery file of this folder lies, once the browser has written it whole */
export async function savedFile(downloads: string): Promise<string> {
  const [name] = await until(
    'The recovery file is saved',
    async () => (await readdir(downloads)).filter((one) => /^glosa-recovery-[0-9-]+\.json$/.test(one)),
    (files) => files.length === 1,
  );
  return join(downloads, name ?? '');
}

/** Restores by the form that stands on the welcome page and in the panel. Resolves when the one receipt is back. */
export async function restoreFrom(page: Tab, file: string, passphrase: string): Promise<void> {
  await page.choose(words('restore_file'), file);
  await page.fill(words('restore_passphrase'), passphrase);
  await page.click({ role: 'button', name: words('restore') });
  await shows(page, words('restored_one', 1));
}
