/** Says every identifier that holds a refused word, and the word that stands for it here. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from '../files.ts';
import { refusedWords } from './refused.ts';

const root = join(import.meta.dirname, '../../..');
const folders = ['lib', 'components', 'entrypoints', 'relay', 'contracts', 'test'];
const files = folders
  .flatMap((folder) => filesBelow(root, folder, /\.(tsx?|sol)$/))
  .filter((file) => !/^(lib\/protocol\/abi|contracts\/out)\//.test(file));
const found = files.flatMap((file) => refusedWords(file, readFileSync(join(root, file), 'utf8')));
for (const { at, name, say } of found) console.error(`${at} ${name}: say ${say}`);
console.log(`${files.length} files, ${found.length} refused words`);
process.exitCode = found.length === 0 ? 0 : 1;
