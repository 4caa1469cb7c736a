import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const skipped = new Set(['node_modules', 'artifacts', 'cache', 'dist']);

/** @returns every file below `folder` whose name matches, as paths from `root` with slashes, sorted; none when it is missing */
export function filesBelow(root: string, folder: string, name: RegExp): string[] {
  const at = join(root, folder);
  const found: string[] = [];
  for (const entry of readdir(at)) {
    if (skipped.has(entry.name) || entry.name.startsWith('.')) continue;
    const path = relative(root, join(at, entry.name)).split(sep).join('/');
    if (entry.isDirectory()) found.push(...filesBelow(root, path, name));
    else if (name.test(entry.name)) found.push(path);
  }
  return found.sort();
}

function readdir(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
