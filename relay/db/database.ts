import { Kysely, PostgresDialect } from 'kysely';
import { Pool, types } from 'pg';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { CopyCursor } from './copy.ts';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;

/** The database row door: int8 columns are times and counters (safe integers), numeric columns amounts, bytea columns hex. */
function parserOf(oid: number, format: 'text' | 'binary' = 'text') {
  if (format === 'text' && oid === types.builtins.INT8) return safeInteger;
  if (format === 'text' && oid === types.builtins.NUMERIC) return BigInt;
  if (format === 'text' && oid === types.builtins.BYTEA) return hexOf;
  return types.getTypeParser(oid, format);
}

/** PostgreSQL writes bytes as \\x and lower-case digits. */
const hexOf = (text: string): Hex => `0x${text.slice(2)}`;

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('int8 beyond 2^53');
  return value;
}

/**
 * Locks of work are held by sessions: one whose machine is gone without a word would keep its work from all others for as long as the
 * server's system believes in it, two hours as a rule. In seconds.
 */
const soonGone = `set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3`;

/**
 * Opens a pool on a PostgreSQL URL.
 * @param pipeline statements of a connection are sent without waiting for the answers to those before
 * @param settings of each session
 */
export function openPool(url: string, connections: number, pipeline = false, settings = ''): Pool {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    pipeline,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: { getTypeParser: parserOf },
    onConnect: async (client) => void (await client.query(`${soonGone}; ${settings}`)),
  });
  // A server that goes away breaks idle connections; the next query reports it to somebody who can answer.
  pool.on('error', () => {});
  // While a connection is lent out the pool does not listen: one that breaks between two queries would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

const ingestConnections = 5;
const plansOfIngest = `set enable_seqscan = off; set jit = off; set max_parallel_workers_per_gather = 0;
  set plan_cache_mode = force_generic_plan`;

/**
 * The pool of ingest, for one transaction at a time, what it reads beside it, and those before that the disk still writes.
 * Its statements are prepared and planned once, as planning takes longer than looking up: a plan that was made while a table
 * was empty would read the whole of it for ever, and all that ingest looks up it looks up by a key.
 */
export const openIngestPool = (url: string): Pool => openPool(url, ingestConnections, true, plansOfIngest);

export const databaseOf = (pool: Pool): Db =>
  new Kysely<Tables>({ dialect: new PostgresDialect({ pool, cursor: CopyCursor }) });

/** A database on a pool of its own. The caller ends both with `destroy`. */
export const openDatabase = (url: string, connections = 10): Db => databaseOf(openPool(url, connections));
