import type { Purse } from '../chain/purse.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { termsHash } from '../protocol/signed/ids.ts';
import type { Database } from '../storage/database.ts';
import { Expected } from '../storage/expected.ts';
import type { OrderRecord, SentRecord } from '../storage/records.ts';
import { callFor } from './chain-step.ts';
import { changeOrder, orderOf } from './change-order.ts';
import { inLine } from './line.ts';
import { nextStep, type Step } from './next-step.ts';
import { purseAt, type Requesting, relayNamed } from './requesting.ts';
import { seeThrough } from './see-through.ts';
import { toldOf } from './told-order.ts';

const stages = { approve: 'approving', open: 'opening' } as const;

/** Follows what was sent to its end. @returns whether it has one yet */
async function settled(
  { now }: Requesting,
  db: Database,
  purse: Purse,
  { campaign, sent }: OrderRecord & { sent: SentRecord },
): Promise<boolean> {
  const outcome = await seeThrough(purse, sent, now);
  if (outcome === 'waiting') return false;
  await changeOrder(db, campaign, () => ({ sent: null }));
  if (outcome === 'reverted') throw new Expected('transaction-failed', true, sent.hash);
  return true;
}

async function look(order: OrderRecord, purse: Purse) {
  const [fund, allowance] = await Promise.all([
    purse.fund(order.campaign),
    purse.allowance(order.terms.token),
  ]);
  return { fund, next: nextStep({ ...order, termsHash: termsHash(order.terms) }, fund, allowance) };
}

/** Tells the relay of the campaign, or of its new terms. Telling it again changes nothing. */
async function list({ client }: Requesting, db: Database, order: OrderRecord): Promise<void> {
  const { relay, terms, campaign } = order;
  await client(relay).ask('openCampaign', { body: toldOf(order) });
  await changeOrder(db, campaign, () => ({ listed: termsHash(terms), stage: 'listed' }));
}

async function take(
  requesting: Requesting,
  db: Database,
  order: OrderRecord,
  purse: Purse,
  { fund, next }: { fund: Awaited<ReturnType<Purse['fund']>>; next: Step },
): Promise<'again' | 'rest'> {
  const { campaign } = order;
  if (fund.state !== 'none' && order.plan !== null)
    await changeOrder(db, campaign, () => ({ plan: null, stage: 'opened' }));
  if (next.step === 'list') {
    await list(requesting, db, order);
    return 'again';
  }
  if (next.step === 'over' || next.step === 'done') {
    if (next.step === 'done') await changeOrder(db, campaign, () => ({ stage: 'listed' }));
    return 'rest';
  }
  const { step } = next;
  const signed = await purse.sign(callFor(order, next, await purse.rules(), fund));
  const sent = { step, ...signed };
  const stage = fund.state === 'none' && (step === 'approve' || step === 'open') ? stages[step] : null;
  await changeOrder(db, campaign, () => ({ sent, ...(stage === null ? {} : { stage }) }));
  return 'again';
}

async function run(requesting: Requesting, campaign: Hex): Promise<void> {
  const db = await requesting.store.open();
  for (;;) {
    const order = await orderOf(db, campaign);
    const purse = await purseAt(requesting, await relayNamed(requesting, order.relay));
    const { sent } = order;
    if (sent !== null && !(await settled(requesting, db, purse, { ...order, sent }))) return;
    const current = await orderOf(db, campaign);
    if ((await take(requesting, db, current, purse, await look(current, purse))) === 'rest') return;
  }
}

/**
 * Brings chain and relay to where an order wants them, one step after the other, and writes down why it stops.
 */
export function advance(requesting: Requesting, campaign: Hex): Promise<void> {
  return inLine(async () => {
    const db = await requesting.store.open();
    try {
      await run(requesting, campaign);
      await changeOrder(db, campaign, () => ({ problem: null }));
    } catch (error) {
      const { code, detail, retry } =
        error instanceof Expected ? error : new Expected('internal', true, String(error).slice(0, 200));
      if (code === 'internal') console.error(error);
      await changeOrder(db, campaign, () => ({ problem: { code, detail, retry } }));
    }
  });
}
