import { completed } from '../authoring/form.ts';
import { writeTerms } from '../authoring/write-terms.ts';
import type { PlanRecord, RelayRecord } from '../storage/records.ts';
import type { ConsoleView, PlanRow } from '../view/console.ts';
import { tokenOf } from './can-pay.ts';
import { orderView } from './order-view.ts';
import type { Requesting } from './requesting.ts';

function planRow(
  { id, form, savedAt }: PlanRecord,
  relay: RelayRecord | undefined,
  account: `0x${string}`,
): PlanRow {
  if (relay === undefined) return { id, title: form.title, savedAt, faults: 0 };
  const { chainId, escrow } = relay.info;
  const place = { chainId, escrow, token: tokenOf(relay), requester: account, now: 0 };
  return { id, title: form.title, savedAt, faults: writeTerms(completed(form), place).faults.length };
}

/** Everything that the console lists, from the store alone, newest first. */
export async function consoleView({ store, identity }: Requesting): Promise<ConsoleView> {
  const db = await store.open();
  const relays = await db.getAll('relays');
  const relay = relays.at(-1);
  const tokens = relays.flatMap(({ info }) => info.tokens);
  const account = (await identity.account()).address;
  const plans = await db.getAll('plans');
  const orders = await db.getAll('orders');
  return {
    relay: relay === undefined ? null : { url: relay.url, chainId: relay.info.chainId },
    account,
    plans: plans.sort((a, b) => b.savedAt - a.savedAt).map((plan) => planRow(plan, relay, account)),
    orders: orders.sort((a, b) => b.placedAt - a.placedAt).map((order) => orderView(order, tokens)),
  };
}
