import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from './once.ts';

export type TempFolder = { dir: string; stop(): Promise<void> };

/** A fresh folder under the system's temporary folder; `stop` removes it with everything in it. */
export async function makeTempFolder(name: string): Promise<TempFolder> {
  const dir = await mkdtemp(join(tmpdir(), `glosa-${name}-`));
  // Others may pass through, not list: PostgreSQL runs as its own user when we are root.
  await chmod(dir, 0o711);
  const stop = once(() => rm(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  return { dir, stop };
}
