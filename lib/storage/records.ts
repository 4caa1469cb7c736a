import type { BatchAnswer, BatchRequest } from '../protocol/api/batches.ts';
import type { Funding } from '../protocol/api/campaigns.ts';
import type { RelayInfo } from '../protocol/api/relay.ts';
import type { Label } from '../protocol/label/label.ts';
import type { LabelState } from '../protocol/label/state.ts';
import type { Amount } from '../protocol/scalar/amount.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import type { Terms } from '../protocol/terms/terms.ts';

/** A campaign as the last sync left it. Times here and below are milliseconds since 1970, unless they are of the protocol. */
export interface CampaignRecord {
  campaign: Hex;
  /** Null for a campaign that never leaves the device: practice, a private question set. */
  relay: string | null;
  termsHash: Hex;
  terms: Terms;
  /** Host names by which a page finds it; the key of the index. */
  hosts: string[];
  funding: Funding | null;
  refusalRate: number;
  medianSeconds: number | null;
  closedTasks: Hex[];
}

/** That this labeler takes part: the click that accepted the terms. */
export interface JoinRecord {
  campaign: Hex;
  payTo: Hex;
  joinedAt: number;
  /** The payTo that the relay has a delegation for; null until it has one. */
  delegatedPayTo: Hex | null;
  /** Every payTo that a receipt may carry: that of a batch which was on its way while it was changed, an earlier one too. */
  namedPayTos: Hex[];
}

export interface LabelRecord {
  id: string;
  campaign: Hex;
  termsHash: Hex;
  task: Hex;
  label: Label;
  state: LabelState;
  savedAt: number;
  undoUntil: number;
  /** The batch that carries it, and its position there. */
  batch: { hash: Hex; index: number } | null;
  /** Price while it waits, credit once it is settled. */
  amount: Amount | null;
  reason: { code: string; detail: string | null } | null;
  /** The epoch whose statement settled it. */
  epoch: number | null;
  /** Once its task is settled and its pay goes by it: the work of its key, as the last statement has it. */
  work?: { scored: number; golds: number; reached: number };
}

/** A signed batch, stored whole before it is sent: what is sent again is the same, byte for byte. */
export interface BatchRecord {
  hash: Hex;
  campaign: Hex;
  relay: string;
  request: BatchRequest;
  /** Per label, of the terms that the batch names. */
  price: Amount;
  token: Hex;
  /** 1 until it is answered for good: the index of what is still to be sent. Absent afterwards. */
  unanswered?: 1;
  answer: BatchAnswer | null;
  /** Why the relay will never take it. */
  problem: { code: string; detail: string | null } | null;
  cutAt: number;
  /** Of a batch that came with a recovery file: its key's blind, which this device can not derive. Absent in its own. */
  blind?: Hex;
}

export interface RelayRecord {
  url: string;
  info: RelayInfo;
  etag: string | null;
  catalogueAt: number;
  lastSync: number | null;
  problem: { code: string; detail: string; retry: boolean } | null;
  session: { token: string; expiresAt: number } | null;
  /** The account's link to the device key has been accepted. */
  delegated: boolean;
  /** The last epoch whose statement was checked against the receipts; null before the first receipt. */
  checkedEpoch: number | null;
  failures: number;
}

export interface RewardRecord {
  relay: string;
  payTo: Hex;
  token: Hex;
  cumulative: Amount;
  claimed: Amount;
  epoch: number;
  proof: Hex[];
  claim: { state: 'queued' | 'sent' | 'mined'; amount: Amount; txHash: Hex | null } | null;
}

export interface AlarmRecord {
  id: string;
  kind: 'missing' | 'altered' | 'underpaid' | 'unsigned' | 'wrong-root' | 'unfounded' | 'same-number';
  campaign: Hex | null;
  epoch: number;
  detail: string;
  seenAt: number;
  /** What proves it, to be handed on. */
  evidence: unknown;
}

/** Bytes sealed by a key that WebCrypto does not let out of this profile. */
export interface SealedRecord {
  key: CryptoKey;
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
}
