import * as v from 'valibot';
import { evidence } from '../label/evidence.ts';
import { refusals, rejections } from '../label/refusal.ts';
import { amount, amountAboveZero } from '../scalar/amount.ts';
import { address, bytes32, signature } from '../scalar/hex.ts';
import { integer, seconds, uint32 } from '../scalar/integer.ts';
import { maxBatch } from '../signed/batch.ts';

/**
 * `POST /v1/sessions`: an EIP-4361 message signed (EIP-191) by the device key, or by a requester's account. Its URI is the relay's origin, its nonce
 * is chosen by the signer and good once, it was issued within the last five minutes.
 */
export const sessionRequest = v.strictObject({
  message: v.pipe(v.string(), v.maxLength(2000)),
  signature,
});
export const session = v.strictObject({
  /** Sent as `authorization: Bearer …`. */
  token: v.pipe(v.string(), v.minLength(20), v.maxLength(200)),
  account: address,
  expiresAt: seconds,
});

const named = { batchHash: bytes32, number: uint32, index: integer(0, maxBatch - 1), campaign: bytes32 };
/** The epoch whose statement says so. */
const said = { epoch: uint32 };

/** What became of one of the account's labels. A rejection has code, evidence and amount (P6). */
export const ownLabel = v.variant('state', [
  v.strictObject({ ...named, state: v.literal('received'), amount }),
  v.strictObject({ ...named, state: v.literal('refused'), code: v.picklist(refusals) }),
  v.strictObject({ ...named, ...said, state: v.literal('held'), amount }),
  v.strictObject({ ...named, ...said, state: v.literal('paid'), amount: amountAboveZero }),
  v.strictObject({
    ...named,
    ...said,
    state: v.literal('rejected'),
    amount: v.literal('0'),
    code: v.picklist(rejections),
    evidence,
  }),
]);

export const ownLabelsQuery = v.strictObject({
  /** The cursor of an earlier answer. */
  since: v.optional(v.string(), ''),
});

/** `GET /v1/me/labels`: labels whose state changed after the cursor, oldest first; ask again while `more`. */
export const ownLabels = v.strictObject({
  labels: v.array(ownLabel),
  cursor: v.string(),
  more: v.boolean(),
});

/** One of the account's payTos in the last active epoch. */
export const ownReward = v.strictObject({
  payTo: address,
  token: address,
  cumulative: amount,
  /** As the relay last read it from the chain. */
  claimed: amount,
  epoch: uint32,
  proof: v.array(bytes32),
});

/** `GET /v1/me/rewards`. */
export const ownRewards = v.strictObject({
  /** 0 before the first. */
  activeEpoch: uint32,
  rewards: v.array(ownReward),
});

/** `POST /v1/claims`: the relay claims for a payTo of the session's account and pays the gas. Ask again to see it sent and mined. */
export const claimRequest = v.strictObject({ payTo: address, token: address });
export const claimAnswer = v.strictObject({
  epoch: uint32,
  amount,
  state: v.picklist(['queued', 'sent', 'mined']),
  txHash: v.optional(bytes32),
});

export type SessionRequest = v.InferOutput<typeof sessionRequest>;
export type Session = v.InferOutput<typeof session>;
export type OwnLabel = v.InferOutput<typeof ownLabel>;
export type OwnReward = v.InferOutput<typeof ownReward>;
export type OwnRewards = v.InferOutput<typeof ownRewards>;
export type ClaimRequest = v.InferOutput<typeof claimRequest>;
export type ClaimAnswer = v.InferOutput<typeof claimAnswer>;
