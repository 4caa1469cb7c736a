import { type Address, createPublicClient, http, type PublicClient } from 'viem';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';

/** The node that the relay reads from and sends through, and the pair of contracts that it serves. */
export interface Chain {
  client: PublicClient;
  chainId: number;
  escrow: Hex;
  distributor: Hex;
  /** Submits roots and pays gas. */
  relay: Hex;
  /** Blocks on top of one that make it final: 0 on a local chain. */
  confirmations: number;
  /** Seconds between a submission and the earliest activation; immutable on chain. */
  timelock: number;
  /** Seconds without an activation after which redemption may begin; immutable on chain. */
  silence: number;
  /** Seconds after a campaign's `settleBy` after which redemption may begin; immutable on chain. */
  grace: number;
}

export const chainClient = (url: string): PublicClient =>
  createPublicClient({
    transport: http(url, { retryCount: 1, timeout: 5000 }),
    pollingInterval: 250,
    cacheTime: 0,
  });

/** The newest block that is deep enough not to be undone. */
export async function finalBlock({ client, confirmations }: Chain): Promise<bigint> {
  const head = await client.getBlockNumber({ cacheTime: 0 });
  return head > BigInt(confirmations) ? head - BigInt(confirmations) : 0n;
}

/** viem's type of an address has any case; ours is lower-case. */
export const sameAddress = (a: Address, b: Hex): boolean => a.toLowerCase() === b;
