import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from './once.ts';
import { runProgram } from './program.ts';
import { makeTempFolder } from './temp.ts';

/** A folder on a file system of its own that can run full. */
export type SmallDisk = {
  dir: string;
  /** Writes until nothing more goes in. */
  fill(): Promise<void>;
  /** Gives the room back. */
  free(): Promise<void>;
  stop(): Promise<void>;
};

/** Only root may mount: others have no such disk. */
export const maySmallDisk = process.platform === 'linux' && process.getuid?.() === 0;

/** @param megabytes its size; it lies in memory (tmpfs) */
export async function makeSmallDisk(megabytes: number): Promise<SmallDisk> {
  const { dir, stop } = await makeTempFolder('small-disk');
  const mounted = await runProgram('mount', [
    '-t',
    'tmpfs',
    '-o',
    `size=${megabytes}m,mode=711`,
    'tmpfs',
    dir,
  ]);
  if (mounted.code !== 0) {
    await stop();
    throw new Error(`No small disk could be mounted: ${mounted.output}`);
  }
  const ballast = join(dir, 'ballast');
  return {
    dir,
    fill: async () => {
      for (let size = 1_048_576; size >= 1; )
        await writeFile(ballast, Buffer.alloc(size), { flag: 'a' }).catch(() => {
          size = Math.floor(size / 4);
        });
    },
    free: () => rm(ballast, { force: true }),
    stop: once(async () => {
      await runProgram('umount', ['-l', dir]);
      await stop();
    }),
  };
}
