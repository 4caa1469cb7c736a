import { giveGolds } from '../authoring/known.ts';
import { writeTerms } from '../authoring/write-terms.ts';
import { bytesToHex } from '../protocol/ledger/bytes.ts';
import { campaignId } from '../protocol/signed/ids.ts';
import { removeTrials } from '../queue/question-sets.ts';
import { Expected } from '../storage/expected.ts';
import type { OrderRecord, PlanRecord, RelayRecord } from '../storage/records.ts';
import { writeStrictly } from '../storage/write.ts';
import { checkPurse, tokenOf } from './can-pay.ts';
import { planNamed, planStores, setsOf } from './plans.ts';
import { type Requesting, relayInUse } from './requesting.ts';
import { type ToldOrder, toldOf } from './told-order.ts';

/**
 * What the relay would say of these terms, before any money is locked for them: that they are not funded yet is all that
 * may be missing.
 */
async function askRelay({ client }: Requesting, relay: RelayRecord, order: ToldOrder): Promise<void> {
  try {
    await client(relay.url).ask('openCampaign', { body: toldOf(order) });
  } catch (error) {
    if (!(error instanceof Expected)) throw error;
    if (error.code === 'not-funded') return;
    if (error.code === 'malformed' || error.code === 'asks-secret')
      throw new Expected('terms-refused', false, error.detail);
    throw error;
  }
}

/**
 * Turns a plan into an order: its terms, salt and deposit are pinned in one strict commit before the first transaction,
 * so that whatever happens next belongs to this one campaign.
 * @throws Expected `plan-changed`, `plan-faulty`, `no-tokens`, `no-gas`, `terms-refused`, `chain-unavailable`
 */
export async function placeOrder(
  requesting: Requesting,
  { id, revision }: Pick<PlanRecord, 'id' | 'revision'>,
): Promise<OrderRecord> {
  const { store, identity, now, random } = requesting;
  const db = await store.open();
  const plan = await planNamed(db, id);
  if (plan.revision !== revision) throw new Expected('plan-changed', false);
  const relay = await relayInUse(requesting);
  const { chainId, escrow } = relay.info;
  const token = tokenOf(relay);
  const requester = (await identity.account()).address;
  const place = { chainId, escrow, token, requester, now: Math.floor(now() / 1000) };
  const { terms: plain, money, truths } = writeTerms(plan.form, place);
  if (plain === null || money.deposit === null) throw new Expected('plan-faulty', false);
  await checkPurse(requesting, relay, money.deposit);
  const salt = bytesToHex(random(32));
  const campaign = campaignId(chainId, escrow, requester, salt);
  const { terms, golds } = await giveGolds(plain, campaign, truths, random);
  const told = { salt, terms, ...(golds === undefined ? {} : { golds }) };
  await askRelay(requesting, relay, told);
  const order: OrderRecord = {
    campaign,
    relay: relay.url,
    ...told,
    deposit: String(money.deposit),
    plan,
    placedAt: now(),
    stage: 'approving',
    listed: null,
    sent: null,
    samples: [],
    refund: false,
    problem: null,
  };
  await writeStrictly(db, [...planStores, 'orders'], async (transaction) => {
    const current = await transaction.objectStore('plans').get(id);
    if (current?.revision !== revision) throw new Expected('plan-changed', false);
    await transaction.objectStore('plans').delete(id);
    await removeTrials(transaction, setsOf(current));
    await transaction.objectStore('orders').put(order);
  });
  return order;
}
