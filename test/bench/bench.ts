/**
 * `npm run bench -- NAME [--json FILE] [--data DIR]`: runs `test/bench/NAME.ts`, prints its rows and writes them. A bench is
 * a file here that exports `measure`; one that needs data from outside the project reads it from DIR, and further options
 * are its own. Exit code 2 where something is missing.
 */
import { readdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { Missing } from './missing.ts';

/** One number of ours beside those of others, measured in the same run. */
export type Row = { what: string; unit: string; ours: number; peers?: Record<string, number> };

const text = { type: 'string' } as const;
const options = {
  json: text,
  data: text,
  runs: text,
  seed: text,
  run: text,
  browser: text,
  minutes: text,
  inputs: text,
};
/** What a bench may be told on the command line. */
export type BenchOptions = { [Name in keyof typeof options]?: string };
export type Measure = (options: BenchOptions) => Promise<Row[]>;

const { positionals, values } = parseArgs({ allowPositionals: true, options });
const [bench] = positionals;
const names = (await readdir(import.meta.dirname)).map((file) => file.replace(/\.ts$/, ''));
const { measure }: { measure?: Measure } =
  bench !== undefined && bench !== 'bench' && names.includes(bench) ? await import(`./${bench}.ts`) : {};

if (measure === undefined) {
  console.error(`Say which bench, as in: npm run bench -- gas --json gas.json`);
  process.exitCode = 1;
} else {
  try {
    await show(await measure(values));
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

async function show(rows: Row[]): Promise<void> {
  console.table(rows.map(({ peers, ...row }) => ({ ...row, ...peers })));
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memory: totalmem(),
    system: `${process.platform} ${process.arch}`,
    node: process.versions.node,
  };
  if (values.json === undefined) return;
  const written = rows.map((row) => ({ ...row, peers: row.peers ?? {} }));
  await writeFile(values.json, `${JSON.stringify({ bench, machine, rows: written }, null, 2)}\n`);
}
