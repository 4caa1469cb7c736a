import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { root } from './run.ts';

const names = v.optional(v.record(v.string(), v.string()), {});
const entry = v.object({
  resolved: v.optional(v.string()),
  optionalDependencies: names,
  os: v.optional(v.array(v.string())),
  engines: v.optional(v.unknown()),
});
const lock = v.object({ packages: v.record(v.string(), entry) });
const manifest = v.object({ dependencies: names, devDependencies: names });

const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));
const { packages } = v.parse(lock, read('package-lock.json'));

test('the lock file says no address, so that npm ci asks the registry that is set', () => {
  expect(Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});

test('the lock file names every optional package, those of other systems too: npm ci refuses it otherwise', () => {
  const known = Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13));
  const optional = Object.values(packages).flatMap(({ optionalDependencies }) =>
    Object.keys(optionalDependencies),
  );
  expect(optional.filter((name) => !known.includes(name))).toEqual([]);
});

/** npm leaves out an optional package that asks for a newer Node than npm runs on, though ours then runs on Node 24. */
test('the lock file says no engines of binaries', () => {
  expect(
    Object.entries(packages).filter(([, { os, engines }]) => os !== undefined && engines !== undefined),
  ).toEqual([]);
});

test('package.json says exact versions', () => {
  const { dependencies, devDependencies } = v.parse(manifest, read('package.json'));
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, at]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(at),
  );
  expect(loose).toEqual([]);
});
