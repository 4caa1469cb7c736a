import type { Kysely } from 'kysely';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Tables } from '../db/tables.ts';

export interface Intent {
  /** What the transaction does, once and for ever: the same name is the same transaction. */
  name: string;
  to: Hex;
  data: Hex;
  /** Of a claim: what it pays. */
  amount?: bigint;
}

/** Writes down a transaction that is to be sent; with the rows that want it, in one database transaction. */
export async function enqueue(db: Kysely<Tables>, { name, to, data, amount }: Intent): Promise<void> {
  await db
    .insertInto('transactions')
    .values({
      name,
      to_address: to,
      data,
      state: 'queued',
      nonce: null,
      raw: null,
      hash: null,
      reason: null,
      amount: amount ?? null,
    })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
}

/** Another try for a transaction that failed for a passing reason: a new nonce, the same act. */
export async function requeue(db: Kysely<Tables>, name: string, amount: bigint | null = null): Promise<void> {
  await db
    .updateTable('transactions')
    .set({
      state: 'queued',
      nonce: null,
      raw: null,
      hash: null,
      sent_at: null,
      earlier: [],
      reason: null,
      amount,
    })
    .where('name', '=', name)
    .where('state', '=', 'failed')
    .execute();
}

export const transactionNamed = (db: Kysely<Tables>, name: string) =>
  db
    .selectFrom('transactions')
    .select(['state', 'hash', 'reason', 'amount'])
    .where('name', '=', name)
    .executeTakeFirst();
