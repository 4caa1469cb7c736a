/**
 * `npm run lock`, after a package was added. npm refuses a lock file that lacks optional packages of other systems, and
 * writes just that where a registry does not carry them; and it leaves out a binary that asks for a newer Node than npm
 * runs on, though ours then runs on the project's Node. `lock.test.ts` says when this is to be run.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.ts';

interface Entry {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  engines?: unknown;
  optionalDependencies?: Record<string, string>;
}

const systems = [
  'darwin',
  'linux',
  'win32',
  'freebsd',
  'openbsd',
  'netbsd',
  'android',
  'sunos',
  'aix',
  'openharmony',
];
const processors = [
  'x64',
  'arm64',
  'ia32',
  'arm',
  'ppc64',
  's390x',
  'riscv64',
  'loong64',
  'mips64el',
  'wasm32',
];
const otherNames: Record<string, string> = { windows: 'win32', linuxmusl: 'linux', amd64: 'x64' };

/** What the name of a platform's package says of it: `@esbuild/linux-arm64` is for linux on arm64. */
function entryFor(name: string, range: string, dev: boolean): Entry {
  const parts = name.split(/[-/_.]/).map((part) => otherNames[part] ?? part);
  const os = parts.find((part) => systems.includes(part));
  const cpu = parts.find((part) => processors.includes(part));
  return {
    version: range.replace(/^npm:.*@/, '').replace(/^[\^~]/, ''),
    ...(cpu && { cpu: [cpu] }),
    ...(dev && { dev }),
    optional: true,
    ...(os && { os: [os] }),
  };
}

const file = join(root, 'package-lock.json');
const lock: { packages: Record<string, Entry> } = JSON.parse(readFileSync(file, 'utf8'));
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
const known = new Set(Object.keys(lock.packages).map(nameOf));

for (const { optionalDependencies = {}, dev = false } of Object.values(lock.packages))
  for (const [name, range] of Object.entries(optionalDependencies)) {
    if (known.has(name)) continue;
    known.add(name);
    lock.packages[`node_modules/${name}`] = entryFor(name, range, dev);
    console.log(`added ${name}`);
  }
for (const entry of Object.values(lock.packages)) if (entry.os !== undefined) delete entry.engines;

lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
