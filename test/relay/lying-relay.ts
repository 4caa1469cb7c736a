import { type BatchAnswer, batchRequest } from '../../lib/protocol/api/batches.ts';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { type CampaignFile, campaignFile, type Statement } from '../../lib/protocol/ledger/statement.ts';
import { batchHash } from '../../lib/protocol/signed/batch.ts';
import { type Receipt, receiptHash, refusedHash } from '../../lib/protocol/signed/receipt.ts';
import { submitData } from '../../relay/chain/root-calls.ts';
import { cutEpoch } from '../../relay/settlement/cut.ts';
import { readFileText, storeFile } from '../../relay/settlement/files.ts';
import { readStatement } from '../../relay/settlement/rewards.ts';
import type { Line } from './device.ts';
import type { Opened } from './labeler.ts';
import type { Scene } from './scene.ts';

/**
 * Between device and relay, with the receipt key: it answers batches itself, and the relay never hears of them. Everything
 * is signed as it should be.
 *
 * @param change what the receipt says instead
 */
export const answersItself =
  (scene: Scene, change: (receipt: Receipt) => Receipt = (receipt) => receipt): Line =>
  async (request, pass) => {
    if (!request.url.endsWith('/v1/batches')) return pass(request);
    const read = parseJson(batchRequest, await request.text());
    if (!read.ok) throw new Error(read.detail);
    const { batch, labels } = read.value;
    const { context } = scene;
    const open = await context.db
      .selectFrom('epochs')
      .select(['epoch', 'receipt_key'])
      .where('state', '=', 'open')
      .executeTakeFirstOrThrow();
    const { pay_to: payTo } = await context.db
      .selectFrom('delegations')
      .select('pay_to')
      .where('key', '=', batch.key)
      .orderBy('position', 'desc')
      .executeTakeFirstOrThrow();
    const campaign = await context.db
      .selectFrom('campaigns')
      .select(['terms_hash', 'next_number'])
      .where('campaign', '=', batch.campaign)
      .executeTakeFirstOrThrow();
    const terms = await context.termsOf(context.db, batch.campaign, batch.termsHash);
    const receipt = change({
      batchHash: batchHash(context.place, batch),
      campaign: batch.campaign,
      payTo,
      epoch: open.epoch,
      number: campaign.next_number,
      received: labels.length,
      amount: `${BigInt(terms?.price ?? 0) * BigInt(labels.length)}`,
      refusedHash: refusedHash([]),
      acceptBy: context.now() + (terms?.acceptByHours ?? 0) * 3600,
    });
    const signature = await context.receipts.sign(
      open.receipt_key ?? '0x',
      receiptHash(context.place, receipt),
    );
    const answer: BatchAnswer = { receipt, signature, refused: [], duplicates: [] };
    return Response.json(answer);
  };

/**
 * Closes an epoch in which the relay itself lies: its files agree with each other, and the chain takes their hashes.
 * @param lie changes the campaign's file, or the statement
 */
export async function closeWithLie(
  scene: Scene,
  { campaign }: Opened,
  lie: (file: CampaignFile, statement: Statement) => void | Promise<void>,
): Promise<number> {
  const { db, keccak } = scene.context;
  await scene.stopWork();
  const epoch = await cutEpoch(scene.context);
  const { statement_hash: hash } = await db
    .selectFrom('epochs')
    .select('statement_hash')
    .where('epoch', '=', epoch)
    .executeTakeFirstOrThrow();
  const statement = await readStatement(db, hash ?? '0x');
  const entry = statement.entries.find((one) => one.campaign === campaign);
  const read = parseJson(campaignFile, (await readFileText(db, entry?.file ?? '0x')) ?? '');
  if (entry === undefined || !read.ok) throw new Error(`nothing of ${campaign} in epoch ${epoch}`);
  await lie(read.value, statement);
  entry.file = await storeFile(db, keccak, read.value);
  const lying = await storeFile(db, keccak, statement);
  await db.updateTable('epochs').set({ statement_hash: lying }).where('epoch', '=', epoch).execute();
  await db
    .updateTable('transactions')
    .set({ data: submitData(statement, lying) })
    .where('name', '=', `submit:${epoch}`)
    .execute();
  scene.startWork();
  for (;;) {
    const row = await db.selectFrom('epochs').select('state').where('epoch', '=', epoch).executeTakeFirst();
    if (row?.state === 'active') return epoch;
    if (row?.state === 'revoked') throw new Error('the chain did not take it');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
