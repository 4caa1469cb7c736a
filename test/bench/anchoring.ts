/**
 * Labels found again on changed pages, beside npm packages that do the same, in one run of the anchoring harness: a folder
 * with its program, its pages and the packages installed, none of which is part of the project.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import type { BenchOptions, Row } from './bench.ts';
import { Missing } from './missing.ts';

const adapter = fileURLToPath(new URL('./anchoring-adapter.ts', import.meta.url));
const own = 'glosa';
const needed = ['run.mjs', 'pages', 'node_modules/esbuild', 'node_modules/puppeteer-core'];
const counts = ['same1000', 'mixed1000'] as const;

const share = v.object({ n: v.number(), correct: v.number(), wrong: v.number() });
const kind = v.object({ page_ms: v.number(), byType: v.record(v.string(), share) });
const peer = v.object({
  describe_ms: v.number(),
  selector_bytes: v.number(),
  kinds: v.record(v.string(), kind),
});
/** A peer that was too slow has a text here. */
const scaled = v.record(v.string(), v.nullable(v.union([v.number(), v.string()])));
const summary = v.object({
  peers: v.record(v.string(), peer),
  scale: v.object({ rows: v.array(scaled) }),
});

type Peer = v.InferOutput<typeof peer>;
type Share = v.InferOutput<typeof share>;

export async function measure({ data }: BenchOptions): Promise<Row[]> {
  const folder = resolve(data ?? '.');
  const missing = needed.filter((name) => !existsSync(join(folder, name)));
  if (data === undefined || missing.length > 0)
    throw new Missing(
      data === undefined
        ? 'This bench needs --data DIR: a copy of the anchoring harness in which "npm install --ignore-scripts" was run.'
        : `${folder} lacks ${missing.join(', ')}: it must be a copy of the anchoring harness in which "npm install --ignore-scripts" was run.`,
    );
  const temp = await mkdtemp(join(tmpdir(), 'glosa-anchoring-'));
  try {
    const out = join(temp, 'summary.json');
    await run(folder, out);
    return rowsOf(v.parse(summary, JSON.parse(await readFile(out, 'utf8'))));
  } finally {
    await rm(temp, { recursive: true });
  }
}

async function run(folder: string, out: string): Promise<void> {
  const args = ['run.mjs', '--pages', 'pages', '--adapter', adapter, '--scale', '--out', out];
  const harness = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((ended, failed) => harness.on('error', failed).on('close', ended));
  if (code !== 0) throw new Error(`the harness ended with ${code}`);
}

function rowsOf({ peers, scale }: v.InferOutput<typeof summary>): Row[] {
  const row = (what: string, unit: string, of: (peer: Peer, name: string) => number | undefined): Row => {
    const all = Object.entries(peers).map(([name, each]) => [name, of(each, name)] as const);
    const measured = all.filter((entry): entry is [string, number] => entry[1] !== undefined);
    const { [own]: ours, ...others } = Object.fromEntries(measured);
    if (ours === undefined) throw new Error(`${what}: the harness has no number of ours`);
    return { what, unit, ours, peers: others };
  };
  const kinds = Object.keys(peers[own]?.kinds ?? {});
  const text = (side: 'correct' | 'wrong', only: readonly string[], twin: boolean) => (each: Peer) =>
    part(
      only.flatMap((name) => Object.entries(each.kinds[name]?.byType ?? {})),
      side,
      twin,
    );
  return [
    row('right', '%', text('correct', kinds, false)),
    row('wrong', '%', text('wrong', kinds, false)),
    row('twins-right', '%', text('correct', kinds, true)),
    ...kinds.flatMap((name) => [
      row(`${name}-right`, '%', text('correct', [name], false)),
      row(`${name}-wrong`, '%', text('wrong', [name], false)),
    ]),
    ...kinds.map((name) => row(`${name}-page`, 'ms', (each) => each.kinds[name]?.page_ms)),
    row('describe', 'ms', (each) => each.describe_ms),
    row('bytes', 'bytes', (each) => each.selector_bytes),
    ...['describe_ms', ...counts].map((name) =>
      row(`long-${name}`, 'ms', (_, of) => {
        const value = scale.rows.find(({ peer: who }) => who === of)?.[name];
        return typeof value === 'number' ? value : undefined;
      }),
    ),
  ];
}

/** Per cent of the cases, with twins only or without them. */
function part(
  types: readonly [string, Share][],
  side: 'correct' | 'wrong',
  twin: boolean,
): number | undefined {
  const counted = types.filter(([type]) => (type === 'twin') === twin).map(([, each]) => each);
  const cases = counted.reduce((sum, { n }) => sum + n, 0);
  const sum = counted.reduce((all, each) => all + each.n * each[side], 0);
  return cases === 0 ? undefined : Math.round((100 * sum) / cases) / 100;
}
