import type { Generated } from 'kysely';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { AppealsTable, ReopenedTable, RestsTable } from './appeal-tables.ts';
import type { CatalogueEntriesTable, CatalogueVersionsTable } from './catalogue-tables.ts';
import type { ConfirmationsTable } from './confirmation-table.ts';
import type {
  FindingsTable,
  GivenGoldsTable,
  GoldsTable,
  LotteriesTable,
  PriorsTable,
  SettlementsTable,
  TruthsTable,
  WeightsTable,
} from './settlement-tables.ts';

/**
 * The relay's tables. Hashes and addresses are lower-case hex, as text or as bytes (bytea), times are seconds since 1970 (int8, safe integers),
 * amounts are smallest units of a token (numeric, `bigint`). JSON columns hold RFC 8785 text and are parsed where read.
 */
export interface Tables {
  campaigns: CampaignsTable;
  campaign_terms: CampaignTermsTable;
  delegations: DelegationsTable;
  linked_accounts: LinkedAccountsTable;
  revocations: RevocationsTable;
  batches: BatchesTable;
  labels: LabelsTable;
  tasks: TasksTable;
  epochs: EpochsTable;
  settlements: SettlementsTable;
  findings: FindingsTable;
  truths: TruthsTable;
  golds: GoldsTable;
  given_golds: GivenGoldsTable;
  priors: PriorsTable;
  lotteries: LotteriesTable;
  weights: WeightsTable;
  confirmations: ConfirmationsTable;
  appeals: AppealsTable;
  reopened: ReopenedTable;
  rests: RestsTable;
  files: FilesTable;
  transactions: TransactionsTable;
  sessions: SessionsTable;
  nonces: NoncesTable;
  cursors: CursorsTable;
  catalogue_entries: CatalogueEntriesTable;
  catalogue_versions: CatalogueVersionsTable;
}

/** `deposited` to `chain_state` are the chain's, at `block`; `credited`, `open`, `base_epoch` are the last active entry's. */
export interface CampaignsTable {
  campaign: Hex;
  salt: Hex;
  requester: Hex;
  token: Hex;
  terms_hash: Hex;
  /** Keys the HMAC that makes `ref` of a task. Goes to the requester only. */
  secret: Hex;
  deposited: bigint;
  closes_at: number;
  settle_by: number;
  chain_state: 'active' | 'final' | 'redeeming' | 'refunded';
  /** When it was opened on chain; 0 in rows of before. */
  opened_at: number;
  block: number;
  credited: bigint;
  open: bigint;
  base_epoch: number;
  /** Sum of the receipts with an epoch after `base_epoch`. */
  reserved: bigint;
  /** Numbers have gaps: each start of a relay skips some (ingest/numbers.ts). */
  next_number: number;
  /** The epoch whose statement calls the campaign final; null before, and again when that epoch is revoked. */
  final_epoch: number | null;
  /** Hash of the campaign's file in the base epoch; null before. */
  file: Hex | null;
  /** Basis points, as that epoch left them: of the tasks that each account is offered, and of those whose labels are taken. */
  lottery_share: number;
  lottery_taken: number;
  /** Of the reserve for appeals: prices of labels of reopened tasks and of those that were won, and what is promised besides. */
  appeals_paid: bigint;
  appeals_bound: bigint;
  /** The content hash of its dataset, once it is final; null before. */
  dataset: Hex | null;
  /** The epoch that received labels of it last, and how many, refused ones too, each batch as one more: an epoch takes so many only. */
  last_epoch: number;
  last_labels: number;
  /** The first epoch, since the campaign's last turn, that listed what came of it and decided nothing; null where none did. */
  put_off: number | null;
}

/** All terms a campaign ever had, by their hash. */
export interface CampaignTermsTable {
  campaign: Hex;
  terms_hash: Hex;
  terms: string;
}

/** Every delegation once; of one key the one that came last holds. */
export interface DelegationsTable {
  hash: Hex;
  position: Generated<number>;
  account: Hex;
  pay_to: Hex;
  key: Hex;
  campaign: Hex;
  blind: Hex;
  not_after: number;
  signer: Hex;
  signature: Hex;
}

