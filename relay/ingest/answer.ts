import type * as v from 'valibot';
import { type BatchAnswer, batchAnswer } from '../../lib/protocol/api/batches.ts';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { type Receipt, receiptHash, refusedHash } from '../../lib/protocol/signed/receipt.ts';
import type { Context } from '../context.ts';
import type { BatchesTable } from '../db/tables.ts';
import { ProblemError } from '../problem-error.ts';

const { refused: refusedList, duplicates: duplicateList } = batchAnswer.entries;

/** The columns that a receipt is made from. */
export type StoredReceipt = Pick<
  BatchesTable,
  | 'hash'
  | 'campaign'
  | 'pay_to'
  | 'epoch'
  | 'number'
  | 'received'
  | 'amount'
  | 'refused'
  | 'duplicates'
  | 'accept_by'
  | 'receipt_key'
>;

/**
 * The answer to a committed batch. Everything in it comes from the row, and the signature is deterministic (RFC 6979):
 * a repeat, also after a crash between commit and answer, gives the same bytes.
 * @throws ProblemError `unavailable` when the row was promised under a receipt key that this relay does not hold
 */
export async function answerOf(context: Context, row: StoredReceipt): Promise<BatchAnswer> {
  if (!context.receipts.holds(row.receipt_key))
    throw new ProblemError('unavailable', `This relay does not have the receipt key ${row.receipt_key}`);
  const refused = stored(refusedList, row.refused);
  const receipt: Receipt = {
    batchHash: row.hash,
    campaign: row.campaign,
    payTo: row.pay_to,
    epoch: row.epoch,
    number: row.number,
    received: row.received,
    amount: row.amount.toString(),
    refusedHash: refusedHash(refused, context.keccak),
    acceptBy: row.accept_by,
  };
  const signature = await context.receipts.sign(
    row.receipt_key,
    receiptHash(context.place, receipt, context.keccak),
  );
  return { receipt, signature, refused, duplicates: stored(duplicateList, row.duplicates) };
}

function stored<const S extends v.GenericSchema>(schema: S, text: string): v.InferOutput<S> {
  const read = parseJson(schema, text);
  if (!read.ok) throw new TypeError(`receipt in the database: ${read.detail}`);
  return read.value;
}
