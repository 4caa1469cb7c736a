/** Public sets of labels with known truth, as a folder outside the project holds them; attacks and golds as its harness draws them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { GivenLabel } from '../../lib/truth/given.ts';
import { chance } from '../unit/truth/crowd.ts';
import { Missing } from './missing.ts';

export interface LabelSet {
  name: string;
  classes: number;
  labels: GivenLabel<number, number | string>[];
  truth: Map<number, number>;
}

const index = v.record(v.string(), v.object({ split: v.string(), classes: v.number() }));
const reference = v.object({ accuracy: v.record(v.string(), v.record(v.string(), v.number())) });

export async function loadSets(folder: string | undefined): Promise<LabelSet[]> {
  if (folder === undefined)
    throw new Missing(
      'Say where the label sets are: --data DIR, a folder with datasets.json and data/SPLIT/NAME.*.csv',
    );
  const found = v.parse(index, await readJson(folder, 'datasets.json'));
  return Promise.all(
    Object.entries(found).map(async ([name, { split, classes }]) => {
      const labels = await readTable(folder, 'data', split, `${name}.labels.csv`);
      const truth = await readTable(folder, 'data', split, `${name}.truth.csv`);
      return {
        name,
        classes,
        labels: labels.map(([task, worker, label]) => ({ task: task!, worker: worker!, label: label! })),
        truth: new Map(truth.map(([task, label]) => [task!, label!])),
      };
    }),
  );
}

/** Per set, what others reached without golds, in shares. */
export const loadPeers = async (folder: string) =>
  v.parse(reference, await readJson(folder, 'reference.json')).accuracy;

export async function readJson(folder: string, file: string): Promise<unknown> {
  return JSON.parse(await readText(folder, file));
}

async function readText(...path: string[]): Promise<string> {
  try {
    return await readFile(join(...path), 'utf8');
  } catch {
    throw new Missing(`There is no ${join(...path)}`);
  }
}

async function readTable(...path: string[]): Promise<number[][]> {
  const [, ...lines] = (await readText(...path)).trim().split('\n');
  return lines.map((line) => line.split(',').map(Number));
}

export function someGolds({ truth }: LabelSet, share: number): Map<number, number> {
  const draw = chance(3);
  return new Map([...truth].filter(() => draw() < share));
}

/** With so many labels added that they are `share` of all: ten accounts that agree on a lie, or that always say 0. */
export function attacked(set: LabelSet, kind: 'ring' | 'lazy', share: number): LabelSet {
  const draw = chance(7);
  const tasks = [...new Set(set.labels.map(({ task }) => task))];
  const wanted = Math.round((set.labels.length * share) / (1 - share));
  const labels = [...set.labels];
  const used = new Map<number, number>();
  for (let tries = 0; labels.length < set.labels.length + wanted && tries < 50 * wanted; tries++) {
    const task = tasks[Math.floor(draw() * tasks.length)]!;
    const before = used.get(task) ?? 0;
    if (before >= 10) continue;
    used.set(task, before + 1);
    const lie = (Math.imul(task + 1, 2_654_435_761) >>> 5) % set.classes;
    labels.push({ task, worker: `sybil${(before + task) % 10}`, label: kind === 'ring' ? lie : 0 });
  }
  return { ...set, labels };
}
