import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from './once.ts';
import { startMark } from './process.ts';
import { StandError } from './stand-error.ts';

export type FolderLock = { stop(): Promise<void> };

/**
 * Takes a data folder for this process, since a start carries on with (or ends) the servers it finds there and must
 * not do that to a stand that runs. The lock of a killed process does not count: a process is known by its start mark.
 * @throws StandError when a living process has the folder
 */
export async function lockFolder(dir: string): Promise<FolderLock> {
  await mkdir(dir, { recursive: true });
  const file = join(dir, 'stand.lock');
  const own = `${process.pid}\n${(await startMark(process.pid)) ?? ''}\n`;
  for (let tries = 3; tries > 0; tries -= 1) {
    const holder = await readFile(file, 'utf8').catch(() => '');
    const [pid, mark] = holder.split('\n');
    if (pid && mark && (await startMark(Number(pid))) === mark) throw taken(dir, pid);
    if (holder !== '') await rm(file, { force: true });
    const written = await writeFile(file, own, { flag: 'wx' }).then(
      () => true,
      () => false,
    );
    if (written) return { stop: once(() => rm(file, { force: true })) };
  }
  throw taken(dir, 'another process');
}

function taken(dir: string, holder: string): StandError {
  return new StandError(
    `Glosa already runs on ${dir} (process ${holder}): stop that one first, or give this one a folder with --data.`,
    { retry: true },
  );
}
