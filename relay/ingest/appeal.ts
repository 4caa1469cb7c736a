import { sql, type Transaction } from 'kysely';
import type { AppealAnswer, AppealRequest } from '../../lib/protocol/api/appeals.ts';
import { mostAppeals } from '../../lib/protocol/label/appealed.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { type Appeal, appealHash, appealReceiptHash } from '../../lib/protocol/signed/appeal.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import type { Context } from '../context.ts';
import { holdEpoch } from '../db/locks.ts';
import type { CampaignsTable, Tables } from '../db/tables.ts';
import { ProblemError } from '../problem-error.ts';
import { appealReserveOf, freeOf } from './free.ts';
import { accountsAsOne } from './linked-accounts.ts';
import { isRevoked, newestLink } from './standing.ts';

const hour = 3600;

interface Rejected {
  batch: number;
  key: Hex;
  account: Hex;
  price: bigint;
  task: Hex;
  evidence: string;
  rejected_epoch: number;
  /** When that epoch was cut. */
  cut: number;
}

/**
 * Takes an appeal: opens the label's task again and keeps what that can cost. A task is opened again once; whoever appeals
 * later is judged by the same labels. Idempotent.
 * @throws ProblemError `unknown-campaign`, `bad-signature`, `revoked`, `not-appealable`, `closed`, `appeals-used`,
 *   `appeals-unfunded`, `unavailable`
 */
export async function receiveAppeal(
  context: Context,
  { appeal, signature }: AppealRequest,
): Promise<AppealAnswer> {
  const hash = appealHash(context.place, appeal, context.keccak);
  const signer = await context.signerOf(hash, signature);
  const kept = await context.db.transaction().execute(async (trx) => {
    await holdEpoch(trx);
    const campaign = await trx
      .selectFrom('campaigns')
      .selectAll()
      .where('campaign', '=', appeal.campaign)
      .forUpdate()
      .executeTakeFirst();
    if (campaign === undefined) throw new ProblemError('unknown-campaign');
    const label = await rejectedLabel(trx, appeal);
    if (signer !== label.key) throw new ProblemError('bad-signature');
    const before = await trx
      .selectFrom('appeals')
      .innerJoin('epochs', 'epochs.epoch', 'appeals.epoch')
      .select(['decide_by', 'receipt_key', 'appeals.epoch'])
      .where('batch', '=', label.batch)
      .where('position', '=', appeal.index)
      .executeTakeFirst();
    if (before !== undefined) return before;
    const link = await newestLink(trx, label.key, appeal.campaign);
    const keys = [label.key, link?.signer ?? label.key];
    for (const account of new Set([label.account, link?.account ?? label.account]))
      if (await isRevoked(trx, account, keys)) throw new ProblemError('revoked');
    return take(context, trx, campaign, label, { appeal, signature });
  });
  return promiseOf(context, hash, kept);
}

interface Kept {
  epoch: number;
  decide_by: number;
  receipt_key: Hex | null;
}

async function promiseOf(context: Context, hash: Hex, kept: Kept): Promise<AppealAnswer> {
  const { receipts, place, keccak } = context;
  const { epoch, decide_by: decideBy } = kept;
  const digest = appealReceiptHash(place, { appealHash: hash, epoch, decideBy }, keccak);
  return { epoch, decideBy, signature: await receipts.sign(receiptKeyOf(context, kept), digest) };
}

function receiptKeyOf({ receipts }: Context, { receipt_key: key }: Pick<Kept, 'receipt_key'>): Hex {
  if (key === null || !receipts.holds(key))
    throw new ProblemError('unavailable', `This relay does not have the receipt key ${key}`);
  return key;
}

/** A label of which an active epoch says that it is rejected though its task speaks against it, and whoever signed it. */
async function rejectedLabel(trx: Transaction<Tables>, appeal: Appeal): Promise<Rejected> {
  const { rows } = await sql<Rejected & { rejected: boolean }>`
    select b.id batch, b.key, b.account, b.price, l.task, coalesce(a.evidence, l.evidence, '') evidence,
      coalesce(a.rejected_epoch, l.state_epoch) rejected_epoch, e.cut,
      a.batch is not null or (l.state = 'rejected' and l.code = 'below-guess' and least(f.score, f.given) < 0) rejected
    from batches b join labels l on l.batch = b.id and l.position = ${appeal.index}
    left join appeals a on a.batch = b.id and a.position = l.position
    left join findings f on f.campaign = b.campaign and f.number = b.number and f.position = l.position
    left join epochs e on e.epoch = l.state_epoch
    where b.campaign = ${appeal.campaign} and b.number = ${appeal.number}`.execute(trx);
  const [label] = rows;
  if (label?.rejected !== true) throw new ProblemError('not-appealable');
  return label;
}

