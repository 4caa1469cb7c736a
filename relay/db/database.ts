import { Kysely, PostgresDialect } from 'kysely';
import { Pool, types } from 'pg';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;

/** The database row door: int8 columns are times and counters (safe integers), numeric columns are amounts. */
function parserOf(oid: number, format: 'text' | 'binary' = 'text') {
  if (format === 'text' && oid === types.builtins.INT8) return safeInteger;
  if (format === 'text' && oid === types.builtins.NUMERIC) return BigInt;
  return types.getTypeParser(oid, format);
}

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('int8 beyond 2^53');
  return value;
}

/** Opens a pool on a PostgreSQL URL. */
export function openPool(url: string, connections: number): Pool {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5000,
    types: { getTypeParser: parserOf },
  });
  // A server that goes away breaks idle connections; the next query reports it to somebody who can answer.
  pool.on('error', () => {});
  // While a connection is lent out the pool does not listen: one that breaks between two queries would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

export const databaseOf = (pool: Pool): Db => new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });

/** A database on a pool of its own. The caller ends both with `destroy`. */
export const openDatabase = (url: string, connections = 10): Db => databaseOf(openPool(url, connections));
