/** What a file may import. Of `only`, `never` and `reaches` a rule has one. */
export type Rule = {
  name: string;
  because: string;
  from: RegExp;
  except?: RegExp;
  /** Everything else is refused. */
  only?: RegExp;
  never?: RegExp;
  /** Refused also through other files; what is left at run time counts, types do not. */
  reaches?: RegExp;
  /** Allowed for `import type`, though refused otherwise. */
  types?: RegExp;
};

const pureRooms = ['truth', 'formats', 'anchoring', 'targeting', 'authoring'];
/** What a pure room reads with a package: one that is as pure. */
const packages: Record<string, string> = {
  authoring: '|^npm:valibot$',
  formats: '|^npm:(papaparse|saxes|valibot)$',
};
/** Each may import those of the lines above it; rooms of one line do not know each other. */
const workingRooms = [
  ['storage'],
  ['identity', 'chain', 'permissions', 'visiting'],
  ['queue', 'recovery'],
  ['sync', 'overview'],
  ['funding'],
  ['serving'],
];
const pure = `lib/(protocol|view|audit|${pureRooms.join('|')})/|lib/(messages|browser)\\.ts`;

/** DESIGN section 3's arrows. They point one way, so that what is below can be read, tested and run without what is above. */
export const rules: readonly Rule[] = [
  {
    name: 'protocol-is-leaf',
    because: 'everything else stands on the protocol: it runs in Node, workers and pages, and knows nobody',
    from: /^lib\/protocol\//,
    only: /^lib\/protocol\/|^npm:(valibot|viem|@noble\/curves|canonicalize)(\/|$)/,
  },
  {
    name: 'protocol-without-hashing',
    because:
      'these parts go into foreign pages; ids and leaves are hashed in protocol/signed, by the background',
    from: /^lib\/protocol\/(terms|question|target|label|scalar)\//,
    never:
      /^lib\/protocol\/(signed|ledger|api|abi)\/|^npm:(viem|@noble\/\w+|hash-wasm|canonicalize)(\/|$)|^node:/,
  },
  ...pureRooms.map(
    (room): Rule => ({
      name: `${room}-is-pure`,
      because:
        'it imports the protocol only, no alias, no wxt, no package that is not as pure: it runs in Node, workers and pages',
      from: new RegExp(`^lib/${room}/`),
      only: new RegExp(`^lib/(protocol|${room})/${packages[room] ?? ''}`),
    }),
  ),
  {
    name: 'audit-is-pure',
    because:
      'anybody recomputes a settlement with it: protocol and truth, nothing of the extension or the relay',
    from: /^lib\/audit\//,
    only: /^lib\/(protocol|truth|audit)\//,
  },
  {
    name: 'views-are-types',
    because: 'views and messages are read by page, panel and background: they may bring nothing along',
    from: /^lib\/(view\/|messages\.ts)/,
    only: /^lib\/view\//,
    types: /^lib\/(protocol|authoring|formats)\//,
  },
  {
    name: 'browser-is-a-seam',
    because: 'the one seam to the browser knows nothing of ours',
    from: /^lib\/browser\.ts/,
    only: /^npm:webextension-polyfill$/,
  },
  ...workingRooms.flatMap((line, at) =>
    line.map((room): Rule => {
      const before = workingRooms.slice(0, at).flat();
      return {
        name: `${room}-knows-those-before`,
        because: 'storage ← identity, chain ← queue ← sync ← serving ← entrypoints: one way, never back',
        from: new RegExp(`^lib/${room}/`),
        only: new RegExp(`^(${pure}|lib/(${[...before, room].join('|')})/|npm:)`),
      };
    }),
  ),
  {
    name: 'known-room',
    because:
      'a room of lib has its arrows before it has its second file: add it to test/house/imports/rules.ts',
    from: new RegExp(
      `^lib/(?!(protocol|view|audit|${[...pureRooms, ...workingRooms.flat()].join('|')})/|(messages|browser)\\.ts$)`,
    ),
    only: /^nothing$/,
  },
  {
    name: 'components-get-props',
    because: 'views take props and call back: they know what is shown, not where it comes from',
    from: /^components\//,
    only: /^components\/|^lib\/(anchoring|view)\/|^lib\/messages\.ts$|^lib\/protocol\/(question|target|label)\/|^public\/|^npm:(preact|zustand)(\/|$)/,
    types: /^lib\/(protocol|authoring|formats)\//,
  },
  {
    name: 'store-in-whole-views',
    because: 'parts and questions are given their state; only a whole view holds any',
    from: /^components\//,
    except: /^components\/(panel|console|picker|overlay|welcome)\//,
    never: /^npm:zustand(\/|$)/,
    types: /^npm:zustand\/vanilla$/,
  },
  {
    name: 'overlay-is-small',
    because: 'it runs in foreign pages, and every one of them loads it',
    from: /^(entrypoints\/(overlay\.content\/|kind-)|components\/overlay\/)/,
    only: /^entrypoints\/overlay\.content\/|^components\/(overlay|question|parts)\/|^lib\/(protocol\/(question|target|label|scalar)|anchoring|view)\/|^lib\/messages\.ts$|^public\/|^npm:(preact|wxt|zustand)(\/|$)/,
  },
  {
    name: 'overlay-is-keyless',
    because:
      'a foreign page must not reach keys, stored labels, the chain or the extension API, through whatever file',
    from: /^(entrypoints\/(overlay\.content\/|kind-|(picker|task-labels)\.ts$)|components\/(overlay|question|picker|task)\/)/,
    reaches:
      /^lib\/browser\.ts$|^lib\/(storage|identity|chain|queue|sync|permissions|authoring|funding)\/|^lib\/protocol\/(signed|ledger|api|abi)\/|^npm:(viem|@noble\/\w+|valibot|hash-wasm|canonicalize|idb|webextension-polyfill)(\/|$)/,
  },
  {
    name: 'kinds-come-late',
    because:
      'every page of a campaign loads the overlay, but only a page whose tasks ask for a kind loads its script',
    from: /^entrypoints\/overlay\.content\//,
    reaches:
      /^lib\/anchoring\/|^components\/overlay\/(spans\/open-spans|chips\/open-chips|palette\/(open-palette|palette-view|entries)|guide\/open-guide)\.tsx?$/,
  },
  {
    name: 'one-browser-seam',
    because:
      'effects come in as arguments, so that tests pass their own; the polyfill throws outside an extension',
    from: /./,
    except: /^lib\/browser\.ts$/,
    never: /^npm:webextension-polyfill(\/|$)/,
    types: /^npm:webextension-polyfill$/,
  },
  {
    name: 'viem-where-it-is-needed',
    because:
      'it is 28 kB in whatever imports it, and a curve is half of that; hashing and the chain have their rooms',
    from: /./,
    except:
      /^(lib\/protocol\/(signed|api|ledger|abi)\/|lib\/(identity|chain|queue|sync)\/|relay\/|contracts\/|test\/)/,
    never: /^npm:(viem|@noble\/\w+)(\/|$)/,
  },
  {
    name: 'relay-is-apart',
    because: 'relay and extension share the protocol, and nothing by which one could lean on the other',
    from: /^relay\//,
    only: /^relay\/|^lib\/(protocol|truth|formats)\/|^npm:|^node:/,
    except: /^relay\/(bin|requester)\//,
  },
  {
    name: 'relay-programs-may-audit',
    because:
      'verify recomputes a settlement from public files, and glosa checks a campaign before money is locked',
    from: /^relay\/(bin|requester)\//,
    only: /^relay\/|^lib\/(protocol|truth|formats|audit|authoring)\/|^npm:|^node:/,
  },
  {
    name: 'contracts-are-apart',
    because: 'compiler and deployment know the ABIs that they write and the spelling of addresses',
    from: /^contracts\//,
    only: /^contracts\/|^lib\/protocol\/(abi|scalar)\/|^npm:|^node:/,
  },
  {
    name: 'only-abis-of-contracts',
    because: 'the product knows a contract by its generated ABI; deploying is for operators and the stand',
    from: /^(lib|relay|components|entrypoints)\//,
    never: /^contracts\//,
  },
  {
    name: 'entrypoints-only-compose',
    because: 'nothing of relay or contracts is part of the extension, and Node is not there',
    from: /^entrypoints\//,
    only: /^(entrypoints|components|lib|public)\/|^npm:/,
  },
  {
    name: 'nobody-imports-test',
    because: 'no code path exists for tests',
    from: /^(?!test\/)/,
    never: /^test\//,
  },
  {
    name: 'nothing-unknown',
    because:
      'files are named exactly, packages stand in package.json, and there are no aliases: Node runs this as it is',
    from: /./,
    never: /^unknown:/,
  },
];
