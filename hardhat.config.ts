import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { defineConfig } from 'hardhat/config';
import { solcSettings, solcVersion } from './contracts/solc-settings.ts';

const compiler = { version: solcVersion, path: createRequire(import.meta.url).resolve('solc/soljson.js') };
const sources = readdirSync(join(import.meta.dirname, 'contracts/src')).map(
  (file) => `contracts/src/${file}`,
);

/**
 * `hardhat test solidity` with npm's compiler, offline. Contracts are compiled as they are deployed; the tests, which
 * know them by interface and load their code, without the slow pipeline.
 */
export default defineConfig({
  paths: {
    sources: 'contracts/src',
    tests: { solidity: 'contracts/test' },
    artifacts: 'artifacts',
    cache: 'cache',
  },
  solidity: {
    profiles: {
      default: {
        compilers: [{ ...compiler, settings: { evmVersion: solcSettings.evmVersion } }],
        overrides: Object.fromEntries(sources.map((file) => [file, { ...compiler, settings: solcSettings }])),
      },
    },
  },
  test: {
    solidity: {
      fsPermissions: { readDirectory: ['test/vectors'] },
      fuzz: { runs: 256 },
      invariant: { runs: 48, depth: 64, failOnRevert: true },
    },
  },
});
