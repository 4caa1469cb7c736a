import { sql } from 'kysely';
import type { Db } from './database.ts';

/**
 * Writes to the server's log. Whoever has its answer has on disk, and with synchronous standbys there, by the server's own
 * settings, all that was committed before it began: also what was committed without waiting (PostgreSQL's manual,
 * asynchronous commit).
 */
export const toDiskText = `select pg_logical_emit_message(true, 'glosa', '')`;

/** For whoever hands on what he has read, and a mark from which others go on: neither may be lost then. */
export async function toDisk(db: Db): Promise<void> {
  await sql.raw(toDiskText).execute(db);
}
