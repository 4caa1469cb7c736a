import { unitsOf, wholeOf } from '../authoring/amounts.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { Expected } from '../storage/expected.ts';
import type { OrderRecord } from '../storage/records.ts';
import { checkPurse, tokenOf } from './can-pay.ts';
import { changeOrder, orderOf } from './change-order.ts';
import { type Requesting, relayNamed } from './requesting.ts';

const day = 86_400;
/** Terms close within 90 days of opening. */
const longest = 90 * day;

/** What a requester adds to a campaign that is open; empty: nothing. Amounts in whole tokens, as typed. */
export interface Addition {
  campaign: Hex;
  amount: string;
  /** Of a label, from the amendment on. */
  price: string;
  /** Days, as typed, after the time at which it closes now. */
  days: string;
}

interface Read {
  added: bigint;
  price: bigint;
  days: number;
}

function read({ amount, price, days }: Addition, { terms }: OrderRecord, decimals: number): Read {
  const added = amount.trim() === '' ? 0n : unitsOf(amount, decimals);
  const raised = price.trim() === '' ? BigInt(terms.price) : unitsOf(price, decimals);
  const more = days.trim() === '' ? 0 : wholeOf(days);
  if (added === undefined || raised === undefined || more === undefined)
    throw new Expected('not-an-amount', false);
  if (raised < BigInt(terms.price)) throw new Expected('price-lower', false);
  if (added === 0n && more === 0 && raised === BigInt(terms.price))
    throw new Expected('not-an-amount', false);
  if (terms.closes + more * day - terms.opens > longest) throw new Expected('closes-too-late', false);
  return { added, price: raised, days: more };
}

/**
 * More money, a higher price, more time, as the order wants it from here on; `advance` brings it to the chain. Receipts
 * that were given keep their price and their reserve.
 * @throws Expected `not-an-amount`, `price-lower`, `closes-too-late`, `unfinished`, `no-tokens`, `no-gas`
 */
export async function enlarge(requesting: Requesting, addition: Addition): Promise<void> {
  const db = await requesting.store.open();
  const order = await orderOf(db, addition.campaign);
  if (order.stage !== 'listed' || order.sent !== null) throw new Expected('unfinished', true);
  const relay = await relayNamed(requesting, order.relay);
  const { added, price, days } = read(addition, order, tokenOf(relay).decimals);
  if (added > 0n) await checkPurse(requesting, relay, added);
  await changeOrder(db, addition.campaign, ({ deposit, terms }) => ({
    deposit: String(BigInt(deposit) + added),
    terms: { ...terms, price: String(price), closes: terms.closes + days * day },
  }));
}
