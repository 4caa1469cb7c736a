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
 * Opens a pool on a PostgreSQL URL.
 * @param pipeline statements of a connection are sent without waiting for the answers to those before
 */
export function openPool(url: string, connections: number, pipeline = false): Pool {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    pipeline,
    connectionTimeoutMillis: 5000,
    types: { getTypeParser: parserOf },
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
export function openIngestPool(url: string): Pool {
  const pool = openPool(url, ingestConnections, true);
  pool.on('connect', (client) => void client.query(plansOfIngest).catch(() => {}));
  return pool;
}

export const databaseOf = (pool: Pool): Db =>
  new Kysely<Tables>({ dialect: new PostgresDialect({ pool, cursor: CopyCursor }) });

/** A database on a pool of its own. The caller ends both with `destroy`. */
export const openDatabase = (url: string, connections = 10): Db => databaseOf(openPool(url, connections));
