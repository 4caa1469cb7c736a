/**
 * The relay's tree builder beside OpenZeppelin's library: CPU seconds and peak memory of a fresh process each, and the
 * same root. The library is measured at a size that it manages in half a minute; ours also at a million leaves.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as v from 'valibot';
import type { Row } from './bench.ts';

const program = fileURLToPath(new URL('./tree-build.ts', import.meta.url));
const built = v.object({ root: v.string(), seconds: v.number(), memory: v.number() });
const runs = 3;
const shared = 100_000;
const large = 1_000_000;

type Built = v.InferOutput<typeof built>;

async function build(builder: 'glosa' | 'openzeppelin', count: number): Promise<Built> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, builder, String(count)]);
  return v.parse(built, JSON.parse(stdout));
}

/** The run of the median time. Run one after the other, and all must find the same root. */
async function median(builder: 'glosa' | 'openzeppelin', count: number, times: number): Promise<Built> {
  const all: Built[] = [];
  for (let run = 0; run < times; run++) all.push(await build(builder, count));
  if (new Set(all.map(({ root }) => root)).size !== 1) throw new Error('the roots of two runs differ');
  return all.toSorted((a, b) => a.seconds - b.seconds)[Math.floor(times / 2)]!;
}

export async function measure(): Promise<Row[]> {
  const ours = await median('glosa', shared, runs);
  const theirs = await median('openzeppelin', shared, 1);
  if (ours.root !== theirs.root) throw new Error(`roots differ: ${ours.root}, ${theirs.root}`);
  const million = await median('glosa', large, runs);
  const name = 'OpenZeppelin';
  return [
    { what: 'tree-100k', unit: 'CPU s', ours: ours.seconds, peers: { [name]: theirs.seconds } },
    { what: 'tree-100k-peak', unit: 'MB', ours: ours.memory, peers: { [name]: theirs.memory } },
    { what: 'tree-100k-times-faster', unit: 'ratio', ours: theirs.seconds / ours.seconds },
    { what: 'tree-1m', unit: 'CPU s', ours: million.seconds },
    { what: 'tree-1m-peak', unit: 'MB', ours: million.memory },
  ];
}
