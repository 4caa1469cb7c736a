import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readGraph } from './imports/graph.ts';
import { rules } from './imports/rules.ts';
import { noCycles, violations } from './imports/violations.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A house with these files, beside the ones that the seeds import. */
function brokenRules(files: Record<string, string>): string[] {
  const root = mkdtempSync(join(tmpdir(), 'glosa-house-'));
  folders.push(root);
  const dependencies = Object.fromEntries(
    ['valibot', 'viem', 'preact', 'zustand', 'webextension-polyfill', 'wxt', 'hono'].map((name) => [
      name,
      '1',
    ]),
  );
  const all = { 'package.json': JSON.stringify({ dependencies }), ...files };
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const found = violations(readGraph(root), rules);
  return [...new Set(found.map(({ rule }) => rule))].sort();
}

const value = 'export const a = 1; export type A = 1;';

/** For each rule files that break it. */
const seeds: Record<string, Record<string, string>> = {
  'protocol-is-leaf': { 'lib/protocol/signed/x.ts': "import '../../truth/y.ts';", 'lib/truth/y.ts': value },
  'protocol-without-hashing': { 'lib/protocol/terms/x.ts': "import type { Hex } from 'viem';" },
  'truth-is-pure': { 'lib/truth/x.ts': "import { a } from '../storage/y.ts';", 'lib/storage/y.ts': value },
  'formats-is-pure': { 'lib/formats/x.ts': "import { a } from '../truth/y.ts';", 'lib/truth/y.ts': value },
  'anchoring-is-pure': { 'lib/anchoring/x.ts': "import { browser } from 'wxt/browser';" },
  'targeting-is-pure': { 'lib/targeting/x.ts': "import { a } from '#imports';" },
  'audit-is-pure': { 'lib/audit/x.ts': "import { a } from '../chain/y.ts';", 'lib/chain/y.ts': value },
  'views-are-types': {
    'lib/messages.ts': "import { a } from './protocol/y.ts';",
    'lib/protocol/y.ts': value,
  },
  'browser-is-a-seam': {
    'lib/browser.ts': "import type { A } from './storage/y.ts';",
    'lib/storage/y.ts': value,
  },
  'storage-knows-those-before': { 'lib/storage/x.ts': "import '../queue/y.ts';", 'lib/queue/y.ts': value },
  'identity-knows-those-before': { 'lib/identity/x.ts': "import '../chain/y.ts';", 'lib/chain/y.ts': value },
  'chain-knows-those-before': { 'lib/chain/x.ts': "import '../sync/y.ts';", 'lib/sync/y.ts': value },
  'permissions-knows-those-before': {
    'lib/permissions/x.ts': "import '../queue/y.ts';",
    'lib/queue/y.ts': value,
  },
  'visiting-knows-those-before': { 'lib/visiting/x.ts': "import '../queue/y.ts';", 'lib/queue/y.ts': value },
  'queue-knows-those-before': { 'lib/queue/x.ts': "import '../sync/y.ts';", 'lib/sync/y.ts': value },
  'recovery-knows-those-before': { 'lib/recovery/x.ts': "import '../sync/y.ts';", 'lib/sync/y.ts': value },
  'sync-knows-those-before': { 'lib/sync/x.ts': "import '../../relay/y.ts';", 'relay/y.ts': value },
  'overview-knows-those-before': { 'lib/overview/x.ts': "import '../sync/y.ts';", 'lib/sync/y.ts': value },
  'authoring-is-pure': {
    'lib/authoring/x.ts': "import { a } from '../storage/y.ts';",
    'lib/storage/y.ts': value,
  },
  'funding-knows-those-before': {
    'lib/funding/x.ts': "import '../serving/y.ts';",
    'lib/serving/y.ts': value,
  },
  'serving-knows-those-before': {
    'lib/serving/x.ts': "import '../../entrypoints/background/y.ts';",
    'entrypoints/background/y.ts': value,
  },
  'known-room': { 'lib/utils/x.ts': "import '../protocol/y.ts';", 'lib/protocol/y.ts': value },
  'components-get-props': {
    'components/panel/x.ts': "import '../../lib/sync/y.ts';",
    'lib/sync/y.ts': value,
  },
  'store-in-whole-views': { 'components/parts/x.ts': "import { createStore } from 'zustand/vanilla';" },
  'overlay-is-small': {
    'components/overlay/x.ts': "import '../panel/y.ts';",
    'components/panel/y.ts': value,
  },
  'overlay-is-keyless': {
    'entrypoints/overlay.content/index.ts': "import '../../lib/protocol/question/y.ts';",
    'lib/protocol/question/y.ts': "import '../scalar/z.ts';",
    'lib/protocol/scalar/z.ts': "import * as v from 'valibot';",
  },
  'kinds-come-late': {
    'entrypoints/overlay.content/index.ts': "import '../../components/overlay/spans/y.ts';",
    'components/overlay/spans/y.ts': "import '../../../lib/anchoring/index.ts';",
    'lib/anchoring/index.ts': value,
  },
  'one-browser-seam': { 'lib/queue/x.ts': "import browser from 'webextension-polyfill';" },
  'viem-where-it-is-needed': { 'lib/storage/x.ts': "import { keccak256 } from 'viem/utils';" },
  'relay-is-apart': { 'relay/app/x.ts': "import '../../lib/audit/y.ts';", 'lib/audit/y.ts': value },
  'relay-programs-may-audit': { 'relay/bin/x.ts': "import '../../lib/queue/y.ts';", 'lib/queue/y.ts': value },
  'contracts-are-apart': { 'contracts/x.ts': "import '../lib/storage/y.ts';", 'lib/storage/y.ts': value },
  'only-abis-of-contracts': { 'lib/chain/x.ts': "import '../../contracts/y.ts';", 'contracts/y.ts': value },
  'entrypoints-only-compose': {
    'entrypoints/background/index.ts': "import '../../relay/y.ts';",
    'relay/y.ts': value,
  },
  'nobody-imports-test': { 'relay/x.ts': "import '../test/y.ts';", 'test/y.ts': value },
  'nothing-unknown': { 'relay/x.ts': "import '@/y.ts';" },
  [noCycles.name]: {
    'lib/truth/x.ts': "import './y.ts';",
    'lib/truth/y.ts': "export { a } from './z.ts';",
    'lib/truth/z.ts': "export const a = await import('./x.ts');",
  },
};

