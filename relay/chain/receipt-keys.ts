import { encodeFunctionData } from 'viem';
import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import { type Hex, lower } from '../../lib/protocol/scalar/hex.ts';
import type { Context } from '../context.ts';
import { type Chain, finalBlock } from './client.ts';
import { lastRotation } from './rotations.ts';

/** Whose signature makes a receipt of this epoch, at the newest block or at an earlier one. */
export async function receiptKeyOf(
  { client, escrow }: Chain,
  epoch: number,
  blockNumber?: bigint,
): Promise<Hex> {
  const key = await client.readContract({
    address: escrow,
    abi: campaignEscrowAbi,
    functionName: 'receiptKey',
    args: [epoch],
    ...(blockNumber === undefined ? {} : { blockNumber }),
  });
  return lower(key);
}

/** Calldata of `CampaignEscrow.rotateReceiptKey`. */
export const rotateData = (key: Hex, fromEpoch: number): Hex =>
  encodeFunctionData({ abi: campaignEscrowAbi, functionName: 'rotateReceiptKey', args: [key, fromEpoch] });

/**
 * The receipt key of an epoch that is about to be opened, at final depth.
 * @throws Error while a rotation that covers it does not count yet, since receipts by the earlier key would be worth
 *   nothing once it does; or when this process has not the key, so that another one, or a later try, opens the epoch
 */
export async function receiptKeyToOpen(context: Context, epoch: number): Promise<Hex> {
  const { db, chain, receipts } = context;
  const rotation = await lastRotation(db, epoch);
  const key = await receiptKeyOf(chain, epoch, await finalBlock(chain));
  if (rotation !== undefined && rotation.key !== key)
    throw new Error(`epoch ${epoch} waits until the escrow counts the receipt key ${rotation.key}`);
  if (!receipts.holds(key)) throw new Error(`epoch ${epoch} waits for the receipt key ${key} in RECEIPT_KEY`);
  return key;
}
