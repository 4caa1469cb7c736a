/**
 * Batches of 100 labels through a whole relay (HTTP, every check, receipts, a synced commit each) beside the bare
 * multi-row insert of the very same rows on the same PostgreSQL, into a table as large, by turns in one run. The relay is a process of its own, and
 * another one sends the batches and does the bare inserts. Where there is a `/proc`, also the CPU time of each per label.
 *
 * With `--minutes M` a steady load instead (`ingest/soak.ts`), of `--rate R` labels a second.
 */
import { sql } from 'kysely';
import { batchHash } from '../../lib/protocol/signed/batch.ts';
import { canonicalText } from '../../lib/protocol/signed/canonical.ts';
import { makeScene, type Scene } from '../relay/scene.ts';
import { readPostmaster } from '../stand/postmaster.ts';
import { advisedSettings } from './advised-settings.ts';
import type { BenchOptions, Row } from './bench.ts';
import { cpuOf } from './cpu.ts';
import { startDriver, type Took } from './ingest/driver.ts';
import { wireRequest } from './ingest/load.ts';
import { withRelay } from './ingest/relay-process.ts';
import { labelsPerBatch, makeSenders, mostConnections } from './ingest/senders.ts';
import { soak } from './ingest/soak.ts';

const rounds = 9;
/**
 * Rounds that are not counted, most of them without the bare insert. A relay runs for weeks; a new one is as fast only when V8
 * has compiled what a batch passes.
 */
const warmUp = 20;
const bareWarmUp = 4;
/** As many batches at once as a relay with many labelers gets, some, and one after the other; per connection and round. */
const loads = [
  { connections: mostConnections, batches: 3 },
  { connections: 8, batches: 20 },
  { connections: 1, batches: 20 },
];

export async function measure({ minutes, rate }: BenchOptions): Promise<Row[]> {
  const scene = await makeScene({ settings: advisedSettings });
  try {
    if (minutes !== undefined) return await soak(scene, Number(minutes), Number(rate ?? 0));
    return await withRelay(scene, {}, (url, relay) => measureIngest(scene, `${url}/v1/batches`, relay));
  } finally {
    await scene.stop();
  }
}

async function measureIngest(scene: Scene, url: string, relay: number): Promise<Row[]> {
  const next = await makeSenders(scene);
  const driver = startDriver(scene.config.DATABASE_URL, mostConnections);
  const postgres = await postmasterOf(scene);
  const cpu = async () =>
    [(await cpuOf(relay)) ?? Number.NaN, (await cpuOf(postgres)) ?? Number.NaN] as const;
  const spent = async (labels: number, work: () => Promise<Took>): Promise<Spent> => {
    const before = await cpu();
    const took = await work();
    const after = await cpu();
    return {
      rate: (1000 * labels) / took.ms,
      cpu: {
        relay: (after[0] - before[0]) / labels,
        postgres: (after[1] - before[1]) / labels,
        load: took.cpu / labels,
      },
    };
  };
  /** Ours, then the bare insert of the same rows. */
  const round = async (width: number, count: number, withBare: boolean) => {
    const lists = await Promise.all(Array.from({ length: width }, (_, who) => next(who, count)));
    const requests = lists.map((list) => list.map((request) => wireRequest(url, canonicalText(request))));
    const labels = width * count * labelsPerBatch;
    const ours = await spent(labels, () => driver.post(url, requests));
    if (!withBare) return { ours, bare: ours };
    await driver.take(lists.map((list) => list.map(({ batch }) => batchHash(scene.context.place, batch))));
    return { ours, bare: await spent(labels, () => driver.insert()) };
  };
  try {
    const counted = loads.map((load) => ({ ...load, rounds: [] as Awaited<ReturnType<typeof round>>[] }));
    for (let at = 0; at < warmUp + rounds; at++) {
      const withBare = at >= warmUp - bareWarmUp;
      if (at === warmUp - bareWarmUp) await driver.fill();
      for (const load of counted) {
        const one = await round(load.connections, load.batches, withBare);
        if (at >= warmUp) load.rounds.push(one);
      }
    }
    return [
      ...counted.flatMap((load) => rowsOf(load.connections, load.rounds)),
      shareOfBest(counted.map(({ rounds }) => rounds)),
    ];
  } finally {
    driver.stop();
  }
}

/** CPU time in microseconds. */
type Cpu = Record<'relay' | 'postgres' | 'load', number>;

/** Labels per second, and CPU time of each. */
type Spent = { rate: number; cpu: Cpu };

function rowsOf(width: number, rounds: readonly { ours: Spent; bare: Spent }[]): Row[] {
  const of = (what: string, unit: string, read: (spent: Spent) => number, digits: number): Row => ({
    what: `ingest-${what}-connections-${width}`,
    unit,
    ours: Number(median(rounds.map(({ ours }) => read(ours))).toFixed(digits)),
    peers: { 'bare insert': Number(median(rounds.map(({ bare }) => read(bare))).toFixed(digits)) },
  });
  return [
    of(`${labelsPerBatch}`, 'labels/s', ({ rate }) => rate, 0),
    {
      what: `ingest-share-of-bare-connections-${width}`,
      unit: 'ratio',
      ours: median(rounds.map(({ ours, bare }) => ours.rate / bare.rate)),
    },
    ...(['relay', 'postgres', 'load'] as const)
      .map((part) => of(`cpu-${part}`, 'µs/label', ({ cpu }) => cpu[part], 1))
      .filter(({ ours }) => !Number.isNaN(ours)),
  ];
}

/** Each with as many connections as it is fastest with. */
function shareOfBest(loads: readonly (readonly { ours: Spent; bare: Spent }[])[]): Row {
  const best = (side: 'ours' | 'bare') =>
    Math.max(...loads.map((rounds) => median(rounds.map((round) => round[side].rate))));
  return { what: 'ingest-share-of-bare-best', unit: 'ratio', ours: best('ours') / best('bare') };
}

async function postmasterOf(scene: Scene): Promise<number> {
  const { rows } = await sql<{ data_directory: string }>`show data_directory`.execute(scene.context.db);
  const found = await readPostmaster(rows[0]!.data_directory);
  return found?.pid ?? Number.NaN;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
