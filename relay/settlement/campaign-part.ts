import type { Transaction } from 'kysely';
import type { BatchRow, CampaignFile, StatementEntry } from '../../lib/protocol/ledger/statement.ts';
import { type Hex, zero32 } from '../../lib/protocol/scalar/hex.ts';
import { type Gold, goldHash } from '../../lib/protocol/signed/gold.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import type { Lottery } from '../../lib/truth/lottery.ts';
import type { Context } from '../context.ts';
import type { CampaignsTable, Tables } from '../db/tables.ts';
import { word } from '../hashing/memory.ts';
import { type DecidedAppeal, type OpenAppeal, openAppeals } from './appeals.ts';
import { freezeDataset } from './dataset.ts';
import { type Decisions, decide, nothingDecided } from './decide.ts';
import { fileRoom } from './file-room.ts';
import { storeFile } from './files.ts';
import { remembered, scoresBefore, writeFindings } from './findings.ts';
import { givenGolds } from './given-golds.ts';
import { deferSome, goldsOf, knownGolds } from './golds.ts';
import { lotteryAfter } from './lotteries.ts';
import { type OpenLabel, openLabels } from './open-label.ts';
import { ownedBefore } from './owned.ts';
import { pagesOf } from './pages.ts';
import { priorsOf, writePriors } from './priors.ts';
import { type Rest, restsOf } from './rests.ts';
import { type CampaignSettlement, settleCampaign } from './settle-campaign.ts';
import { type SettledTruth, settledTruths } from './truths.ts';

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

/** A campaign's part in an epoch: its entry, and what flows into the epoch's trees. */
export interface CampaignPart {
  campaign: Hex;
  token: Hex;
  entry: StatementEntry;
  batchHashes: Hex[];
  settlement: CampaignSettlement;
  truths: SettledTruth[];
  golds: { opened: Gold[]; committed: Gold[] };
  /** Undefined where everybody is offered every task. */
  lottery: Lottery | undefined;
  appeals: DecidedAppeal[];
  rests: Rest[];
}

/**
 * Settles a campaign and stores its file. Undefined when there is nothing to say of it, or when its entry could not be
 * activated: then its labels wait, and no other campaign does.
 */
export async function campaignPart(
  context: Context,
  trx: Transaction<Tables>,
  row: CampaignsTable,
  when: Cut,
): Promise<CampaignPart | undefined> {
  const { campaign, token } = row;
  const { timelock, grace } = context.chain;
  if (when.cut + timelock >= row.settle_by + grace) {
    context.log.warn({ campaign }, 'too late for a root: receipts are redeemed');
    return undefined;
  }
  const labels = await openLabels(trx, campaign, row.secret);
  const appeals = await openAppeals(trx, campaign, row.secret);
  const { rows: batches, hashes } = await newBatches(context, trx, campaign, when.epoch);
  const terms = await context.termsOf(trx, campaign, row.terms_hash);
  const decisions = await tryDecide(context, campaign, async () => {
    if (when.stuck.has(token)) throw new Error(`the token ${token} does not move`);
    if (terms === undefined) throw new Error(`terms ${row.terms_hash} are not stored`);
    return decideOn(context, trx, row, terms, { labels, appeals, batches }, when);
  });
  const settlement = settleCampaign(labels, decisions.labels, decisions.appeals);
  const { credit, open } = settlement;
  // A close that the chain has not passed can still be moved, and the entry would undo the whole activation.
  const isClosed = Math.min(when.cut, when.seenUntil) >= row.closes_at;
  const final = open === 0n && decisions.appeals.length === appeals.length && isClosed;
  if (batches.length === 0 && settlement.rows.length === 0 && open === 0n && !final) return undefined;
  if (row.credited + credit + open > row.deposited) {
    context.log.error({ campaign }, 'more is owed than was deposited');
    return undefined;
  }
  const lottery = await lotteryAfter(trx, row, terms, decisions.filling, when.cut);
  const committed = goldsOf(context, decisions.deferred);
  if (terms !== undefined) await writeFindings(trx, campaign, terms.policy, decisions.labels, when.epoch);
  await writePriors(trx, campaign, decisions.sums, when.epoch);
  const file = await storeFile(trx, context.keccak, {
    version: 1,
    campaign,
    epoch: when.epoch,
    previous: row.file === null ? null : { epoch: row.base_epoch, file: row.file },
    batches,
    rows: settlement.rows,
    sums: decisions.sums,
    golds: {
      opened: decisions.opened,
      committed: committed.map((gold) => goldHash(gold, context.keccak)).sort(),
      ...(decisions.given.length === 0 ? {} : { given: decisions.given }),
    },
    ...(lottery === undefined ? {} : { lottery }),
  } satisfies CampaignFile);
  const dataset = final
    ? await freezeDataset(trx, context.keccak, { campaign, epoch: when.epoch, file }, [
        ...(await ownedBefore(trx, campaign)),
        ...settlement.owned,
      ])
    : { weightsRoot: zero32, contentHash: zero32 };
  const entry: StatementEntry = {
    campaign,
    credit: credit.toString(),
    open: open.toString(),
    final,
    ...dataset,
    file,
  };
  return {
    campaign,
    token,
    entry,
    batchHashes: hashes,
    settlement,
    truths: settledTruths(labels, decisions),
    golds: { opened: decisions.opened, committed },
    lottery,
    appeals: decisions.appeals,
    rests: restsOf(context, labels, decisions, when.cut),
  };
}

