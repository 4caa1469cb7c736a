import { keccak256, parseTransaction } from 'viem';
import type { LocalAccount } from 'viem/accounts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Context } from '../context.ts';
import type { TransactionsTable } from '../db/tables.ts';

/** A transaction row that was sent. */
export type SentRow = Pick<
  TransactionsTable,
  'name' | 'to_address' | 'data' | 'nonce' | 'raw' | 'hash' | 'sent_at'
> & { id: number; earlier: Hex[] };

/** What a transaction of EIP-1559 offers, in wei per gas. */
interface Fees {
  maxFeePerGas: bigint;
  maxPriorityFeePerGas: bigint;
}

/** Seconds that a transaction may wait for its block before its fee is looked at. */
const patience = 60;

/** Nodes take another transaction of the same nonce for a tenth more of both; an eighth is safe from rounding. */
const more = (fee: bigint): bigint => fee + fee / 8n + 1n;
const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** What to offer instead; undefined while the market asks no more than was offered, since waiting is enough then. */
export function raisedFees(offered: Fees, market: Fees): Fees | undefined {
  const isBehind =
    market.maxFeePerGas > offered.maxFeePerGas || market.maxPriorityFeePerGas > offered.maxPriorityFeePerGas;
  if (!isBehind) return undefined;
  return {
    maxFeePerGas: larger(more(offered.maxFeePerGas), market.maxFeePerGas * 2n),
    maxPriorityFeePerGas: larger(more(offered.maxPriorityFeePerGas), market.maxPriorityFeePerGas),
  };
}

/**
 * Signs a transaction that waits again, for more, under the same nonce; stored before anybody sends it.
 * @returns what is to be sent now; undefined when that is what was sent before
 */
export async function raiseFee(
  context: Context,
  account: LocalAccount,
  row: SentRow,
): Promise<Hex | undefined> {
  const { id, to_address: to, data, nonce, raw: before, hash, earlier } = row;
  if (before === null || hash === null || nonce === null) return undefined;
  if (context.now() < (row.sent_at ?? 0) + patience) return undefined;
  const { gas, maxFeePerGas = 0n, maxPriorityFeePerGas = 0n } = parseTransaction(before);
  const market = await context.chain.client.estimateFeesPerGas();
  const fees = raisedFees({ maxFeePerGas, maxPriorityFeePerGas }, market);
  if (fees === undefined || gas === undefined) return undefined;
  const { chainId } = context.chain;
  const raw = await account.signTransaction({ type: 'eip1559', chainId, to, data, nonce, gas, ...fees });
  const { numUpdatedRows } = await context.db
    .updateTable('transactions')
    .set({ raw, hash: keccak256(raw), sent_at: context.now(), earlier: [...earlier, hash] })
    .where('id', '=', id)
    .where('hash', '=', hash)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return undefined;
  context.metrics.raises.inc();
  context.log.info({ transaction: id }, 'fee raised');
  return raw;
}
