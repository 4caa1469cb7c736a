import type { Transaction } from 'kysely';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { WeightsTable } from '../db/settlement-tables.ts';
import type { Tables } from '../db/tables.ts';

/** What labels of one campaign key, under receipts that name one payTo, own of their campaign's dataset. */
export interface Owned {
  key: Hex;
  payTo: Hex;
  weight: number;
}

/** One of each key and payTo, without those that own nothing. */
export function addOwned(list: readonly Owned[]): Owned[] {
  const sums = new Map<string, Owned>();
  for (const { key, payTo, weight } of list) {
    if (weight === 0) continue;
    const name = `${key}${payTo}`;
    sums.set(name, { key, payTo, weight: (sums.get(name)?.weight ?? 0) + weight });
  }
  return [...sums.values()];
}

/** What active epochs have paid for. */
export async function ownedBefore(trx: Transaction<Tables>, campaign: Hex): Promise<Owned[]> {
  const rows = await trx
    .selectFrom('weights')
    .innerJoin('epochs', 'epochs.epoch', 'weights.epoch')
    .select(['weights.key', 'weights.pay_to', 'weights.weight'])
    .where('weights.campaign', '=', campaign)
    .where('epochs.state', '=', 'active')
    .execute();
  return rows.map(({ key, pay_to, weight }) => ({ key, payTo: pay_to, weight }));
}

/** What is kept of what an epoch pays for. Should it be dropped, nobody asks for it: only active ones count. */
export const ownedRows = (campaign: Hex, owned: readonly Owned[], epoch: number): WeightsTable[] =>
  owned.map(({ key, payTo, weight }) => ({ campaign, epoch, key, pay_to: payTo, weight }));
