import type { Crowd } from '../audit/crowd.ts';
import type { OwnPart } from '../audit/own-part.ts';
import type { PlanForm } from '../authoring/form.ts';
import type { AppealAnswer } from '../protocol/api/appeals.ts';
import type { BatchAnswer, BatchRequest } from '../protocol/api/batches.ts';
import type { Funding, GivenGolds, Listing } from '../protocol/api/campaigns.ts';
import type { RelayInfo } from '../protocol/api/relay.ts';
import type { AppealOutcome } from '../protocol/label/appealed.ts';
import type { Label } from '../protocol/label/label.ts';
import type { LabelState } from '../protocol/label/state.ts';
import type { Amount } from '../protocol/scalar/amount.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import type { Delegation } from '../protocol/signed/delegation.ts';
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
  /** A filter (`task-filter.ts`); in a record of before they were listed. */
  closedTasks: string | Hex[];
  /** Absent in a record of before there were any: everything. */
  lottery?: Listing['lottery'];
  /** A private question set in which a plan is tried: it belongs to the plan. */
  isTrial?: true;
}

/** A campaign that went out of its catalogue and may come back: until then, it is not new here. */
export interface GoneRecord {
  campaign: Hex;
  until: number;
}

/** That this labeler takes part: the click that accepted the terms. */
export interface JoinRecord {
  campaign: Hex;
  /** Whose lots say which tasks are offered. Absent in a join of before, and after a restore, until the next sync. */
  account?: Hex;
  payTo: Hex;
  joinedAt: number;
  /** The payTo that the relay has a delegation for; null until it has one. */
  delegatedPayTo: Hex | null;
  /** The account that this delegation names. Absent where that is the profile's own. */
  delegatedFor?: Hex;
  /** Every payTo that a receipt may carry: that of a batch which was on its way while it was changed, an earlier one too. */
  namedPayTos: Hex[];
  /** Once a statement has judged a label of this account: it is no newcomer there. */
  known?: true;
  /** What its labels own of the dataset, once the campaign is final. */
  part?: OwnPart;
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
  /** What it owns of the dataset, once it is paid; absent where that is nothing. */
  weight?: number;
  /** The epoch whose statement settled it. */
  epoch: number | null;
  /** How much better than a guess it is by what others say, in parts per million; absent until, and where, nobody can say. */
  score?: number;
  /** What others said of its task, once that is settled. */
  crowd?: Crowd;
  /** Once its task is settled and its pay goes by it: the work of its key, as the last statement has it. */
  work?: { scored: number; golds: number; reached: number };
  /** Of a rejected label that its task speaks against, whose rejection was cut then (seconds), and what became of its appeal. */
  appeal?: { cut: number; promise: AppealAnswer | null; outcome: AppealOutcome | null };
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

/**
 * A wallet that has signed that this device's key speaks for it.
 *
 * - `signed`: the person has not yet said that it is theirs
 * - `linked`: they have; the relay is to be told
 * - `named`: the relay has taken the wallet's delegation
 * - `joined`: and the profile's own account's to the wallet: the two count as one, and the wallet is the account
 */
export interface LinkedWallet {
  delegation: Delegation;
  signature: Hex;
  stage: 'signed' | 'linked' | 'named' | 'joined';
}

export interface RelayRecord {
  url: string;
  info: RelayInfo;
  etag: string | null;
  /** The version of Glosa that read the catalogue of this tag: another may read listings in it that this one could not. */
  reader?: string;
  catalogueAt: number;
  lastSync: number | null;
  problem: { code: string; detail: string; retry: boolean } | null;
  session: { token: string; expiresAt: number } | null;
  /** The link of the profile's own account to the device key has been accepted. */
  delegated: boolean;
  wallet?: LinkedWallet;
  /** The wallet that was linked before this profile was restored: it has to be asked once more. */
  walletBefore?: Hex;
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

/** A campaign that its requester is writing. */
export interface PlanRecord {
  id: Hex;
  /** Counts changes: whoever changes it says which one they saw. */
  revision: number;
  savedAt: number;
  form: PlanForm;
  /** The private question set that it changes; absent where it makes one, or a campaign. */
  of?: Hex;
  /** Private question sets whose labels can be taken as examples: that it began with, and that in which it is tried. */
  sets?: readonly Hex[];
}

/** Tokens of the account on their way to an address that its owner named. Kept before it is sent, like every transaction. */
export interface PayoutRecord {
  id: Hex;
  relay: string;
  to: Hex;
  token: Hex;
  amount: Amount;
  placedAt: number;
  sent: Omit<SentRecord, 'step'>;
  state: 'sent' | 'mined' | 'failed';
}

export interface ProgressSample {
  at: number;
  received: number;
  /** Credited to labelers. */
  released: Amount;
}

export type ChainStep = 'approve' | 'open' | 'topUp' | 'amend' | 'refund';

/** A signed transaction, stored before it is sent: sent again it is the same one, so that nothing is paid twice. */
export interface SentRecord {
  step: ChainStep;
  hash: Hex;
  raw: Hex;
  nonce: number;
}

/**
 * A campaign that its requester wants open: with these terms, this much deposited, and listed by the relay. How far that
 * is done stands on chain; what is kept here is what is wanted.
 */
export interface OrderRecord {
  campaign: Hex;
  relay: string;
  salt: Hex;
  terms: Terms;
  /** To which the terms are bound, where its requester knows answers. */
  golds?: GivenGolds;
  deposit: Amount;
  /** The plan that it comes from, until the money is locked; then null. */
  plan: PlanRecord | null;
  placedAt: number;
  /** As it was last seen. */
  stage: 'approving' | 'opening' | 'opened' | 'listed';
  /** The terms that the relay has taken; null before. */
  listed: Hex | null;
  sent: SentRecord | null;
  /** How it stood when it was looked at, oldest first; thinned when there are many. */
  samples: ProgressSample[];
  /** What is left is wanted back, once the campaign is final. */
  refund: boolean;
  problem: { code: string; detail: string | null; retry: boolean } | null;
}
