import * as v from 'valibot';
import { batchAnswer, batchRequest } from '../protocol/api/batches.ts';
import { relayInfo, relayOrigin } from '../protocol/api/relay.ts';
import { label } from '../protocol/label/label.ts';
import { amount } from '../protocol/scalar/amount.ts';
import { address, bytes32 } from '../protocol/scalar/hex.ts';
import { integer, uint32 } from '../protocol/scalar/integer.ts';
import { maxBatch } from '../protocol/signed/batch.ts';
import { terms } from '../protocol/terms/terms.ts';

const labelId = v.pipe(v.string(), v.regex(/^0x[0-9a-f]{32}$/));
/** Milliseconds since 1970. */
const time = integer(0, Number.MAX_SAFE_INTEGER);
const reason = v.strictObject({
  code: v.pipe(v.string(), v.maxLength(100)),
  detail: v.nullable(v.pipe(v.string(), v.maxLength(10_000))),
});

/** What became of a label that a batch carries; the label itself stands in the batch. */
const carried = v.strictObject({
  index: integer(0, maxBatch - 1),
  id: labelId,
  savedAt: time,
  state: v.picklist(['sent', 'received', 'refused', 'held', 'paid', 'rejected']),
  amount: v.nullable(amount),
  reason: v.nullable(reason),
  epoch: v.nullable(uint32),
});

const keptBatch = v.strictObject({
  relay: relayOrigin,
  request: batchRequest,
  price: amount,
  token: address,
  /** Both null: it is still to be sent, byte for byte. */
  answer: v.nullable(batchAnswer),
  problem: v.nullable(reason),
  cutAt: time,
  /** Of the batch's key: opens its open leaves, and neither key nor device secret. */
  blind: bytes32,
  labels: v.pipe(v.array(carried), v.maxLength(maxBatch)),
});

const queued = v.strictObject({
  id: labelId,
  campaign: bytes32,
  termsHash: bytes32,
  label,
  savedAt: time,
  undoUntil: time,
  amount: v.nullable(amount),
});

const reward = v.strictObject({
  relay: relayOrigin,
  payTo: address,
  token: address,
  cumulative: amount,
  claimed: amount,
  epoch: uint32,
  proof: v.pipe(v.array(bytes32), v.maxLength(64)),
});

/** What a recovery file holds: all that another profile needs to go on as this account. Never the device secret. */
export const content = v.strictObject({
  /** When it was read from the store. */
  madeAt: time,
  /** The account's private key. */
  account: bytes32,
  relays: v.array(
    v.strictObject({
      url: relayOrigin,
      info: relayInfo,
      checkedEpoch: v.nullable(uint32),
      /** The wallet that was linked there. What it has signed is for another device's key, and is not in the file. */
      wallet: v.exactOptional(address),
    }),
  ),
  campaigns: v.array(v.strictObject({ campaign: bytes32, relay: relayOrigin, terms })),
  joins: v.array(
    v.strictObject({ campaign: bytes32, payTo: address, joinedAt: time, namedPayTos: v.array(address) }),
  ),
  batches: v.array(keptBatch),
  queued: v.array(queued),
  rewards: v.array(reward),
});

export type Content = v.InferOutput<typeof content>;
export type KeptBatch = v.InferOutput<typeof keptBatch>;
