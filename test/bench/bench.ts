/**
 * `npm run bench -- NAME [--json FILE] [--data DIR]`: runs `test/bench/NAME.ts`, prints its rows and writes them. One that needs
 * data from outside the project reads it from DIR, and further options are its own. Exit code 2 where something is missing.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
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
  rate: text,
  inputs: text,
};
/** What a bench may be told on the command line. */
export type BenchOptions = { [Name in keyof typeof options]?: string };
export type Measure = (options: BenchOptions) => Promise<Row[]>;

/** A bench is a file here that exports `measure`. */
async function benches(): Promise<string[]> {
  const files = (await readdir(import.meta.dirname)).filter((file) => file.endsWith('.ts'));
  const texts = await Promise.all(files.map((file) => readFile(join(import.meta.dirname, file), 'utf8')));
  return files
    .filter((_, at) => /^export (?:const|(?:async )?function) measure\b/m.test(texts[at] ?? ''))
    .map((file) => file.slice(0, -'.ts'.length));
}

const usage = (names: readonly string[]) => `npm run bench -- NAME [options]

NAME: ${names.join(', ')}

  --json FILE      writes machine and rows
  --data DIR       where what is no part of the project lies (anchoring, truth; without it: exit code 2)
  --runs N         kills: how many; --seed S: which; --run K: number K of them alone
  --browser NAME   kills: chromium or firefox, else without one
  --minutes M      kills: no new run after so many; ingest: a steady load for so long, of --rate R labels a second (else all that goes)
  --inputs N       fuzz: for each parser

Example: npm run bench -- gas --json gas.json`;

async function run(): Promise<void> {
  const names = await benches();
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { ...options, help: { type: 'boolean', short: 'h' } },
  });
  const { help, ...given } = values;
  const [bench] = positionals;
  if (help) return console.log(usage(names));
  if (bench === undefined || !names.includes(bench)) {
    console.error(
      `${bench === undefined ? 'Say which bench.' : `There is no bench ${bench}.`}\n\n${usage(names)}`,
    );
    process.exitCode = 1;
    return;
  }
  const { measure }: { measure: Measure } = await import(`./${bench}.ts`);
  try {
    await show(bench, await measure(given), given.json);
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

async function show(bench: string, rows: Row[], file: string | undefined): Promise<void> {
  console.table(rows.map(({ peers, ...row }) => ({ ...row, ...peers })));
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memory: totalmem(),
    system: `${process.platform} ${process.arch}`,
    node: process.versions.node,
  };
  if (file === undefined) return;
  const written = rows.map((row) => ({ ...row, peers: row.peers ?? {} }));
  await writeFile(file, `${JSON.stringify({ bench, machine, rows: written }, null, 2)}\n`);
}

await run();
