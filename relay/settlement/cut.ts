import type { Transaction } from 'kysely';
import { rewardLeafHash, treeOf, wordLeafHash } from '../../lib/protocol/ledger/leaves.ts';
import { type Statement, statementVersion } from '../../lib/protocol/ledger/statement.ts';
import { enqueue } from '../chain/outbox.ts';
import { receiptKeyToOpen } from '../chain/receipt-keys.ts';
import { submitData } from '../chain/root-calls.ts';
import { stuckTokens } from '../chain/stuck-tokens.ts';
import { seenUntilOf } from '../chain/watch.ts';
import type { Context } from '../context.ts';
import { lockEpoch } from '../db/locks.ts';
import { planByKeys } from '../db/plans.ts';
import type { Tables } from '../db/tables.ts';
import type { Cut } from './campaign-part.ts';
import { storeFile } from './files.ts';
import { openTree } from './open-leaves.ts';
import { fewLabels, partsOf } from './parts.ts';
import { rewardLeaves } from './reward-leaves.ts';
import { readStatement } from './rewards.ts';

/**
 * Closes the open epoch: under the exclusive lock, in one transaction, opens the next, settles what is due, stores the
 * statement and writes down its submission. A kill leaves either all of it or nothing. Ingest waits meanwhile, so no
 * task that is settled here takes a label of which its statement does not know.
 *
 * Only one epoch is in flight: the caller asks first, and the database refuses a second.
 * @param few labels up to which no thread is started
 * @returns the epoch that was cut
 */
export async function cutEpoch(context: Context, few = fewLabels): Promise<number> {
  // Asked before the lock: nobody waits for a slow node.
  const [seenUntil, stuck, next] = await Promise.all([
    seenUntilOf(context),
    stuckTokens(context),
    nextEpoch(context),
  ]);
  const { number: epoch, putOff } = await context.db.transaction().execute(async (trx) => {
    await lockEpoch(trx);
    await planByKeys(trx);
    const { epoch: number } = await trx
      .selectFrom('epochs')
      .select('epoch')
      .where('state', '=', 'open')
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (next.epoch !== number + 1) throw new Error(`epoch ${number} was opened meanwhile`);
    const now = context.now();
    const dueBy = now + context.epochSeconds + context.chain.timelock;
    const when: Cut = { epoch: number, cut: now, dueBy, seenUntil, stuck };
    const { statement, putOff } = await makeStatement(context, trx, when, few);
    const hash = await storeFile(trx, context.keccak, statement);
    await trx
      .updateTable('epochs')
      .set({ state: 'cut', cut: now, previous: statement.previous?.epoch ?? 0, statement_hash: hash })
      .where('epoch', '=', number)
      .execute();
    await trx
      .insertInto('epochs')
      .values({
        epoch: number + 1,
        state: 'open',
        opened_at: now,
        cut_requested: putOff > 0,
        cut: null,
        previous: null,
        statement_hash: null,
        submitted_at: null,
        activated_at: null,
        receipt_key: next.receiptKey,
        reason: null,
      })
      .execute();
    await enqueue(trx, {
      name: `submit:${number}`,
      to: context.chain.escrow,
      data: submitData(statement, hash),
    });
    return { number, putOff };
  });
  context.log.info({ epoch, putOff }, 'epoch cut');
  context.metrics.putOff.inc(putOff);
  return epoch;
}

async function nextEpoch(context: Context) {
  const { epoch } = await context.db
    .selectFrom('epochs')
    .select('epoch')
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  return { epoch: epoch + 1, receiptKey: await receiptKeyToOpen(context, epoch + 1) };
}

async function makeStatement(context: Context, trx: Transaction<Tables>, when: Cut, few: number) {
  const { keccak, place } = context;
  const before = await lastActive(trx);
  const { parts, putOff } = await partsOf(context, trx, when, few);
  const credits = parts.flatMap(({ token, credits: earned }) =>
    [...earned].map(([payTo, amount]) => ({ payTo, token, amount })),
  );
  const rewards = rewardLeaves(before?.rewards ?? [], credits);
  const open = openTree(
    parts.flatMap(({ openLeaves }) => openLeaves),
    keccak,
  );
  const batches = parts.flatMap(({ batchHashes }) => batchHashes);
  const statement: Statement = {
    version: statementVersion,
    chainId: place.chainId,
    escrow: place.escrow,
    epoch: when.epoch,
    cut: when.cut,
    previous: before === undefined ? null : { epoch: before.epoch, statementHash: before.hash },
    batchesRoot: treeOf(batches, wordLeafHash, keccak).root,
    rewardRoot: treeOf(rewards, rewardLeafHash, keccak).root,
    rewards,
    openRoot: open.root,
    openLeaves: open.leaves,
    entries: parts.flatMap(({ entry }) => entry ?? []),
  };
  return { statement, putOff };
}

async function lastActive(trx: Transaction<Tables>) {
  const row = await trx
    .selectFrom('epochs')
    .select(['epoch', 'statement_hash'])
    .where('state', '=', 'active')
    .orderBy('epoch', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined || row.statement_hash === null) return undefined;
  const { rewards } = await readStatement(trx, row.statement_hash);
  return { epoch: row.epoch, hash: row.statement_hash, rewards };
}
