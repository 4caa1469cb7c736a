import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from './folder-lock.ts';
import { makeTempFolder, type TempFolder } from './temp.ts';

let temp: TempFolder;

beforeEach(async () => {
  temp = await makeTempFolder('lock');
});

afterEach(() => temp.stop());

test('a folder in use is refused until it is free again', async () => {
  const lock = await lockFolder(temp.dir);
  await expect(lockFolder(temp.dir)).rejects.toMatchObject({ name: 'StandError', retry: true });
  await lock.stop();
  await (await lockFolder(temp.dir)).stop();
});

test('the lock of a killed process does not count, even if its number is in use again', async () => {
  await writeFile(join(temp.dir, 'stand.lock'), `${process.pid}\nanother start\n`);
  await (await lockFolder(temp.dir)).stop();
});
