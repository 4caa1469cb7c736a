import { setTimeout as sleep } from 'node:timers/promises';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { enqueue, requeue, transactionNamed } from '../chain/outbox.ts';
import { rotateData } from '../chain/receipt-keys.ts';
import { lastRotation, rotationName } from '../chain/rotations.ts';
import type { Context } from '../context.ts';
import { lockEpoch } from '../db/locks.ts';
import { StartError } from '../start-error.ts';

const anyEpoch = 0xffff_ffff;

/**
 * Asks for another receipt key, and waits until the escrow has it. It signs from the epoch after the next on: before that
 * one is opened, the open epoch, whose submission comes after the rotation, has been through the escrow's timelock, and so
 * has the rotation.
 *
 * @param key an address whose private key every relay has by now
 * @returns the first epoch whose receipts it signs
 * @throws StartError with a sentence on what to do
 */
export async function rotateReceiptKey(context: Context, key: Hex, signal?: AbortSignal): Promise<number> {
  const { db, chain, receipts } = context;
  if (!receipts.holds(key))
    throw new StartError(
      `No RECEIPT_KEY has the address ${key}: add its private key, at every relay, first.`,
    );
  const rotation = await db.transaction().execute(async (trx) => {
    await lockEpoch(trx);
    const { epoch } = await trx
      .selectFrom('epochs')
      .select('epoch')
      .where('state', '=', 'open')
      .executeTakeFirstOrThrow();
    const last = await lastRotation(trx, anyEpoch);
    if (last !== undefined && last.fromEpoch > epoch)
      throw new StartError(
        `A rotation to ${last.key} is under way: wait until epoch ${last.fromEpoch} is open.`,
      );
    const made = { key, fromEpoch: epoch + 2 };
    await requeue(trx, rotationName(made));
    await enqueue(trx, {
      name: rotationName(made),
      to: chain.escrow,
      data: rotateData(key, made.fromEpoch),
    });
    return made;
  });
  await mined(context, rotationName(rotation), signal);
  return rotation.fromEpoch;
}

async function mined({ db }: Context, name: string, signal?: AbortSignal): Promise<void> {
  for (;;) {
    const row = await transactionNamed(db, name);
    if (row?.state === 'mined') return;
    if (row?.state === 'failed') {
      if (row.reason !== 'nonce taken')
        throw new StartError(`The escrow refused the rotation: ${row.reason}.`);
      await requeue(db, name);
    }
    await sleep(100, undefined, { ...(signal === undefined ? {} : { signal }) });
  }
}
