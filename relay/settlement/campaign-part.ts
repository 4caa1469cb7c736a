import type { Transaction } from 'kysely';
import type { Logger } from 'pino';
import type { CampaignFile, StatementEntry } from '../../lib/protocol/ledger/statement.ts';
import type { Keccak } from '../../lib/protocol/ledger/tree.ts';
import { type Hex, zero32 } from '../../lib/protocol/scalar/hex.ts';
import { goldHash } from '../../lib/protocol/signed/gold.ts';
import type { CampaignsTable, Tables } from '../db/tables.ts';
import type { LeafHasher } from '../hashing/leaf-hasher.ts';
import { type TermsReader, termsIfReadable } from '../ingest/terms.ts';
import { openAppeals } from './appeals.ts';
import { freezeDataset } from './dataset.ts';
import { type Decisions, decide, nothingDecided } from './decide.ts';
import { makeFile } from './files.ts';
import { findLabels, findToList } from './find-labels.ts';
import { goldsOf, goldsToOpen } from './golds.ts';
import { lotteryAfter } from './lotteries.ts';
import { newBatches } from './new-batches.ts';
import { openLeaves, owedOf } from './open-leaves.ts';
import { ownedBefore } from './owned.ts';
import { restsOf } from './rests.ts';
import { settleCampaign } from './settle-campaign.ts';
import { situationOf } from './situation.ts';
import { settledTruths } from './truths.ts';
import { tasksToJudge } from './waiting.ts';
import { copiesOfPart, type Writing } from './write-part.ts';

/** An epoch's number and times, in seconds. */
export interface Cut {
  epoch: number;
  cut: number;
  /** Promises up to here are settled in this epoch: the next would be too late. */
  dueBy: number;
  /** Time of the block up to which campaigns' figures are read: who closed before it has closed for good. */
  seenUntil: number;
  /** Tokens that do not move now. */
  stuck: ReadonlySet<Hex>;
}

/** What a campaign's part is computed with, here or in a thread. */
export interface Settling {
  /** Of the escrow, in seconds. */
  timelock: number;
  grace: number;
  /** Whether this relay looks at labeled pages. */
  confirms: boolean;
  keccak: Keccak;
  hashLeaves: LeafHasher;
  termsOf: TermsReader;
  randomBytes(count: number): Uint8Array;
  log: Pick<Logger, 'warn' | 'error'>;
}

/** A campaign's part in an epoch: what flows into the epoch's trees, its entry, and what is to be written. */
export interface CampaignPart {
  campaign: Hex;
  token: Hex;
  /** Both undefined where the epoch has nothing new to say of it: then all that there is of it are its open leaves. */
  entry: StatementEntry | undefined;
  writing: Writing | undefined;
  batchHashes: Hex[];
  /** By payTo. */
  credits: ReadonlyMap<Hex, bigint>;
  openLeaves: Hex[];
  /** Whether settling it failed: then its labels stay held. */
  failed: boolean;
}

/**
 * Settles a campaign. It only reads: what it comes to is written by whoever cuts. Undefined when there is nothing to say of it, or
 * when its entry could not be activated: then its labels wait, and no other campaign does.
 *
 * @param campaigns that the epoch is about, which share what is done while ingest waits and could be done later
 * @param undecided why nothing is to be decided: that it has failed before, or that the epoch has no room for what would come of
 *   it. What came is listed and owed all the same, and little is read
 */
