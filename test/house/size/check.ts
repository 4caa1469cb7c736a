/** Says what is larger than it may be: parts of the built extension, and entrypoints, which only compose. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildExtension, extensionDirs } from '../../stand/built-extension.ts';
import { filesBelow } from '../files.ts';
import { budgets, type Size, sizes } from './sizes.ts';

const root = join(import.meta.dirname, '../../..');
const entrypointLines = 60;

await buildExtension('chromium');
const measured = sizes(extensionDirs.chromium, budgets);
for (const { what, is, most } of measured) {
  const line = `${what}: ${(is / 1000).toFixed(1)} kB gzip, at most ${most / 1000} kB`;
  if (is <= most) console.log(line);
  else console.error(`too large: ${line}`);
}
const long = filesBelow(root, 'entrypoints', /\.tsx?$/)
  .map(
    (file): Size => ({
      what: file,
      is: readFileSync(join(root, file), 'utf8').split('\n').length - 1,
      most: entrypointLines,
    }),
  )
  .filter(({ is, most }) => is > most);
for (const { what, is, most } of long)
  console.error(
    `${what}: ${is} lines, at most ${most}: an entrypoint makes, wires and stops; the rest belongs in lib or components`,
  );
if (long.length > 0 || measured.some(({ is, most }) => is > most)) process.exitCode = 1;
