/**
 * A steady load of 100-label batches for minutes or hours, while epochs are cut, settled and made active beside it. Says how
 * long answers take, what the relay's memory does and how much disk a label needs. In the end every label that was
 * acknowledged must be in the database once, letter by letter, and no other.
 */
import { createHash } from 'node:crypto';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { BatchRequest } from '../../../lib/protocol/api/batches.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { canonicalText } from '../../../lib/protocol/signed/canonical.ts';
import type { Db } from '../../../relay/db/database.ts';
import { readAnswer } from '../../relay/labeler.ts';
import type { Scene } from '../../relay/scene.ts';
import type { Row } from '../bench.ts';
import { startDriver } from './driver.ts';
import { wireRequest } from './load.ts';
import { memoryOf } from './memory.ts';
import { withRelay } from './relay-process.ts';
import { labelsPerBatch, makeSenders } from './senders.ts';
import { type Round, tenths } from './tenths.ts';

/** As many labelers send at once. */
const connections = 8;

const epochSeconds = '60';
/** Milliseconds of a round at a given rate. */
const roundMs = 2000;
/** Of each connection in a round without a rate. */
const mostBatches = 10;

/** Digests of the labels of batches, one behind the other, by the hash of the batch. */
type Digests = Map<Hex, string>;

/** @param rate labels per second; 0: as many as this process can make and sign */
export async function soak(scene: Scene, minutes: number, rate: number): Promise<Row[]> {
  const { db } = scene.context;
  const before = await databaseBytes(db);
  const promised: Digests = new Map();
  const rounds = await withRelay(scene, { EPOCH_SECONDS: epochSeconds }, (url, pid) =>
    load(scene, { url, pid, rate, minutes }, promised),
  );
  const labels = promised.size * labelsPerBatch;
  const found = await storedDigests(db);
  const lost = [...promised].filter(([hash, digest]) => found.get(hash) !== digest);
  const { count, bytes } = await labelsTable(db);
  const surplus = count - labels;
  if (lost.length > 0 || surplus !== 0) process.exitCode = 1;
  const row = (what: string, unit: string, ours: number): Row => ({ what: `soak-${what}`, unit, ours });
  return [
    ...tenths(rounds),
    row('epochs-active', 'epochs', await activeEpochs(db)),
    row('database', 'bytes/label', Math.round(((await databaseBytes(db)) - before) / labels)),
    row('labels-and-their-indexes', 'bytes/label', Math.round(bytes / labels)),
    row('acknowledged', 'labels', labels),
    row('lost-or-altered', 'batches', lost.length),
    row('doubled-or-unasked', 'labels', surplus),
  ];
}

interface Load {
  url: string;
  pid: number;
  rate: number;
  minutes: number;
}

async function load(scene: Scene, { url, pid, rate, minutes }: Load, promised: Digests): Promise<Round[]> {
  const next = await makeSenders(scene);
  const driver = startDriver(scene.config.DATABASE_URL, 1);
  const posts = `${url}/v1/batches`;
  const over = rate > 0 ? roundMs : 0;
  const rounds: Round[] = [];
  /** What a round sends is made while the one before is on its way. */
  const make = async (round: number): Promise<BatchRequest[][]> => {
    const lists: BatchRequest[][] = Array.from({ length: connections }, () => []);
    for (const [who, list] of lists.entries())
      for (let left = rate > 0 ? batchesOf(rate, round, who) : mostBatches; left > 0; left--) {
        // Signing keeps the thread, and the driver waits for what is sent to it.
        await setImmediate();
        list.push(...(await next(who, 1)));
      }
    return lists;
  };
  const start = performance.now();
  const end = start + minutes * 60_000;
  try {
    for (let at = start, lists = await make(0); at < end; ) {
      const requests = lists.map((list) => list.map((one) => wireRequest(posts, canonicalText(one))));
      const [{ answers }, following] = await Promise.all([
        driver.post(posts, requests, over),
        make(rounds.length + 1),
      ]);
      for (const [who, list] of answers.entries())
        for (const [n, { body }] of list.entries()) keep(promised, lists[who]![n]!, body);
      const ms = answers.flat().map((answer) => answer.ms);
      const memory = await memoryOf(url, pid);
      // One that took longer is made up for: what is due stays due.
      await sleep(Math.max(0, start + over * (rounds.length + 1) - performance.now()));
      const now = performance.now();
      rounds.push({ seconds: (now - at) / 1000, labels: ms.length * labelsPerBatch, ms, ...memory });
      [at, lists] = [now, following];
    }
    return rounds;
  } finally {
    driver.stop();
  }
}

/** How many batches of this rate one of the connections sends in a round; none is due twice, and none is left out. */
function batchesOf(rate: number, round: number, who: number): number {
  const dueBefore = (rounds: number) =>
    Math.floor((rate * roundMs * rounds) / (1000 * labelsPerBatch * connections) + who / connections);
  return dueBefore(round + 1) - dueBefore(round);
}

function keep(promised: Digests, { batch, labels }: BatchRequest, body: string): void {
  const { receipt } = readAnswer(body);
  if (receipt.received !== batch.count) throw new Error(`labels of the load are refused: ${body}`);
  promised.set(receipt.batchHash, digestOf(labels.map(canonicalText).join('')));
}

const digestOf = (text: string): string => createHash('md5').update(text).digest('hex');

async function storedDigests(db: Db): Promise<Digests> {
  const { rows } = await sql<{
    hash: Hex;
    digest: string;
  }>`select hash, md5(string_agg(label, '' order by position)) digest
    from batches join labels on labels.batch = batches.id group by hash`.execute(db);
  return new Map(rows.map(({ hash, digest }) => [hash, digest]));
}

async function labelsTable(db: Db): Promise<{ count: number; bytes: number }> {
  const { rows } = await sql<{ count: number; bytes: number }>`select count(*),
    pg_total_relation_size('labels') bytes from labels`.execute(db);
  return rows[0]!;
}

async function databaseBytes(db: Db): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`select pg_database_size(current_database()) bytes`.execute(
    db,
  );
  return rows[0]!.bytes;
}

async function activeEpochs(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) from epochs where state = 'active'`.execute(
    db,
  );
  return rows[0]!.count;
}