/** A campaign whose settlement fails keeps its labels held, with their reserve, and delays nobody. */
async function tryDecide(
  { log }: Context,
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

/** What the database has of a campaign. */
interface Found {
  labels: readonly OpenLabel[];
  appeals: readonly OpenAppeal[];
  /** That no active epoch has listed. */
  batches: readonly BatchRow[];
}

async function decideOn(
  context: Context,
  trx: Transaction<Tables>,
  { campaign }: CampaignsTable,
  terms: Terms,
  { labels: open, appeals, batches }: Found,
  when: Cut,
): Promise<Decisions> {
  const { from, votes } = await remembered(trx, campaign, terms);
  const golds = await knownGolds(trx, campaign, from);
  const keys = terms.policy.pay === 'flat' ? [] : [...new Set(open.map(({ key }) => key))];
  return decide({
    terms,
    open,
    before: votes,
    golds,
    given: await givenGolds(trx, campaign, terms, context.keccak),
    pages: await pagesOf(context, trx, campaign, terms, when.cut),
    scores: await scoresBefore(trx, campaign, keys),
    priors: await priorsOf(trx, campaign, keys, when.epoch),
    appeals,
    isOpen: when.cut < terms.closes,
    fileRoom: fileRoom(batches, open),
    dueBy: when.dueBy,
    defer: deferSome(context, terms, open, when.dueBy < terms.closes),
  });
}

/** Batches that no active epoch has listed, with the leaves of all their labels, refused ones too. */
async function newBatches({ hashLeaves }: Context, trx: Transaction<Tables>, campaign: Hex, epoch: number) {
  const found = await trx
    .selectFrom('batches')
    .select(['hash', 'key', 'terms_hash', 'sequence', 'count', 'labels_root', 'signature', 'number'])
    .where('campaign', '=', campaign)
    .where('reported_epoch', 'is', null)
    .where('epoch', '<=', epoch)
    .orderBy('number')
    .execute();
  if (found.length === 0) return { rows: [], hashes: [] };
  // By join: a list of numbers would be more parameters than PostgreSQL takes.
  const labels = await trx
    .selectFrom('labels')
    .innerJoin('batches', 'batches.id', 'labels.batch')
    .select(['batches.number', 'labels.task_part', 'labels.body_part'])
    .where('batches.campaign', '=', campaign)
    .where('batches.reported_epoch', 'is', null)
    .where('batches.epoch', '<=', epoch)
    .orderBy('batches.number')
    .orderBy('labels.position')
    .execute();
  const leaves = hashLeaves(labels.values().map((one) => partsOf(one.task_part, one.body_part)));
  const byNumber = new Map<number, Hex[]>(found.map(({ number }) => [number, []]));
  for (const [at, { number }] of labels.entries())
    byNumber.get(number)?.push(`0x${leaves.toString('hex', at * word, (at + 1) * word)}`);
  // Fields stand in the order in which a file has them, as those of a label's row do.
  const rows: BatchRow[] = found.map((batch) => ({
    count: batch.count,
    key: batch.key,
    labelsRoot: batch.labels_root,
    leaves: byNumber.get(batch.number) ?? [],
    number: batch.number,
    sequence: batch.sequence,
    signature: batch.signature,
    termsHash: batch.terms_hash,
  }));
  return { rows, hashes: found.map(({ hash }) => hash) };
}

const partsOf = (taskPart: Hex, bodyPart: Hex): Uint8Array =>
  Buffer.from(taskPart.slice(2) + bodyPart.slice(2), 'hex');
