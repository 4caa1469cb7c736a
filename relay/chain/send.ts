import { BaseError, keccak256, TransactionReceiptNotFoundError } from 'viem';
import type { LocalAccount } from 'viem/accounts';
import { revertReason } from '../../lib/protocol/abi/revert-reason.ts';
import { type Hex, lower } from '../../lib/protocol/scalar/hex.ts';
import type { Context } from '../context.ts';
import { finalBlock } from './client.ts';
import { raiseFee, type SentRow } from './raise-fee.ts';

/**
 * One round of the transaction rows, by the one process that holds the lock. A row is signed and stored before it is
 * sent, and what is stored is sent again until it is mined: a kill at any step sends nothing twice. A transaction that
 * the fees leave behind is signed again, for more, under its own nonce.
 */
export async function sendRound(context: Context, account: LocalAccount): Promise<void> {
  await followSent(context, account);
  await sendQueued(context, account);
}

async function followSent(context: Context, account: LocalAccount): Promise<void> {
  const sent = await rowsIn(context, 'sent');
  if (sent.length === 0) return;
  const final = await finalBlock(context.chain);
  const settledNonce = await context.chain.client.getTransactionCount({
    address: account.address,
    blockNumber: final,
  });
  for (const row of sent) {
    if (row.hash === null || row.raw === null || row.nonce === null) continue;
    const mined = await txReceipt(context, [row.hash, ...row.earlier]);
    if (mined === undefined) {
      // Another transaction of this sender took the nonce for good: this one can never be mined any more.
      if (row.nonce < settledNonce) await finish(context, row, 'failed', 'nonce taken');
      else await broadcast(context, (await raiseFee(context, account, row)) ?? row.raw);
    } else if (mined.blockNumber <= final) {
      const done = { ...row, hash: lower(mined.transactionHash) };
      await finish(context, done, mined.status === 'success' ? 'mined' : 'failed', 'reverted');
    }
  }
}

async function sendQueued(context: Context, account: LocalAccount): Promise<void> {
  const queued = await rowsIn(context, 'queued');
  for (const row of queued) {
    const call = { account: account.address, to: row.to_address, data: row.data } as const;
    let gas: bigint;
    try {
      gas = await context.chain.client.estimateGas(call);
    } catch (error) {
      const reason = revertReason(error);
      if (reason === undefined) throw error;
      await finish(context, row, 'failed', reason);
      continue;
    }
    const fees = await context.chain.client.estimateFeesPerGas();
    const nonce = await nextNonce(context, account.address);
    const raw = await account.signTransaction({
      type: 'eip1559',
      chainId: context.chain.chainId,
      to: row.to_address,
      data: row.data,
      nonce,
      gas: gas + gas / 5n + 10_000n,
      maxFeePerGas: fees.maxFeePerGas * 2n,
      maxPriorityFeePerGas: fees.maxPriorityFeePerGas,
    });
    const stored = await context.db
      .updateTable('transactions')
      .set({ state: 'sent', nonce, raw, hash: keccak256(raw), sent_at: context.now() })
      .where('id', '=', row.id)
      .where('state', '=', 'queued')
      .executeTakeFirst();
    if (stored.numUpdatedRows === 1n) await broadcast(context, raw);
  }
}

const rowsIn = (context: Context, state: 'queued' | 'sent'): Promise<SentRow[]> =>
  context.db
    .selectFrom('transactions')
    .select(['id', 'name', 'to_address', 'data', 'nonce', 'raw', 'hash', 'sent_at', 'earlier'])
    .where('state', '=', state)
    .orderBy('nonce')
    .orderBy('id')
    .limit(50)
    .execute();

/** After everything that is mined and everything that is stored to be sent. */
async function nextNonce(context: Context, sender: Hex): Promise<number> {
  const mined = await context.chain.client.getTransactionCount({ address: sender, blockTag: 'latest' });
  const row = await context.db
    .selectFrom('transactions')
    .select(({ fn }) => fn.max('nonce').as('highest'))
    .where('state', '=', 'sent')
    .executeTakeFirst();
  return Math.max(mined, (row?.highest ?? -1) + 1);
}

/** Of whichever of these hashes was mined. */
async function txReceipt(context: Context, hashes: Hex[]) {
  for (const hash of hashes) {
    try {
      return await context.chain.client.getTransactionReceipt({ hash });
    } catch (error) {
      if (!(error instanceof TransactionReceiptNotFoundError)) throw error;
    }
  }
  return undefined;
}

/** A node that has it already says so by an error; whether it was mined is asked in the next round. */
async function broadcast({ chain, log }: Context, raw: Hex): Promise<void> {
  try {
    await chain.client.sendRawTransaction({ serializedTransaction: raw });
  } catch (error) {
    if (!(error instanceof BaseError)) throw error;
    const isPoor = /insufficient funds/i.test(error.message);
    if (isPoor) log.warn('the relay’s account can not pay the gas: send it some of the chain’s coin');
    else log.debug({ reason: error.shortMessage }, 'transaction not taken');
  }
}

async function finish(
  context: Context,
  row: SentRow,
  state: 'mined' | 'failed',
  reason: string,
): Promise<void> {
  await context.db
    .updateTable('transactions')
    .set({ state, hash: row.hash, reason: state === 'failed' ? reason : null })
    .where('id', '=', row.id)
    .execute();
  // Names of claims hold addresses of people; the row's id finds them again.
  const [kind] = row.name.split(':');
  context.log.info(
    { transaction: row.id, kind, state, reason: state === 'failed' ? reason : undefined },
    'transaction',
  );
}
