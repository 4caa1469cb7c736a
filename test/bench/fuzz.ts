/**
 * `npm run bench -- fuzz [--inputs N] [--seed N]`: gives every parser at a door this many inputs near what it takes, and says of
 * each when it is through, with its CPU time. Ends with 1 when one throws, or when the heap has grown.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { doors } from '../unit/fuzz/doors.ts';
import { fuzz } from '../unit/fuzz/run.ts';
import type { BenchOptions, Row } from './bench.ts';

/** Far less than the inputs themselves are. */
const mostGrowth = 32;

export async function measure({ inputs = '100000', seed = '1' }: BenchOptions): Promise<Row[]> {
  const rows: Row[] = [];
  const before = heap();
  for (const [at, door] of doors.entries()) {
    const begun = process.cpuUsage();
    const { parser, thrown, fault, ...counts } = await fuzz(door, Number(inputs), Number(seed));
    rows.push({ what: parser, unit: 'thrown', ours: thrown, peers: counts });
    const { user, system } = process.cpuUsage(begun);
    console.log(
      `${at + 1} of ${doors.length}: ${parser}, ${counts.inputs} inputs, ${thrown} thrown, ${((user + system) / 1e6).toFixed(1)} s of CPU`,
    );
    if (fault === null) continue;
    console.error(`${parser}: ${fault}`);
    process.exitCode = 1;
  }
  const growth = heap() - before;
  rows.push({ what: 'heap growth', unit: 'MB', ours: Math.round(growth * 10) / 10 });
  if (growth > mostGrowth) process.exitCode = 1;
  return rows;
}

/** Megabytes in use when nothing is left that could be collected. */
function heap(): number {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  return process.memoryUsage().heapUsed / 1e6;
}
