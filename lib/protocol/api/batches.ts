import * as v from 'valibot';
import { label } from '../label/label.ts';
import { bytes32, signature } from '../scalar/hex.ts';
import { integer } from '../scalar/integer.ts';
import { batch, maxBatch } from '../signed/batch.ts';
import { delegation } from '../signed/delegation.ts';
import { receipt, refusedList } from '../signed/receipt.ts';
import { revocation } from '../signed/revocation.ts';

/** `POST /v1/batches`: idempotent; the same batch gets the same answer byte for byte. */
export const batchRequest = v.strictObject({
  batch,
  signature,
  labels: v.pipe(v.array(label), v.minLength(1), v.maxLength(maxBatch)),
});

export const batchAnswer = v.strictObject({
  receipt,
  signature,
  /** What `receipt.refusedHash` hashes. */
  refused: refusedList,
  /** For each label refused as `duplicate`: its position, and the batch that was first. */
  duplicates: v.pipe(v.array(v.strictTuple([integer(0, maxBatch - 1), bytes32])), v.maxLength(maxBatch)),
});

/** `POST /v1/delegations`: link 1 by the account, link 2 by the device key. Idempotent. */
export const delegationRequest = v.strictObject({ delegation, signature });
/** `POST /v1/revocations`. Idempotent. */
export const revocationRequest = v.strictObject({ revocation, signature });
export const accepted = v.strictObject({ accepted: v.literal(true) });

export type BatchRequest = v.InferOutput<typeof batchRequest>;
export type BatchAnswer = v.InferOutput<typeof batchAnswer>;
export type DelegationRequest = v.InferOutput<typeof delegationRequest>;
export type RevocationRequest = v.InferOutput<typeof revocationRequest>;
