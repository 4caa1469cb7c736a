/**
 * The judge on public label sets beside what others reach, in per cent of the tasks whose truth is known (golds left out);
 * under attack; on a million synthetic labels, and ten million on one task; how many labels the stopping rule saves; and agreement against known values.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { alpha, type Level } from '../../lib/truth/agreement/alpha.ts';
import { cohen, fleiss } from '../../lib/truth/agreement/kappa.ts';
import { aggregate, createOnline } from '../../lib/truth/index.ts';
import { chance, rightOf, vote } from '../unit/truth/crowd.ts';
import type { BenchOptions, Row } from './bench.ts';
import { attacked, type LabelSet, loadPeers, loadSets, readJson, someGolds } from './truth-sets.ts';

const judged = v.object({ accuracy: v.number(), seconds: v.number(), memory: v.number() });

export async function measure({ data }: BenchOptions): Promise<Row[]> {
  const sets = await loadSets(data);
  const folder = data!;
  const peers = await loadPeers(folder);
  const ring = (set: LabelSet) => attacked(set, 'ring', 0.3);
  return [
    ...table('', sets, 0, (set) => set, peers),
    ...table('-golds-5', sets, 0.05, (set) => set),
    ...table('-ring-30-golds-5', sets, 0.05, ring),
    ...table('-lazy-30', sets, 0, (set) => attacked(set, 'lazy', 0.3)),
    ...sets.flatMap(stopping),
    ...(await inProcess('truth-1m', './truth-crowd.ts', folder)),
    ...(await inProcess('truth-one-task-10m', './truth-one-task.ts')),
    await agreement(folder),
  ];
}

type Peers = Record<string, Record<string, number>>;

function table(
  name: string,
  sets: LabelSet[],
  share: number,
  change: (set: LabelSet) => LabelSet,
  peers?: Peers,
) {
  const rows = sets.map((given): Row => {
    const set = change(given);
    const golds = someGolds(set, share);
    const { labels } = aggregate(set.labels, { classes: set.classes, golds });
    const others = Object.entries(peers?.[set.name] ?? {}).map(([peer, right]) => [peer, percent(right)]);
    return {
      what: `truth-${set.name}${name}`,
      unit: '%',
      ours: percent(rightOf(labels, set.truth, golds)),
      peers: {
        vote: percent(rightOf(vote(set.labels, set.classes), set.truth, golds)),
        ...Object.fromEntries(others),
      },
    };
  });
  const mean = (of: (row: Row) => number) =>
    percent(rows.reduce((sum, row) => sum + of(row), 0) / rows.length / 100);
  const all: Row = {
    what: `truth-mean${name}`,
    unit: '%',
    ours: mean(({ ours }) => ours),
    peers: { vote: mean((row) => row.peers!.vote!) },
  };
  return [...rows, all];
}

const percent = (share: number) => Math.round(share * 10_000) / 100;

/** Labels in random order; a task with three takes no more once one answer has 0.95. */
function stopping(set: LabelSet): Row[] {
  const draw = chance(5);
  const labels = [...set.labels];
  for (let at = labels.length - 1; at > 0; at--) {
    const other = Math.floor(draw() * (at + 1));
    [labels[at], labels[other]] = [labels[other]!, labels[at]!];
  }
  const online = createOnline<number, number | string>({ classes: set.classes });
  const counts = new Map<number, number>();
  let used = 0;
  for (const label of labels) {
    const count = counts.get(label.task) ?? 0;
    if (count >= 3 && Math.max(...(online.posterior(label.task) ?? [])) >= 0.95) continue;
    online.add(label);
    counts.set(label.task, count + 1);
    used += 1;
  }
  const stopped = percent(rightOf(online.finalize().labels, set.truth));
  const all = percent(rightOf(aggregate(labels, { classes: set.classes }).labels, set.truth));
  return [
    { what: `stopping-${set.name}`, unit: '%', ours: stopped, peers: { 'all labels': all } },
    { what: `stopping-${set.name}-labels`, unit: '% of all', ours: percent(used / labels.length) },
  ];
}

/** Of a program of its own, which nothing else takes memory in. */
async function inProcess(name: string, program: string, ...given: string[]): Promise<Row[]> {
  const path = fileURLToPath(new URL(program, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [path, ...given]);
  const { accuracy, seconds, memory } = v.parse(judged, JSON.parse(stdout));
  return [
    { what: name, unit: '%', ours: percent(accuracy) },
    { what: `${name}-time`, unit: 'CPU s', ours: seconds },
    { what: `${name}-peak`, unit: 'MB', ours: Math.round(memory) },
  ];
}

const counts = v.array(v.array(v.number()));
const known = v.object({
  vectors: v.array(
    v.object({ data: v.array(v.array(v.nullable(v.number()))), exact: v.record(v.string(), v.number()) }),
  ),
  cohen: v.array(v.object({ table: counts, kappa: v.number() })),
  fleiss: v.array(v.object({ counts, kappa: v.number() })),
});

async function agreement(folder: string): Promise<Row> {
  const vectors = v.parse(known, await readJson(folder, 'agreement-vectors.json'));
  const apart = [
    ...vectors.vectors.flatMap(({ data, exact }) =>
      Object.entries(exact).map(([level, value]) => alpha(data, level as Level) - value),
    ),
    ...vectors.cohen.map(({ table: given, kappa }) => cohen(given) - kappa),
    ...vectors.fleiss.map(({ counts: given, kappa }) => fleiss(given) - kappa),
  ];
  const within = apart.filter((by) => Math.abs(by) < 1e-9).length;
  return { what: 'agreement-within-1e-9', unit: `of ${apart.length}`, ours: within };
}
