/**
 * Batches of 100 labels through a whole relay (HTTP, every check, receipts, a synced commit each) beside the bare
 * multi-row insert of the very same rows on the same PostgreSQL, by turns in one run. The relay is a process of its own, and
 * another one sends the batches and does the bare inserts. Where there is a `/proc`, also the CPU time of each per label.
 */
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import type { BatchRequest } from '../../lib/protocol/api/batches.ts';
import { batchHash } from '../../lib/protocol/signed/batch.ts';
import { canonicalText } from '../../lib/protocol/signed/canonical.ts';
import { makeLabel, makeLabeler } from '../relay/labeler.ts';
import { makeScene, type Scene } from '../relay/scene.ts';
import { freePort } from '../stand/ports.ts';
import { readPostmaster } from '../stand/postmaster.ts';
import type { Row } from './bench.ts';
import { cpuOf } from './cpu.ts';
import { startDriver, type Took } from './ingest-driver.ts';
import { wireRequest } from './ingest-load.ts';

const labelsPerBatch = 100;
const campaigns = 4;
/** As many as labelers: each posts its batches one after the other. */
const connections = 8;
const rounds = 5;
/**
 * Rounds that are not counted, most of them without the bare insert. A relay runs for weeks; a new one is as fast only when V8
 * has compiled what a batch passes.
 */
const warmUp = 20;
const bareWarmUp = 4;
/** Per connection and round. */
const batches = 20;
/** In the rounds with one connection. */
const batchesAlone = 20;

export async function measure(): Promise<Row[]> {
  const scene = await makeScene();
  try {
    return await withRelay(scene, (url, relay) => measureIngest(scene, `${url}/v1/batches`, relay));
  } finally {
    await scene.stop();
  }
}

async function measureIngest(scene: Scene, url: string, relay: number): Promise<Row[]> {
  const next = await senders(scene);
  const driver = startDriver(scene.config.DATABASE_URL, connections);
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
    const together: Awaited<ReturnType<typeof round>>[] = [];
    const alone: Awaited<ReturnType<typeof round>>[] = [];
    for (let at = 0; at < warmUp + rounds; at++) {
      const withBare = at >= warmUp - bareWarmUp;
      const many = await round(connections, batches, withBare);
      const one = await round(1, batchesAlone, withBare);
      if (at < warmUp) continue;
      together.push(many);
      alone.push(one);
    }
    return [...rowsOf(connections, together), ...rowsOf(1, alone)];
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

async function postmasterOf(scene: Scene): Promise<number> {
  const { rows } = await sql<{ data_directory: string }>`show data_directory`.execute(scene.context.db);
  const found = await readPostmaster(rows[0]!.data_directory);
  return found?.pid ?? Number.NaN;
}

/** Labelers who have joined: the n-th one's next signed batches, of pages that it has not labeled. */
async function senders(scene: Scene) {
  const policy = { ...scene.termsWith().policy, redundancy: { min: 1, max: 100 } };
  const opened: Awaited<ReturnType<Scene['openCampaign']>>[] = [];
  for (let n = 0; n < campaigns; n++) opened.push(await scene.openCampaign({ policy }, 10n ** 14n));
  const joined = await Promise.all(
    Array.from({ length: connections }, async (_, who) => {
      const campaign = opened[who % campaigns]!;
      const labeler = makeLabeler(scene);
      await labeler.join(campaign);
      return { campaign, labeler, pages: 0 };
    }),
  );
  return async (who: number, count: number): Promise<BatchRequest[]> => {
    const sender = joined[who]!;
    const requests: BatchRequest[] = [];
    for (let n = 0; n < count; n++) {
      const labels = Array.from({ length: labelsPerBatch }, () =>
        makeLabel(sender.campaign.campaign, pageOf(sender.pages++)),
      );
      requests.push(await sender.labeler.request(sender.campaign, labels));
    }
    return requests;
  };
}

/** Every other page has a query. */
const pageOf = (n: number) =>
  `https://news.example/articles/2026/quarterly-results-of-company-${n}${n % 2 === 0 ? '' : `?id=${n}`}`;

/** A relay as an operator starts it, on the scene's database and chain. */
async function withRelay<T>(scene: Scene, use: (url: string, pid: number) => Promise<T>): Promise<T> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { TOKENS, ...settings } = scene.config;
  const env = Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)]));
  const program = fileURLToPath(new URL('../../relay/bin/relay.ts', import.meta.url));
  const relay = spawn(process.execPath, [program], {
    env: {
      ...process.env,
      ...env,
      TOKENS: JSON.stringify(TOKENS),
      PORT: String(port),
      POLL_MS: '1000',
      LOG_LEVEL: 'info',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    for (let waits = 0; !(await fetch(`${url}/readyz`).catch(() => undefined))?.ok; waits++) {
      if (waits > 400 || relay.exitCode !== null) throw new Error('the relay did not start');
      await sleep(50);
    }
    return await use(url, relay.pid!);
  } finally {
    relay.kill();
  }
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
