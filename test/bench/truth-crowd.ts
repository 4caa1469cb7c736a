/**
 * `node test/bench/truth-crowd.ts DIR`: judges the synthetic crowd of DIR/synthetic.mjs, a million labels, and prints how
 * often it was right, the CPU seconds of judging, and the most memory the process ever held, labels included.
 */
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { GivenLabel } from '../../lib/truth/given.ts';
import { aggregate } from '../../lib/truth/index.ts';

interface Synthetic {
  synthetic(options: { items: number; workers: number }): { classes: number; truth: Int32Array };
  toRows(crowd: unknown): GivenLabel<number, number>[];
}

const folder = process.argv[2] ?? '.';
const { synthetic, toRows }: Synthetic = await import(
  pathToFileURL(join(resolve(folder), 'synthetic.mjs')).href
);
const crowd = synthetic({ items: 200_000, workers: 10_000 });
const labels = toRows(crowd);
const before = process.cpuUsage();
const found = aggregate(labels, { classes: crowd.classes });
const { user, system } = process.cpuUsage(before);
const right = crowd.truth.reduce((sum, label, task) => sum + Number(found.labels.get(task) === label), 0);
const memory = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ accuracy: right / crowd.truth.length, seconds: (user + system) / 1e6, memory }));