export async function campaignPart(
  settling: Settling,
  trx: Transaction<Tables>,
  row: CampaignsTable,
  when: Cut,
  campaigns: number,
  undecided?: Error | 'put off',
): Promise<CampaignPart | undefined> {
  const { campaign, token } = row;
  const { keccak, log } = settling;
  if (when.cut + settling.timelock >= row.settle_by + settling.grace) {
    log.warn({ campaign }, 'too late for a root: receipts are redeemed');
    return undefined;
  }
  const terms = await termsIfReadable(settling, trx, row);
  const golds = await goldsToOpen(trx, campaign);
  const { epoch, dueBy } = when;
  const asked = { campaign, secret: row.secret, epoch, dueBy };
  const toJudge: Parameters<typeof findLabels>[1]['toJudge'] = (waiting, came, refOf) => {
    if (terms === undefined) return [];
    const isGold = (task: Hex) => golds.size > 0 && golds.has(refOf(task));
    return tasksToJudge(waiting, { terms, labels: came, isGold, dueBy, campaigns, putOff: row.put_off });
  };
  const found = await (undecided === undefined
    ? findLabels(trx, { ...asked, toJudge })
    : findToList(trx, asked));
  const { open: labels, unlisted } = found;
  const appeals = await openAppeals(trx, campaign, row.secret);
  const { rows: batches, hashes } = await newBatches(
    settling.hashLeaves,
    trx,
    campaign,
    when.epoch,
    unlisted,
  );
  const isPutOff = undecided === 'put off';
  const decisions = await tryDecide(settling, campaign, async () => {
    if (isPutOff) return nothingDecided;
    if (undecided !== undefined) throw undecided;
    if (when.stuck.has(token)) throw new Error(`the token ${token} does not move`);
    if (terms === undefined) throw new Error(`terms ${row.terms_hash} are not there`);
    return decide(await situationOf(settling, trx, campaign, terms, { labels, appeals, batches }, when));
  });
  const settlement = settleCampaign(labels, await owedOf(trx, campaign), decisions);
  const { credit, credits, open } = settlement;
  // A close that the chain has not passed can still be moved, and the entry would undo the whole activation.
  const isClosed = Math.min(when.cut, when.seenUntil) >= row.closes_at;
  const final = open === 0n && decisions.appeals.length === appeals.length && isClosed && !isPutOff;
  const isQuiet =
    batches.length === 0 && settlement.rows.length === 0 && decisions.deferred.size === 0 && !final;
  if (isQuiet && open === 0n) return undefined;
  if (row.credited + credit + open > row.deposited) {
    log.error({ campaign }, 'more is owed than was deposited');
    return undefined;
  }
  // A read that failed above is no fault of this campaign's: this one fails with it, and the whole cut.
  const leaves = await openLeaves(trx, campaign, settlement.openBy, when.epoch, keccak);
  const failed = decisions === nothingDecided && !isPutOff;
  const part = { campaign, token, batchHashes: hashes, credits, openLeaves: leaves, failed };
  if (isQuiet) return { ...part, entry: undefined, writing: undefined };
  const lottery = await lotteryAfter(trx, row, terms, decisions.filling, when.cut);
  const committed = goldsOf(settling, decisions.deferred);
  const file = makeFile(keccak, {
    version: 1,
    campaign,
    epoch: when.epoch,
    previous: row.file === null ? null : { epoch: row.base_epoch, file: row.file },
    batches,
    rows: settlement.rows,
    sums: decisions.sums,
    golds: {
      opened: decisions.opened,
      committed: committed.map((gold) => goldHash(gold, keccak)).sort(),
      ...(decisions.given.length === 0 ? {} : { given: decisions.given }),
    },
    ...(lottery === undefined ? {} : { lottery }),
  } satisfies CampaignFile);
  const dataset = final
    ? freezeDataset(keccak, { campaign, epoch: when.epoch, file: file.hash }, [
        ...(await ownedBefore(trx, campaign)),
        ...settlement.owned,
      ])
    : undefined;
  const entry: StatementEntry = {
    campaign,
    credit: credit.toString(),
    open: open.toString(),
    final,
    ...(dataset?.said ?? { weightsRoot: zero32, contentHash: zero32 }),
    file: file.hash,
  };
  const truths = settledTruths(labels, decisions);
  return {
    ...part,
    entry,
    writing: {
      files: dataset === undefined ? [file] : [file, dataset.file],
      copies: copiesOfPart(campaign, { settlement, decisions, truths, policy: terms?.policy }, when.epoch),
      priors: decisions.sums,
      settledTasks: settlement.settledTasks,
      golds: { opened: decisions.opened, committed },
      lottery,
      appeals: decisions.appeals,
      rests: restsOf(settling, found, decisions, when.cut),
    },
  };
}

/** A campaign whose settlement fails keeps its labels held, with their reserve, and delays nobody. */
async function tryDecide(
  { log }: Settling,
  campaign: Hex,
  work: () => Promise<Decisions>,
): Promise<Decisions> {
  try {
    return await work();
  } catch (error) {
    log.error({ err: error, campaign }, 'settlement failed: labels stay held');
    return nothingDecided;
  }
}