/** Accounts that count as one: what is received from any of them is stored under `first`, which is one of them. */
export interface LinkedAccountsTable {
  account: Hex;
  first: Hex;
}

export interface RevocationsTable {
  account: Hex;
  key: Hex;
  signature: Hex;
  received_at: number;
}

/** A received batch with what its receipt says; the receipt's signature follows from these fields (RFC 6979). */
export interface BatchesTable {
  hash: Hex;
  key: Hex;
  sequence: number;
  campaign: Hex;
  terms_hash: Hex;
  count: number;
  labels_root: Hex;
  signature: Hex;
  account: Hex;
  number: number;
  epoch: number;
  pay_to: Hex;
  received: number;
  amount: bigint;
  refused: string;
  duplicates: string;
  accept_by: number;
  receipt_key: Hex;
  /** The active epoch whose statement lists the batch; null before. */
  reported_epoch: number | null;
  /** Of the rows of its labels. */
  id: Generated<number>;
  /** Of a label under the terms that the batch names. */
  price: bigint;
  /** How many of its labels are received and not settled, as of the last active epoch. */
  open: number;
  /** The transaction that changed the batch or its labels last (xid8), for cursors that miss nothing. */
  changed: Generated<string>;
}

/** What labels of a batch have in common is in the batch; hashes and the address are bytes here. */
export interface LabelsTable {
  /** The id of its batch, and its place there. */
  batch: number;
  position: number;
  account: Hex;
  task: Hex;
  task_part: Hex;
  body_part: Hex;
  /** The whole label as RFC 8785 text; null when it was refused. */
  label: string | null;
  active_ms: number;
  /** As of the last active epoch, which a label that waits for its first has none of. */
  state: 'received' | 'refused' | 'held' | 'paid' | 'rejected';
  state_epoch: number | null;
  credit: bigint | null;
  code: string | null;
  evidence: string | null;
  /** What it owns of the dataset, once it is paid; null for nothing. */
  weight: number | null;
}

/** Tasks that take no more labels: they have as many as the terms want, or are closed. */
export interface TasksTable {
  task: Hex;
  campaign: Hex;
  /** Settled by a statement: its bodies may be public, so it takes no more labels, whatever becomes of the epoch. */
  closed: boolean;
}

/** open → cut → submitted → active | revoked. One is open; at most one is cut or submitted. */
export interface EpochsTable {
  epoch: number;
  state: 'open' | 'cut' | 'submitted' | 'active' | 'revoked';
  opened_at: number;
  cut_requested: boolean;
  cut: number | null;
  /** The last active epoch when this one was cut; 0 for none. */
  previous: number | null;
  statement_hash: Hex | null;
  submitted_at: number | null;
  activated_at: number | null;
  /** Signs the receipts of this epoch, by the escrow's word when it was opened; null in tables of before. */
  receipt_key: Hex | null;
  reason: string | null;
}

/** Public files by the keccak256 of their bytes. */
export interface FilesTable {
  hash: Hex;
  text: string;
}

/**
 * Transactional outbox: `raw` is stored before it is sent, so that a repeat sends the same transaction. One whose fee was
 * raised keeps its nonce, so that one of its hashes at most is ever mined.
 */
export interface TransactionsTable {
  id: Generated<number>;
  /** What it does, once: `submit:3`, `activate:3`, `claim:payTo:token:3`. */
  name: string;
  to_address: Hex;
  data: Hex;
  state: 'queued' | 'sent' | 'mined' | 'failed';
  nonce: number | null;
  raw: Hex | null;
  hash: Hex | null;
  /** When `raw` was signed. */
  sent_at: number | null;
  /** Hashes under lower fees. */
  earlier: Generated<Hex[]>;
  reason: string | null;
  /** Of a claim: what it pays. */
  amount: bigint | null;
}

/** `device` signed the message: a device key of a labeler's account, or the account itself of a requester. */
export interface SessionsTable {
  token_hash: Hex;
  account: Hex;
  device: Hex;
  expires_at: number;
}

export interface NoncesTable {
  key: Hex;
  nonce: string;
  expires_at: number;
}

export interface CursorsTable {
  name: string;
  block: number;
}
