import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { type LocalAccount, privateKeyToAccount } from 'viem/accounts';
import { lower } from '../lib/protocol/scalar/hex.ts';
import { openChain } from './chain/open.ts';
import type { RelayConfig } from './config.ts';
import { confirmingOf } from './confirm/confirming.ts';
import type { Context } from './context.ts';
import { nativeCurve, plainCurve } from './curve.ts';
import { checkDatabase } from './db/check.ts';
import { databaseOf, openIngestPool, openPool } from './db/database.ts';
import { migrate } from './db/migrate.ts';
import { leafHasher } from './hashing/leaf-hasher.ts';
import { loadTwoSponges } from './hashing/two-sponges.ts';
import { batchChecks } from './ingest/check/batch-checks.ts';
import { openChecking } from './ingest/check/open-checking.ts';
import { epochLabels } from './ingest/epoch-room.ts';
import { newcomerReader } from './ingest/newcomers.ts';
import { skipNumbers } from './ingest/numbers.ts';
import { termsReader } from './ingest/terms.ts';
import { makeLog } from './log.ts';
import { makeMetrics } from './metrics/metrics.ts';
import { receiptSigner } from './receipt-signer.ts';
import { checkSameChain, openFirstEpoch } from './settlement/first-epoch.ts';
import { rewardsReader } from './settlement/rewards.ts';
import { activationRoom } from './settlement/room.ts';

/** Where time, chance and log lines come from. */
export interface Outside {
  /** Seconds since 1970. */
  now(): number;
  randomBytes(count: number): Uint8Array;
  log: Logger;
}

const outsideOf = (config: RelayConfig): Outside => ({
  now: () => Math.floor(Date.now() / 1000),
  randomBytes,
  log: makeLog(config.LOG_LEVEL),
});

/** To the database, for what people ask. */
const doorConnections = 10;

export interface OpenRelay {
  context: Context;
  /** Pays gas and submits roots. */
  account: LocalAccount;
  close(): Promise<void>;
}

/**
 * Opens everything a relay works with, and checks that configuration, database and chain belong together.
 *
 * @param url where the relay listens, when no PUBLIC_URL says it
 * @throws StartError with a sentence on what to do
 */
export async function openRelay(
  config: RelayConfig,
  url: string,
  outside: Outside = outsideOf(config),
): Promise<OpenRelay> {
  const account = privateKeyToAccount(config.RELAY_KEY);
  const pool = openPool(config.DATABASE_URL, doorConnections);
  const db = databaseOf(pool);
  const ingest = openIngestPool(config.DATABASE_URL);
  const closing = [() => db.destroy(), () => ingest.end()];
  const close = async () => {
    await Promise.all(closing.map((end) => end()));
  };
  try {
    await checkDatabase(db, config.DATABASE_URL);
    await migrate(db);
    const chain = await openChain(config, lower(account.address));
    const place = { chainId: chain.chainId, escrow: chain.escrow };
    const checking = await openChecking(place);
    const { keccak } = checking;
    const checks = batchChecks(checking, outside.log);
    closing.push(checks.close);
    const curve = nativeCurve() ?? plainCurve;
    if (curve === plainCurve)
      outside.log.warn('no native secp256k1 here: signatures take about 20 times as long');
    const context: Context = {
      ...outside,
      startedAt: outside.now(),
      place,
      db,
      pool,
      databaseUrl: config.DATABASE_URL,
      ingest,
      chain,
      keccak,
      hashLeaves: leafHasher(await loadTwoSponges()),
      signerOf: checking.signerOf,
      checks,
      receipts: receiptSigner(curve, config.RECEIPT_KEY),
      termsOf: termsReader(),
      newcomerOf: newcomerReader(),
      activeRewards: rewardsReader(db, keccak),
      publicUrl: config.PUBLIC_URL ?? url,
      publicRpcUrl: config.PUBLIC_RPC_URL ?? config.RPC_URL,
      tokens: config.TOKENS,
      confirming: confirmingOf(config, config.PUBLIC_URL ?? url),
      metrics: makeMetrics(),
      connections: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
      rateLimit: config.RATE_LIMIT,
      trustedProxies: config.TRUSTED_PROXIES,
      epochSeconds: config.EPOCH_SECONDS,
      epochLabels,
      room: activationRoom,
      catalogueSeconds: config.CATALOGUE_SECONDS,
    };
    await checkSameChain(context);
    await openFirstEpoch(context);
    await skipNumbers(context);
    return { context, account, close };
  } catch (error) {
    await close();
    throw error;
  }
}
