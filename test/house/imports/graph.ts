import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { filesBelow } from '../files.ts';
import { importsOf } from './imports-of.ts';

export type Edge = {
  from: string;
  line: number;
  /** A file of ours from the root, `npm:name/path`, `node:name`, or `unknown:specifier`. */
  to: string;
  typeOnly: boolean;
};

/** By file, everything it imports. */
export type Graph = Map<string, Edge[]>;

const folders = ['lib', 'components', 'entrypoints', 'relay', 'contracts', 'test'];

/** @param root folder that holds package.json and the rooms */
export function readGraph(root: string): Graph {
  const packages = declaredPackages(root);
  const graph: Graph = new Map();
  for (const file of folders.flatMap((folder) => filesBelow(root, folder, /\.tsx?$/)))
    graph.set(
      file,
      importsOf(file, readFileSync(join(root, file), 'utf8')).map(({ specifier, line, typeOnly }) => ({
        from: file,
        line,
        to: resolve(root, file, specifier, packages),
        typeOnly,
      })),
    );
  return graph;
}

function declaredPackages(root: string): Set<string> {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const names = new Set<string>();
  if (typeof manifest !== 'object' || manifest === null) return names;
  for (const [key, value] of Object.entries(manifest))
    if (/^(dev)?dependencies$/i.test(key)) for (const name of Object.keys(value)) names.add(name);
  return names;
}

/** Files are named exactly, with their ending, as Node wants them: so there is nothing to guess. */
function resolve(root: string, from: string, specifier: string, packages: ReadonlySet<string>): string {
  if (specifier.startsWith('node:')) return specifier;
  const [address = ''] = specifier.split('?');
  const file = address.startsWith('.')
    ? posix.join(dirname(from), address)
    : address.startsWith('/')
      ? posix.join('public', address)
      : undefined;
  if (file !== undefined) return existsSync(join(root, file)) ? file : `unknown:${specifier}`;
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  return packages.has(name) ? `npm:${specifier}` : `unknown:${specifier}`;
}
