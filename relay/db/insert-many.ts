import { sql, type Transaction } from 'kysely';
import type { Tables } from './tables.ts';

/** Rows that go to the database at once. */
const most = 5000;

/** A row as JSON has it: amounts are decimal strings. */
type AsJson<Row> = { [Name in keyof Row]: Row[Name] extends bigint | null ? string | null : Row[Name] };

/**
 * Inserts many rows of a table whose columns are text and numbers, as JSON: a parameter for each field takes several times as
 * long, on both sides.
 */
export async function insertMany<Name extends 'findings' | 'settlements' | 'truths' | 'weights'>(
  trx: Transaction<Tables>,
  table: Name,
  rows: readonly AsJson<Tables[Name]>[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += most) {
    const text = JSON.stringify(rows.slice(at, at + most));
    await sql`insert into ${sql.table(table)}
      select * from json_populate_recordset(null::${sql.table(table)}, ${text}::json)`.execute(trx);
  }
}
