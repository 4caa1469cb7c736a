import { sql, type Transaction } from 'kysely';
import type { Tables } from './tables.ts';

/** Rows that go to the database at once. */
const most = 5000;

/**
 * Inserts many rows of a table whose columns are text and numbers, as JSON: a parameter for each field takes several times as
 * long, on both sides. Columns that have no field are null.
 */
export async function insertMany<Name extends 'findings' | 'settlements' | 'truths' | 'weights'>(
  trx: Transaction<Tables>,
  table: Name,
  rows: readonly Tables[Name][],
): Promise<void> {
  for (let at = 0; at < rows.length; at += most) {
    const text = JSON.stringify(rows.slice(at, at + most), (_, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    );
    await sql`insert into ${sql.table(table)}
      select * from json_populate_recordset(null::${sql.table(table)}, ${text}::json)`.execute(trx);
  }
}
