/** A thread that computes campaigns' parts in an epoch (parts.ts). */
import { randomBytes } from 'node:crypto';
import { workerData } from 'node:worker_threads';
import { openDatabase } from '../db/database.ts';
import { planByKeys } from '../db/plans.ts';
import { leafHasher } from '../hashing/leaf-hasher.ts';
import { loadTwoSponges } from '../hashing/two-sponges.ts';
import { termsReader } from '../ingest/terms.ts';
import { loadKeccak } from '../keccak.ts';
import { makeLog } from '../log.ts';
import { answerTasks } from '../threads/answering.ts';
import { campaignPart, type Settling } from './campaign-part.ts';
import type { PartTask, Whereby } from './parts.ts';

const { databaseUrl, logLevel, ...given }: Whereby = workerData;
const db = openDatabase(databaseUrl, 1);
const opening = open();

async function open(): Promise<Settling> {
  return {
    ...given,
    keccak: await loadKeccak(),
    hashLeaves: leafHasher(await loadTwoSponges()),
    termsOf: termsReader(),
    randomBytes,
    log: makeLog(logLevel),
  };
}

answerTasks(async ({ row, when, campaigns, undecided }: PartTask) => {
  const settling = await opening;
  const reading = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
  return reading.execute(async (trx) => {
    await planByKeys(trx);
    return campaignPart(settling, trx, row, when, campaigns, undecided);
  });
});
