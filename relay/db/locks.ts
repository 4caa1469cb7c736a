import { type Kysely, sql, type Transaction } from 'kysely';
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

/** Keys of PostgreSQL advisory locks; any number that nobody else in the database uses. */
const keys = {
  migrate: 7_301_001,
  epoch: 7_301_002,
  settle: 7_301_003,
  send: 7_301_004,
  watch: 7_301_005,
  confirm: 7_301_007,
  catalogue: 7_301_006,
} as const;

export type LockName = keyof typeof keys;

/** Held by every ingest until its commit: no receipt can get an epoch that is being cut. */
export const holdEpochText = `select pg_advisory_xact_lock_shared(${keys.epoch})`;

export async function holdEpoch(trx: Transaction<Tables>): Promise<void> {
  await sql.raw(holdEpochText).execute(trx);
}

/** Waits for all ingests under way and keeps new ones out until the transaction ends. */
export async function lockEpoch(trx: Transaction<Tables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${keys.epoch})`.execute(trx);
}

/** One process at a time brings the catalogue up to date, until its transaction ends. */
export async function lockCatalogue(trx: Transaction<Tables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${keys.catalogue})`.execute(trx);
}

export async function lockMigrations(connection: Kysely<Tables>): Promise<void> {
  await sql`select pg_advisory_lock(${keys.migrate})`.execute(connection);
}

export async function unlockMigrations(connection: Kysely<Tables>): Promise<void> {
  await sql`select pg_advisory_unlock(${keys.migrate})`.execute(connection);
}

/** Runs the work if no other process is at it; the lock goes with the connection when this process dies. */
export async function alone<T>(db: Db, name: LockName, work: () => Promise<T>): Promise<T | undefined> {
  return db.connection().execute(async (connection) => {
    const { rows } = await sql<{ ok: boolean }>`select pg_try_advisory_lock(${keys[name]}) ok`.execute(
      connection,
    );
    if (rows[0]?.ok !== true) return undefined;
    try {
      return await work();
    } finally {
      await sql`select pg_advisory_unlock(${keys[name]})`.execute(connection);
    }
  });
}
