import { CompiledQuery, type Transaction } from 'kysely';
import { type CopyValue, textRows } from './copy.ts';
import type { Tables } from './tables.ts';

/**
 * Inserts many rows of a table by COPY: as parameters, or as JSON, they take several times as long, on both sides.
 */
export async function insertMany<Name extends 'findings' | 'settlements' | 'truths' | 'weights'>(
  trx: Transaction<Tables>,
  table: Name,
  rows: readonly (Tables[Name] & Record<keyof Tables[Name], CopyValue>)[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]!) as (keyof Tables[Name])[];
  const messages = textRows(rows.map((row) => columns.map((name): CopyValue => row[name])));
  const copy = CompiledQuery.raw(`copy ${table} (${columns.join()}) from stdin`, [messages]);
  for await (const _ of trx.getExecutor().stream(copy, 1));
}
