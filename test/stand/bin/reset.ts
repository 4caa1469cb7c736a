import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Say } from '../progress.ts';

/** Everything a start makes in its data folder, but the lock; nothing else there is touched. */
const made = [
  'database',
  'chain',
  'profile',
  'profile-firefox',
  'contracts.json',
  'campaigns.json',
  'ports.json',
  'relay.log',
];

/** Forgets what earlier starts kept. The caller holds the folder's lock. */
export async function reset(dir: string, say: Say): Promise<void> {
  for (const name of made) await rm(join(dir, name), { recursive: true, force: true });
  say(`The data in ${dir} is gone.`);
}
