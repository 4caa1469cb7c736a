/**
 * `npm run bench -- NAME [--json FILE] [--data DIR]`: runs `test/bench/NAME.ts`, prints its rows and writes them. A bench is a file
 * here that exports `measure`. Some need data that is no part of the project; without it they end with 2.
 */
import { readdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { MissingData } from './missing-data.ts';

/** One number of ours beside those of others, measured in the same run. */
export type Row = { what: string; unit: string; ours: number; peers?: Record<string, number> };
/** `data`: the folder that was named on the command line. */
export type Given = { data?: string | undefined };
export type Measure = (given: Given) => Promise<Row[]>;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, data: { type: 'string' } },
});
const [bench] = positionals;
const names = (await readdir(import.meta.dirname)).map((file) => file.replace(/\.ts$/, ''));
const { measure }: { measure?: Measure } =
  bench !== undefined && bench !== 'bench' && names.includes(bench) ? await import(`./${bench}.ts`) : {};

if (measure === undefined) {
  console.error(`Say which bench, as in: npm run bench -- gas --json gas.json`);
  process.exitCode = 1;
} else {
  const rows = await measure({ data: values.data }).catch(missing);
  console.table(rows.map(({ peers, ...row }) => ({ ...row, ...peers })));
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memory: totalmem(),
    system: `${process.platform} ${process.arch}`,
    node: process.versions.node,
  };
  if (values.json !== undefined) {
    const written = rows.map((row) => ({ ...row, peers: row.peers ?? {} }));
    await writeFile(values.json, `${JSON.stringify({ bench, machine, rows: written }, null, 2)}\n`);
  }
}

function missing(fault: unknown): never {
  if (!(fault instanceof MissingData)) throw fault;
  console.error(fault.message);
  process.exit(2);
}
