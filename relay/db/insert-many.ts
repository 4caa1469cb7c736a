import { CompiledQuery, type Transaction } from 'kysely';
import { type CopyValue, textRows } from './copy.ts';
import type { Tables } from './tables.ts';

/** Tables into which many rows go at once. */
type ManyRows = 'findings' | 'settlements' | 'truths' | 'weights';

/** Rows of a table as they go to the database. They can be made in one thread and sent by another. */
export interface Copy {
  command: string;
  messages: Uint8Array;
}

/**
 * Rows as COPY takes them: as parameters, or as JSON, they take several times as long, on both sides.
 * @returns nothing where there is no row
 */
export function copiesOf<Name extends ManyRows>(
  table: Name,
  rows: Iterable<Tables[Name] & Record<keyof Tables[Name], CopyValue>>,
): Copy[] {
  const columns: (keyof Tables[Name])[] = [];
  const messages = textRows(
    Iterator.from(rows).map((row) => {
      if (columns.length === 0) columns.push(...(Object.keys(row) as typeof columns));
      return columns.map((name): CopyValue => row[name]);
    }),
  );
  if (columns.length === 0) return [];
  return [{ command: `copy ${table} (${columns.join()}) from stdin`, messages }];
}

export async function sendCopies(trx: Transaction<Tables>, copies: readonly Copy[]): Promise<void> {
  for (const { command, messages } of copies) {
    const bytes = Buffer.from(messages.buffer, messages.byteOffset, messages.length);
    for await (const _ of trx.getExecutor().stream(CompiledQuery.raw(command, [bytes]), 1));
  }
}

/** Inserts many rows of a table. */
export async function insertMany<Name extends ManyRows>(
  trx: Transaction<Tables>,
  table: Name,
  rows: Parameters<typeof copiesOf<Name>>[1],
): Promise<void> {
  await sendCopies(trx, copiesOf(table, rows));
}
