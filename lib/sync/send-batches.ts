import { receiptFault } from '../audit/check-receipt.ts';
import type { ChainReader } from '../chain/reader.ts';
import type { BatchAnswer } from '../protocol/api/batches.ts';
import { receiptHash } from '../protocol/signed/receipt.ts';
import type { Database } from '../storage/database.ts';
import { Expected } from '../storage/expected.ts';
import type { BatchRecord, RelayRecord } from '../storage/records.ts';
import { raise } from './alarms.ts';
import { giveUp, keepAnswer, takeOver } from './keep-answer.ts';
import type { Working } from './working.ts';

/** Codes that new delegations mend: the batch is sent again after them. */
export const needsDelegation = (code: string): boolean =>
  code === 'unknown-key' || code === 'delegation-expired';

/** Codes by which a relay does not take a key. It looks for a batch that it has first: under them it has it not. */
const isOfKey = (code: string): boolean => needsDelegation(code) || code === 'revoked';

/** Two days: how far this device's clock and the relay's may be apart before a promised date is called too late. */
export const skewSeconds = 2 * 86_400;

async function faultOf(
  { store, now }: Working,
  { info }: RelayRecord,
  chain: ChainReader,
  record: BatchRecord,
  answer: BatchAnswer,
): Promise<string | undefined> {
  const db = await store.open();
  const join = await db.get('joins', record.campaign);
  const known = await db.get('campaigns', record.campaign);
  const acceptSeconds = (known?.terms.acceptByHours ?? Number.POSITIVE_INFINITY) * 3600;
  return receiptFault(answer, {
    place: { chainId: info.chainId, escrow: info.escrow },
    batch: record.request.batch,
    batchHash: record.hash,
    // Where a batch was signed on another device, a payTo may have been named since that this one does not know.
    payTos: record.blind === undefined ? (join?.namedPayTos ?? []) : [answer.receipt.payTo],
    price: BigInt(record.price),
    latestAcceptBy: Math.floor(now() / 1000) + acceptSeconds + skewSeconds,
    receiptKey: await chain.receiptKey(answer.receipt.epoch),
  });
}

async function raiseUnsigned(
  db: Database,
  { info }: RelayRecord,
  { hash, campaign, request }: BatchRecord,
  answer: BatchAnswer,
  fault: string,
  seenAt: number,
): Promise<void> {
  await raise(db, {
    id: `receipt:${receiptHash({ chainId: info.chainId, escrow: info.escrow }, answer.receipt)}`,
    kind: 'unsigned',
    campaign,
    epoch: answer.receipt.epoch,
    detail: `The receipt of batch ${hash} does not hold: ${fault}.`,
    seenAt,
    evidence: { batch: request, answer },
  });
}

/** Two receipts of one number prove a lie by themselves: no statement can list both batches. */
async function raiseSameNumber(
  db: Database,
  { hash, campaign, request }: BatchRecord,
  answer: BatchAnswer,
  seenAt: number,
): Promise<void> {
  const { number, epoch } = answer.receipt;
  for (const other of await db.getAll('batches')) {
    if (other.campaign !== campaign || other.hash === hash || other.answer?.receipt.number !== number)
      continue;
    await raise(db, {
      id: `number:${campaign}:${number}`,
      kind: 'same-number',
      campaign,
      epoch,
      detail: `Receipt ${number} is signed for batch ${other.hash} and for batch ${hash}.`,
      seenAt,
      evidence: [
        { batch: other.request, answer: other.answer },
        { batch: request, answer },
      ],
    });
  }
}

/** Undefined when the relay will never take the batch: then its labels say why, or are signed by this device instead. */
async function ask(working: Working, url: string, record: BatchRecord): Promise<BatchAnswer | undefined> {
  try {
    return await working.client(url).ask('batches', { body: record.request });
  } catch (error) {
    if (!(error instanceof Expected) || error.retry) throw error;
    if (record.blind !== undefined && isOfKey(error.code)) {
      await takeOver(await working.store.open(), record);
      return undefined;
    }
    if (needsDelegation(error.code)) throw error;
    await giveUp(await working.store.open(), record, error);
    return undefined;
  }
}

/** What a relay can not do now for one campaign, of which an epoch takes no more labels, it can for others. */
const noteLate =
  (late: Map<string, Expected>, { campaign }: BatchRecord) =>
  (error: unknown): undefined => {
    if (!(error instanceof Expected) || error.code !== 'unavailable') throw error;
    late.set(campaign, error);
  };

/**
 * Sends every stored batch that has no answer yet. The same bytes again get the same receipt, so a kill anywhere in
 * between costs nothing. An answer that is not a good receipt is an alarm; that batch stays unanswered, and the others
 * are sent. So are other campaigns' where one has to wait.
 *
 * @param untold campaigns whose batches wait for another sync
 * @returns whether a label was sent in vain, of a task that the catalogue does not know to be full
 * @throws Expected `bad-receipt` or `unavailable` after all are sent, or what the relay or the chain said
 */
export async function sendBatches(
  working: Working,
  relay: RelayRecord,
  chain: ChainReader,
  untold: ReadonlySet<string>,
): Promise<boolean> {
  const db = await working.store.open();
  const waiting = (await db.getAllFromIndex('batches', 'unanswered'))
    .filter(({ relay: url, campaign }) => url === relay.url && !untold.has(campaign))
    .sort((a, b) => a.cutAt - b.cutAt);
  if (waiting.length === 0) return false;
  const { epoch: lastActive } = await chain.lastActivation();
  let bad: string | undefined;
  let inVain = false;
  const late = new Map<string, Expected>();
  for (const record of waiting) {
    if (late.has(record.campaign)) continue;
    const answer = await ask(working, relay.url, record).catch(noteLate(late, record));
    if (answer === undefined) continue;
    const fault = await faultOf(working, relay, chain, record, answer);
    if (fault === undefined) {
      await keepAnswer(db, record, answer, lastActive);
      inVain ||= answer.refused.some(([, code]) => code === 'task-full');
      await raiseSameNumber(db, record, answer, working.now());
    } else await raiseUnsigned(db, relay, record, answer, fault, working.now());
    bad ??= fault;
  }
  if (bad !== undefined) throw new Expected('bad-receipt', true, bad);
  for (const error of late.values()) throw error;
  return inVain;
}
