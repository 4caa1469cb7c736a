/**
 * Compiles the contracts with npm's solc: no download, no native compiler, the same bytes on every machine.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Abi } from 'viem';
import { solcSettings } from './solc-settings.ts';

export interface Compiled {
  abi: Abi;
  /** Creation code, 0x-prefixed. */
  bytecode: string;
}

interface SolcOutput {
  errors?: {
    severity: 'error' | 'warning' | 'info';
    formattedMessage: string;
    sourceLocation?: { file: string };
  }[];
  contracts?: Record<string, Record<string, { abi: Abi; evm: { bytecode: { object: string } } }>>;
}

interface Solc {
  compile(
    input: string,
    callbacks: { import(path: string): { contents: string } | { error: string } },
  ): string;
}

const require = createRequire(import.meta.url);
const sourceFolder = join(import.meta.dirname, 'src');

/**
 * Compiles contracts of contracts/src, each in the file of its name.
 *
 * @returns what solc made of each, by contract name
 * @throws Error with solc's messages when it reports an error, or a warning about our own files
 */
export function compile(contracts: string[]): Map<string, Compiled> {
  const solc: Solc = require('solc');
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries(contracts.map((name) => [`${name}.sol`, { content: readSource(name) }])),
    settings: {
      ...solcSettings,
      outputSelection: Object.fromEntries(
        contracts.map((name) => [`${name}.sol`, { [name]: ['abi', 'evm.bytecode.object'] }]),
      ),
    },
  };
  const output: SolcOutput = JSON.parse(solc.compile(JSON.stringify(input), { import: readImport }));
  const complaints = (output.errors ?? []).filter(
    ({ severity, sourceLocation }) =>
      severity === 'error' || (severity === 'warning' && !sourceLocation?.file.startsWith('@')),
  );
  if (complaints.length > 0) throw new Error(complaints.map((error) => error.formattedMessage).join('\n'));

  const compiled = new Map<string, Compiled>();
  for (const name of contracts) {
    const contract = output.contracts?.[`${name}.sol`]?.[name];
    if (contract === undefined) throw new Error(`${name}.sol has no contract ${name}`);
    compiled.set(name, { abi: contract.abi, bytecode: `0x${contract.evm.bytecode.object}` });
  }
  return compiled;
}

function readSource(name: string): string {
  return readFileSync(join(sourceFolder, `${name}.sol`), 'utf8');
}

function readImport(path: string): { contents: string } | { error: string } {
  try {
    const file = path.startsWith('@') ? require.resolve(path) : join(sourceFolder, path);
    return { contents: readFileSync(file, 'utf8') };
  } catch (error) {
    return { error: String(error) };
  }
}