test('every rule has a seed, and every seed a rule', () => {
  expect(Object.keys(seeds).sort()).toEqual([...rules.map(({ name }) => name), noCycles.name].sort());
});

test.each(Object.entries(seeds))('%s is refused', (name, files) => {
  expect(brokenRules(files)).toContain(name);
});

test('an import that keeps to the arrows is allowed', () => {
  const files = {
    'lib/sync/x.ts': "import '../queue/x.ts'; import { http } from 'viem';",
    'lib/queue/x.ts': "import '../storage/x.ts'; import '../identity/x.ts'; import '../truth/x.ts';",
    'lib/identity/x.ts': "import '../storage/x.ts';",
    'lib/storage/x.ts': "import '../audit/x.ts';",
    'lib/audit/x.ts': "import '../truth/x.ts';",
    'lib/truth/x.ts': "import { a } from '../protocol/label/x.ts';",
    'lib/protocol/label/x.ts': `import * as v from 'valibot'; ${value}`,
    'relay/bin/x.ts': "import '../app/x.ts'; import '../../lib/audit/x.ts';",
    'relay/app/x.ts': "import { Hono } from 'hono'; import '../../lib/truth/x.ts'; import 'node:fs';",
  };
  expect(brokenRules(files)).toEqual([]);
});

test('a type may go where its module may not', () => {
  const files = {
    'components/question/x.tsx':
      "import type { A } from '../../lib/protocol/terms/y.ts'; export const v = <b class='x' />;",
    'lib/protocol/terms/y.ts': `import * as v from 'valibot'; import type { B } from './z.ts'; ${value}`,
    'lib/protocol/terms/z.ts': "import type { A } from './y.ts'; export type B = A;",
  };
  expect(brokenRules(files)).toEqual([]);
  const loaded = {
    ...files,
    'components/question/x.tsx': "import { type A } from '../../lib/protocol/terms/y.ts';",
  };
  expect(brokenRules(loaded)).toEqual(['components-get-props', 'overlay-is-keyless']);
});