async function take(
  context: Context,
  trx: Transaction<Tables>,
  row: CampaignsTable,
  label: Rejected,
  { appeal, signature }: AppealRequest,
): Promise<Kept> {
  const terms = await context.termsOf(trx, row.campaign, row.terms_hash);
  if (terms === undefined) throw new ProblemError('unavailable');
  const now = context.now();
  const within = terms.acceptByHours * hour;
  if (row.chain_state !== 'active' || row.final_epoch !== null || now >= terms.closes)
    throw new ProblemError('closed');
  if (now > label.cut + within)
    throw new ProblemError('not-appealable', `It could be until ${label.cut + within}.`);
  const { count } = await trx
    .selectFrom('appeals')
    .leftJoin('epochs', (on) => on.onRef('epochs.epoch', '=', 'decided_epoch').on('state', '=', 'active'))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('campaign', '=', row.campaign)
    .where('account', 'in', (await accountsAsOne(trx, label.account)).accounts)
    // Not before its epoch is active is one decided: another may decide it otherwise.
    .where((is) => is.or([is('epochs.epoch', 'is', null), is('outcome', '=', 'lost')]))
    .executeTakeFirstOrThrow();
  if (count >= mostAppeals) throw new ProblemError('appeals-used');
  const open = await trx
    .selectFrom('epochs')
    .select(['epoch', 'receipt_key'])
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  // Before anything is written: another relay on this database can promise it, and answer.
  receiptKeyOf(context, open);
  const { until, bound } = await reopen(trx, row, terms, label, now + within);
  const decideBy = Math.max(now, until) + within;
  await trx
    .insertInto('appeals')
    .values({
      batch: label.batch,
      campaign: row.campaign,
      position: appeal.index,
      account: label.account,
      signature,
      rejected_epoch: label.rejected_epoch,
      evidence: label.evidence,
      outcome: null,
      decided_epoch: null,
      epoch: open.epoch,
      decide_by: decideBy,
    })
    .execute();
  await trx
    .updateTable('campaigns')
    .set((set) => ({ appeals_bound: set('appeals_bound', '+', bound) }))
    .where('campaign', '=', row.campaign)
    .execute();
  return { ...open, decide_by: decideBy };
}

/** @returns by when the first label must have come, and what of the reserve the appeal binds */
async function reopen(
  trx: Transaction<Tables>,
  row: CampaignsTable,
  terms: Terms,
  { task, price }: Rejected,
  until: number,
): Promise<{ until: number; bound: bigint }> {
  const { rows } = await sql<{ until: number }>`select until from reopened
    where task = decode(substr(${task}, 3), 'hex')`.execute(trx);
  const most = terms.policy.redundancy.max;
  // Without money for one label more the campaign is not listed: nobody would come, and the appeal would only lapse.
  if (rows[0] === undefined && freeOf(row) < BigInt(terms.price)) throw new ProblemError('appeals-unfunded');
  const bound = price + (rows[0] === undefined ? BigInt(most) * BigInt(terms.price) : 0n);
  if (bound > appealReserveOf(row)) throw new ProblemError('appeals-unfunded');
  if (rows[0] !== undefined) return { until: rows[0].until, bound };
  await sql`insert into reopened (task, campaign, from_number, labels, most, price, until)
    select task, ${row.campaign}, ${row.next_number}, count(*), ${most}, ${terms.price}, ${until}
    from labels where task = decode(substr(${task}, 3), 'hex') and label is not null group by task`.execute(
    trx,
  );
  for (const table of ['tasks', 'rests'])
    await sql`delete from ${sql.table(table)} where task = decode(substr(${task}, 3), 'hex')`.execute(trx);
  return { until, bound };
}
