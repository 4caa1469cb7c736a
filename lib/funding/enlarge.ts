import { unitsOf, wholeOf } from '../authoring/amounts.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { Expected } from '../storage/expected.ts';
import type { OrderRecord } from '../storage/records.ts';
import { changeOrder, orderOf } from './change-order.ts';
import { tokenOf } from './place-order.ts';
import { type Requesting, relayNamed } from './requesting.ts';

const day = 86_400;
/** Terms close within 90 days of opening. */
const longest = 90 * day;

/** What a requester adds to a campaign that is open; empty: nothing. */
export interface Addition {
  campaign: Hex;
  /** In whole tokens, as typed. */
  amount: string;
  /** Days, as typed, after the time at which it closes now. */
  days: string;
}

function changed(order: OrderRecord, added: bigint, days: number): Partial<OrderRecord> {
  const { terms, deposit } = order;
  const closes = terms.closes + days * day;
  if (closes - terms.opens > longest) throw new Expected('closes-too-late', false);
  return { deposit: String(BigInt(deposit) + added), terms: days === 0 ? terms : { ...terms, closes } };
}

/**
 * More money, more time, or both, as the order wants it from here on; `advance` brings it to the chain. Receipts that were
 * given keep their price and their reserve.
 * @throws Expected `not-an-amount`, `closes-too-late`, `unfinished`, `no-tokens`
 */
export async function enlarge(requesting: Requesting, { campaign, amount, days }: Addition): Promise<void> {
  const db = await requesting.store.open();
  const order = await orderOf(db, campaign);
  if (order.stage !== 'listed' || order.sent !== null) throw new Expected('unfinished', true);
  const relay = await relayNamed(requesting, order.relay);
  const added = amount.trim() === '' ? 0n : unitsOf(amount, tokenOf(relay).decimals);
  const more = days.trim() === '' ? 0 : wholeOf(days);
  if (added === undefined || more === undefined || (added === 0n && more === 0))
    throw new Expected('not-an-amount', false);
  await changeOrder(db, campaign, (before) => changed(before, added, more));
}
