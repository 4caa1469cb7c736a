/**
 * A campaign of a million settled labels through a whole relay to a client on the same machine, beside COPY out of the same
 * tables in the same run: what the database itself gives. The relay is a process of its own; its peak of memory is the system's word.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import pg from 'pg';
import { to } from 'pg-copy-streams';
import type { ExportFormat } from '../../lib/protocol/api/export.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { ended, environmentOf, runProgram, urlOf } from '../relay/program.ts';
import { exportPath, signInAt } from '../relay/requester.ts';
import { makeScene } from '../relay/scene.ts';
import type { BenchOptions, Row } from './bench.ts';
import { cpuOf } from './cpu.ts';
import { seed } from './export/seed.ts';

const million = 1_000_000;
/** Above this the other formats are left out: they are made from the same rows, and take as many minutes. */
const mostForAll = 200_000;
const formats = ['truth-jsonl', 'csv', 'label-studio', 'web-annotation'] as const;
const megabyte = 1024 * 1024;
/** What a label's row and its batch's are made of, in the order of an export. */
const joined = (campaign: Hex) => `select l.*, b.* from batches b join labels l on l.batch = b.id
  where b.campaign = '${campaign}' order by b.number, l.position`;

export async function measure({ inputs, runs: given }: BenchOptions): Promise<Row[]> {
  const labels = inputs === undefined ? million : Number(inputs);
  const rounds = given === undefined ? 3 : Number(given);
  const scene = await makeScene();
  const relay = runProgram(
    environmentOf(scene.config, { PUBLIC_URL: '', LOG_LEVEL: 'info', POLL_MS: '1000' }),
  );
  const client = new pg.Client({ connectionString: scene.config.DATABASE_URL });
  try {
    // Up before its past is made up: a relay does not start on a database that is ahead of its chain.
    const url = await urlOf(relay);
    const { campaign } = await scene.openCampaign();
    await seed(scene.config.DATABASE_URL, campaign, labels);
    await client.connect();
    const headers = await signInAt(url, scene.context.place.chainId, scene.keys.requester);
    const ask = (format: ExportFormat) =>
      read(async () => {
        const asked = get(url + exportPath(campaign, { format }), { headers });
        const [answer]: IncomingMessage[] = await once(asked, 'response');
        if (answer?.statusCode !== 200) throw new Error(`the relay answers ${answer?.statusCode}`);
        return answer;
      });
    const copy = (query: string) => read(async () => client.query(to(`copy (${query}) to stdout`)));

    const runs: Record<'ours' | 'same' | 'plain', Read[]> = { ours: [], same: [], plain: [] };
    const cpu: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const before = await cpuOf(relay.child.pid!);
      runs.ours.push(await ask('jsonl'));
      cpu.push(((await cpuOf(relay.child.pid!)) ?? Number.NaN) - (before ?? Number.NaN));
      runs.same.push(await copy(joined(campaign)));
      runs.plain.push(await copy('select * from labels'));
    }
    const peak = await peakOf(relay.child.pid!);
    const rate = (of: Read[]) => labels / median(of.map(({ seconds }) => seconds));
    const others: Row[] = [];
    for (const format of labels > mostForAll ? [] : formats) {
      const { seconds, first } = await ask(format);
      others.push({ what: `export-${format}`, unit: 'labels/s', ours: Math.round(labels / seconds) });
      others.push({ what: `export-${format}-first-byte`, unit: 's', ours: first });
    }
    return [
      {
        what: 'export-jsonl',
        unit: 'labels/s',
        ours: Math.round(rate(runs.ours)),
        peers: { 'COPY, joined': Math.round(rate(runs.same)), 'COPY labels': Math.round(rate(runs.plain)) },
      },
      {
        what: 'export-share-of-copy',
        unit: 'ratio',
        ours: rate(runs.ours) / rate(runs.same),
        peers: { 'of COPY labels': rate(runs.ours) / rate(runs.plain) },
      },
      { what: 'export-relay-cpu', unit: 'µs/label', ours: median(cpu) / labels },
      { what: 'export-first-byte', unit: 's', ours: Math.max(...runs.ours.map(({ first }) => first)) },
      { what: 'export-peak', unit: 'MB', ours: Math.round(peak / megabyte) },
      ...others,
      {
        what: 'export-peak-all-formats',
        unit: 'MB',
        ours: Math.round((await peakOf(relay.child.pid!)) / megabyte),
      },
    ];
  } finally {
    await client.end();
    relay.child.kill();
    await ended(relay);
    await scene.stop();
  }
}

interface Read {
  /** From the request to the first byte, and to the last. */
  first: number;
  seconds: number;
}

async function read(open: () => Promise<AsyncIterable<Uint8Array>>): Promise<Read> {
  const start = performance.now();
  const passed = () => (performance.now() - start) / 1000;
  let first: number | undefined;
  for await (const _ of await open()) first ??= passed();
  return { first: first ?? passed(), seconds: passed() };
}

/** Most memory that a process has had, in bytes (proc(5), VmHWM); on other systems not known. */
async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(status) ?? [];
  return kilobytes === undefined ? Number.NaN : Number(kilobytes) * 1024;
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
