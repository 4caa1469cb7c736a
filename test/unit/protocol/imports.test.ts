import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const room = new URL('../../../lib/protocol/', import.meta.url);
const imported = /^(?:import|export)[^;]*?from '([^']+)'/gm;

/** Every package that a file and what it imports bring with them. */
function packagesOf(file: URL, seen = new Set<string>()): Set<string> {
  const found = new Set<string>();
  if (seen.has(file.href)) return found;
  seen.add(file.href);
  for (const [statement, from = ''] of readFileSync(file, 'utf8').matchAll(imported)) {
    if (statement.startsWith('import type')) continue;
    if (from.startsWith('.')) for (const name of packagesOf(new URL(from, file), seen)) found.add(name);
    else found.add(from);
  }
  return found;
}

const filesOf = (folder: string) =>
  readdirSync(new URL(`${folder}/`, room)).map((name) => `${folder}/${name}`);

test.each(['terms', 'question', 'target', 'label', 'scalar'].flatMap(filesOf))(
  '%s may go into a page: it brings no hashing library',
  (file) => {
    expect([...packagesOf(new URL(file, room))].filter((name) => name !== 'valibot')).toEqual([]);
  },
);

test.each(filesOf('ledger'))('%s takes its keccak as an argument', (file) => {
  const packages = [...packagesOf(new URL(file, room))];
  const own = readFileSync(new URL(file, room), 'utf8');
  expect(own).not.toMatch(/from '(?:viem|hash-wasm|@noble)/);
  if (!file.endsWith('statement.ts')) expect(packages.filter((name) => name !== 'valibot')).toEqual([]);
});
