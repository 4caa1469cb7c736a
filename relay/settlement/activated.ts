import { sql, type Transaction } from 'kysely';
import { entriesOnChain, type Statement } from '../../lib/protocol/ledger/statement.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { isActivated } from '../chain/roots.ts';
import type { Context } from '../context.ts';
import { lockEpoch } from '../db/locks.ts';
import { planByKeys } from '../db/plans.ts';
import type { Tables } from '../db/tables.ts';
import { readStatement } from './rewards.ts';
import { takeUpAgain } from './taken-up.ts';

/**
 * An epoch's root is active on chain at final depth: what its statement says becomes the state of labels, batches and
 * campaigns. Once: a repeat finds the epoch active and does nothing.
 * @returns whether the epoch is one of ours and was not active before
 * @throws Error when the chain activated another one under its number
 */
export async function applyActivation(context: Context, epoch: number): Promise<boolean> {
  const row = await context.db
    .selectFrom('epochs')
    .select(['statement_hash', 'state'])
    .where('epoch', '=', epoch)
    .where('state', '<>', 'active')
    .executeTakeFirst();
  if (row === undefined || row.statement_hash === null) return false;
  const statement = await readStatement(context.db, row.statement_hash);
  if (!(await isActivated(context.chain, statement)))
    throw new Error(`epoch ${epoch} on chain is not the one that this database cut`);
  const applied = await context.db.transaction().execute(async (trx) => {
    // Alone with the reserves: an ingest between sum and update would be lost from them.
    await lockEpoch(trx);
    await planByKeys(trx);
    const { numUpdatedRows } = await trx
      .updateTable('epochs')
      .set({ state: 'active', activated_at: context.now(), reason: null })
      .where('epoch', '=', epoch)
      .where('state', '<>', 'active')
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return false;
    if (row.state === 'revoked') await takeUpAgain(context, trx, epoch, statement.entries);
    await settleLabels(trx, epoch);
    await applyEntries(trx, epoch, statement);
    return true;
  });
  if (applied) context.log.info({ epoch }, 'epoch active');
  return applied;
}

/**
 * Writes labels and their batches, each row once: a batch is in eleven indexes. A label counts as open no more once it is paid or
 * rejected; one whose appeal is decided was rejected before.
 */
async function settleLabels(trx: Transaction<Tables>, epoch: number): Promise<void> {
  await sql`with said as (
      update labels l set state = s.state, state_epoch = s.epoch, credit = s.credit, code = s.code,
        evidence = s.evidence, weight = s.weight
      from settlements s join batches b using (campaign, number)
      where s.epoch = ${epoch} and l.batch = b.id and l.position = s.position
      returning l.batch, l.state <> 'held' and not exists (
        select from appeals a where a.batch = l.batch and a.position = l.position and a.decided_epoch = s.epoch) settled),
    counted as (select batch, count(*) filter (where settled) settled from said group by batch)
    update batches b set changed = pg_current_xact_id(), reported_epoch = coalesce(reported_epoch, ${epoch}),
      open = open - settled
    from counted where b.id = counted.batch`.execute(trx);
}

/** All in a few statements, however many: ingest waits. */
async function applyEntries(
  trx: Transaction<Tables>,
  epoch: number,
  { entries, ...statement }: Statement,
): Promise<void> {
  const campaigns = entries.map(({ campaign }) => campaign);
  await sql`update batches set reported_epoch = ${epoch}
    where campaign = any(${campaigns}::text[]) and reported_epoch is null and epoch <= ${epoch}`.execute(trx);
  const onChain = new Set(entriesOnChain({ entries, ...statement }));
  const columns = {
    credit: entries.map(({ credit }) => credit),
    open: entries.map(({ open }) => open),
    dataset: entries.map(({ final, contentHash }) => (final ? contentHash : null)),
    file: entries.map(({ file }) => file),
    changed: entries.map((entry) => onChain.has(entry)),
  };
  await sql`update campaigns c set credited = credited + e.credit, open = e.open, base_epoch = ${epoch}, file = e.file,
      reserved = coalesce((select sum(amount) from batches b where b.campaign = c.campaign and b.epoch > ${epoch}), 0),
      dataset = e.dataset, final_epoch = case when e.dataset is not null then ${epoch}::int4 end,
      put_off = case when not e.changed then put_off end
    from unnest(${campaigns}::text[], ${columns.credit}::numeric[], ${columns.open}::numeric[], ${columns.dataset}::text[],
      ${columns.file}::text[], ${columns.changed}::bool[]) e (campaign, credit, open, dataset, file, changed)
    where c.campaign = e.campaign`.execute(trx);
  await countAppeals(trx, epoch, campaigns);
  await sql`update campaigns c set lottery_share = l.share, lottery_taken = l.taken from lotteries l
    where l.campaign = any(${campaigns}::text[]) and l.epoch = ${epoch} and c.campaign = l.campaign`.execute(
    trx,
  );
}

/** What appeals have cost, and what is kept for those that are not decided: labels that are to come, and the label itself. */
async function countAppeals(
  trx: Transaction<Tables>,
  epoch: number,
  campaigns: readonly Hex[],
): Promise<void> {
  await sql`with given as (
      select a.campaign, b.price, a.outcome, a.decided_epoch = ${epoch} decided_now, coalesce(e.state = 'active', false) decided
      from appeals a join batches b on b.id = a.batch
      left join epochs e on e.epoch = a.decided_epoch where a.campaign = any(${campaigns}::text[])),
    again as (
      select r.campaign, r.price * (r.most + r.labels - (
        select count(*) from labels l where l.task = r.task and l.label is not null)) price
      from reopened r left join epochs e on e.epoch = r.closed_epoch
      where r.campaign = any(${campaigns}::text[]) and e.state is distinct from 'active')
    update campaigns c set
      appeals_paid = appeals_paid + (
        select coalesce(sum(price) filter (where decided_now and outcome = 'won'), 0) from given g where g.campaign = c.campaign),
      appeals_bound = (select coalesce(sum(price) filter (where not decided), 0) from given g where g.campaign = c.campaign)
        + (select coalesce(sum(price), 0) from again r where r.campaign = c.campaign)
    where campaign in (select campaign from given)`.execute(trx);
}
