/**
 * `npm run zip`: the packages for both stores, and the archive of sources that Mozilla's reviewers build from. Built
 * twice; packages that differ are none, since nobody could check what is in them.
 */
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from './files.ts';
import { root, run } from './run.ts';

const output = '.output';
const packages = () => filesBelow(root, output, /^[^/]+\.zip$/);

/** @returns the hash of each package, by its path */
async function build(): Promise<Map<string, string>> {
  for (const file of packages()) rmSync(join(root, file));
  for (const browser of ['chrome', 'firefox']) {
    const { code, output: said } = await run('wxt', ['zip', '-b', browser], 'quiet');
    if (code !== 0) throw new Error(`wxt zip -b ${browser} failed:\n${said}`);
  }
  const hash = (file: string) =>
    createHash('sha256')
      .update(readFileSync(join(root, file)))
      .digest('hex');
  return new Map(packages().map((file) => [file, hash(file)]));
}

const [first, second] = [await build(), await build()];
for (const [file, hash] of second) console.log(`${hash}  ${file}`);
const differ = [...second].filter(([file, hash]) => first.get(file) !== hash).map(([file]) => file);
if (differ.length > 0 || second.size !== 3) {
  console.error(
    differ.length > 0 ? `Not the same twice: ${differ.join(', ')}` : 'A package is missing: there are three.',
  );
  process.exitCode = 1;
}
