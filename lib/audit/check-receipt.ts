import type { BatchAnswer } from '../protocol/api/batches.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import type { Batch } from '../protocol/signed/batch.ts';
import type { Place } from '../protocol/signed/domain.ts';
import { receiptHash, refusedHash } from '../protocol/signed/receipt.ts';
import { signerOf } from '../protocol/signed/recover.ts';

/** What a receipt must agree with. `price` is of the terms that the batch names, `receiptKey` what stands on chain. */
export interface Expectation {
  place: Place;
  batch: Batch;
  batchHash: Hex;
  /** All that the labeler named for this campaign: a batch may be answered again after the payTo was changed. */
  payTos: readonly Hex[];
  price: bigint;
  /** Seconds since 1970; a later date would be a promise that is never due. */
  latestAcceptBy: number;
  receiptKey: Hex;
}

/** Why an answer is not the receipt that this batch must get; undefined when it is. */
export async function receiptFault(
  { receipt, signature, refused }: BatchAnswer,
  expected: Expectation,
): Promise<string | undefined> {
  if (receipt.batchHash !== expected.batchHash) return 'it names another batch';
  if (receipt.campaign !== expected.batch.campaign) return 'it names another campaign';
  if (!expected.payTos.includes(receipt.payTo)) return 'it pays another address';
  if (receipt.received + refused.length !== expected.batch.count) return 'it forgets labels';
  if (
    refused.some(
      ([index], place) => index >= expected.batch.count || index <= (refused[place - 1]?.[0] ?? -1),
    )
  )
    return 'its refusals are out of order';
  if (receipt.refusedHash !== refusedHash(refused)) return 'its refusals are not the signed ones';
  if (BigInt(receipt.amount) !== BigInt(receipt.received) * expected.price)
    return 'its amount is not labels × price';
  if (receipt.acceptBy > expected.latestAcceptBy) return 'it promises settlement too late';
  if ((await signerOf(receiptHash(expected.place, receipt), signature)) !== expected.receiptKey)
    return 'it is not signed by the receipt key that stands on chain';
  return undefined;
}
