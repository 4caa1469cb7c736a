import { readdirSync, readFileSync } from 'node:fs';
import type { Plugin, Rolldown } from 'vite';
import { defineConfig } from 'wxt';
import { sentData } from './lib/permissions/sent-data.ts';

/** The oldest versions that the extension runs in, and is built for. */
const oldest = { chrome: '125', firefox: '144' };

type Graph = { getModuleInfo(id: string): Rolldown.ModuleInfo | null };

/** Where a framework would turn text into HTML: Preact has one such place, which nothing of ours asks for. */
const htmlSink = /\(\w+\.innerHTML\s*=\s*\w+\.__html\)/g;

/** P12, in the bytes that ship: no text of a campaign can become HTML, since nothing there can make any. */
const withoutHtml: Plugin = {
  name: 'without-html',
  transform: (code, id) => (id.includes('/preact/') ? code.replace(htmlSink, 'void 0') : undefined),
  generateBundle(_, bundle) {
    for (const part of Object.values(bundle))
      if (part.type === 'chunk' && /\.(inner|outer)HTML\s*=[^=]/.test(part.code))
        this.error(`${part.fileName} can make HTML from text`);
  },
};

const chain = new URL('./lib/chain/', import.meta.url);

/** The functions of contracts that the extension calls. */
const called = new Set(
  readdirSync(chain)
    .map((file) => readFileSync(new URL(file, chain), 'utf8'))
    .flatMap((text) => [...text.matchAll(/functionName: '(\w+)'/g)].map(([, name]) => name)),
);

/**
 * What viem brings for calls that nobody here makes: transactions with blobs or authorizations, bytecode of helper contracts, and
 * lookups off the chain, of which it loads the code when any call fails, which a service worker can not do. And what contracts tell
 * relays, or do for them.
 */
const withoutIdleParts: Plugin = {
  name: 'without-idle-parts',
  transform(code, id) {
    if (id.includes('/lib/protocol/abi/'))
      return code.replace(/(?<=Abi = )\[[\s\S]*\](?= as const|;)/, (abi) =>
        JSON.stringify(
          JSON.parse(abi).filter(
            ({ type, name }: { type: string; name: string }) =>
              type === 'error' || (type === 'function' && called.has(name)),
          ),
        ),
      );
    if (id.endsWith('/viem/_esm/utils/transaction/serializeTransaction.js'))
      return code.replace(
        /return serializeTransactionEIP(4844|7702)\(transaction, signature\);/g,
        'throw new TypeError(type);',
      );
    if (id.endsWith('/viem/_esm/constants/abis.js'))
      return code.replaceAll('...universalResolverErrors,', '');
    if (id.endsWith('/viem/_esm/constants/contracts.js')) return code.replace(/'0x\w+'/g, "'0x'");
    if (!id.endsWith('/viem/_esm/actions/public/call.js')) return undefined;
    const lean = code.replace("await import('../../utils/ccip.js')", '{}');
    if (lean === code) this.error('viem looks things up off the chain in another way');
    return lean;
  },
};

/** Whether the background's own entry is above a module. */
function isInBackground(id: string, graph: Graph, seen = new Set<string>()): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  const info = graph.getModuleInfo(id);
  if (info?.isEntry && id.includes('/background/')) return true;
  return info?.importers.some((above) => isInBackground(above, graph, seen)) ?? false;
}

/**
 * What the background has in common with our pages is one file: a service worker starts while a page waits for it, and every
 * further file takes milliseconds of that.
 */
const fewFiles: Plugin = {
  name: 'few-files',
  outputOptions(options) {
    if (options.format !== 'es') return undefined;
    const name = (id: string, graph: Graph) => (isInBackground(id, graph) ? 'shared' : null);
    const groups = [{ name, minShareCount: 2 }];
    return { ...options, codeSplitting: { includeDependenciesRecursively: false, groups } };
  },
};

/**
 * Hosts are asked for by the click that joins a campaign on them (P2), and in Firefox with them the consent to send labels:
 * nothing is collected before. The relay answers with CORS.
 */
export default defineConfig({
  imports: false,
  manifestVersion: 3,
  targetBrowsers: ['chrome', 'firefox'],
  webExt: { disabled: true },
  zip: {
    // What `npm ci && npm run build` needs, and nothing that happens to lie about: the archive is the same on every machine.
    includeSources: [
      ...['entrypoints', 'components', 'lib', 'public'].map((room) => `${room}/**`),
      ...['wxt.config.ts', 'package.json', 'package-lock.json', '.npmrc', 'tsconfig*.json'],
      ...['README.md', 'LICENSE'],
    ],
  },
  vite: ({ browser }) => ({
    build: { target: browser === 'firefox' ? `firefox${oldest.firefox}` : `chrome${oldest.chrome}` },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    plugins: [withoutHtml, withoutIdleParts, fewFiles],
  }),
  manifest: ({ browser }) => ({
    name: '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    default_locale: 'en',
    permissions: ['storage', 'unlimitedStorage', 'alarms', 'scripting', 'activeTab'],
    optional_host_permissions: ['*://*/*'],
    optional_permissions: ['tabs', 'notifications'],
    action: { default_title: '__MSG_open_panel__' },
    commands: {
      'labeling-mode': { suggested_key: { default: 'Alt+L' }, description: '__MSG_command_labeling_mode__' },
    },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'glosa@glosa.invalid',
              // The first that tells of view transitions, which the guard has to know.
              strict_min_version: `${oldest.firefox}.0`,
              data_collection_permissions: { required: ['none'], optional: sentData },
            },
          },
        }
      : { minimum_chrome_version: oldest.chrome }),
  }),
});
