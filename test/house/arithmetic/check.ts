/** Says where lib/truth uses arithmetic that is not the same to the bit in every engine (P11): take lib/truth/exp-log.ts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from '../files.ts';
import { inexactArithmetic } from './inexact.ts';

const root = join(import.meta.dirname, '../../..');
const files = filesBelow(root, 'lib/truth', /\.tsx?$/);
const found = files.flatMap((file) => inexactArithmetic(file, readFileSync(join(root, file), 'utf8')));
for (const { at, what } of found) console.error(`${at} ${what}: not the same to the bit in every engine`);
console.log(`${files.length} files, ${found.length} inexact`);
process.exitCode = found.length === 0 ? 0 : 1;
