import { completed } from '../authoring/form.ts';
import { writeSet, writeTerms } from '../authoring/write-terms.ts';
import type { Looking } from '../overview/overview.ts';
import { setViews } from '../queue/question-sets.ts';
import type { PlanRecord, RelayRecord } from '../storage/records.ts';
import type { ConsoleView, PlanRow } from '../view/console.ts';
import { tokenOf } from './can-pay.ts';
import { orderView } from './order-view.ts';
import type { Requesting } from './requesting.ts';

function planRow(
  { id, form: kept, savedAt }: PlanRecord,
  relay: RelayRecord | undefined,
  account: `0x${string}`,
): PlanRow {
  const form = completed(kept);
  const { title, isPrivate } = form;
  const row = { id, isPrivate, title, savedAt };
  if (isPrivate) return { ...row, faults: writeSet(form).faults.length };
  if (relay === undefined) return { ...row, faults: 0 };
  const { chainId, escrow } = relay.info;
  const place = { chainId, escrow, token: tokenOf(relay), requester: account, now: 0 };
  return { ...row, faults: writeTerms(form, place).faults.length };
}

/** Everything that the console lists, from the store alone, newest first. */
export async function consoleView({
  store,
  identity,
  granted,
}: Pick<Requesting, 'store' | 'identity'> & Pick<Looking, 'granted'>): Promise<ConsoleView> {
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
    sets: await setViews(db, granted),
    plans: plans.sort((a, b) => b.savedAt - a.savedAt).map((plan) => planRow(plan, relay, account)),
    orders: orders.sort((a, b) => b.placedAt - a.placedAt).map((order) => orderView(order, tokens)),
  };
}
