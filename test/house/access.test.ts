import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesBelow } from './files.ts';

const root = join(import.meta.dirname, '../..');

/** Pieces of the others: they are drawn with those, and the gallery says which are not. */
const pieces = ['parts', 'overlay/palette', 'overlay/guide'];

const folders = [
  ...new Set(filesBelow(root, 'components', /\.tsx$/).map((file) => file.split('/').slice(1, -1).join('/'))),
].filter((folder) => !pieces.includes(folder));

test('there are components to look at', () => {
  expect(folders.length).toBeGreaterThan(6);
});

test.each(folders)('components/%s has its states in the gallery that is checked for access', (folder) => {
  const states = `test/access/states/${folder.split('/').at(-1)}.tsx`;
  expect(existsSync(join(root, states)), states).toBe(true);
});
