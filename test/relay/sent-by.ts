import { privateKeyToAccount } from 'viem/accounts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Scene } from './scene.ts';

/** Every transaction of this key's account that stands on chain, from the first block to the newest. */
export async function sentBy({ publicClient }: Scene, key: Hex): Promise<{ hash: Hex; input: Hex }[]> {
  const sender = privateKeyToAccount(key).address.toLowerCase();
  const found: { hash: Hex; input: Hex }[] = [];
  const head = await publicClient.getBlockNumber();
  for (let blockNumber = 0n; blockNumber <= head; blockNumber++) {
    const { transactions } = await publicClient.getBlock({ blockNumber, includeTransactions: true });
    for (const { from, hash, input } of transactions)
      if (from.toLowerCase() === sender) found.push({ hash, input });
  }
  return found;
}
