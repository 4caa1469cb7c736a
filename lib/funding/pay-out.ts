import { unitsOf } from '../authoring/amounts.ts';
import { transferCall } from '../chain/calls.ts';
import type { Purse } from '../chain/purse.ts';
import { bytesToHex } from '../protocol/ledger/bytes.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import type { Database } from '../storage/database.ts';
import { Expected } from '../storage/expected.ts';
import type { PayoutRecord } from '../storage/records.ts';
import { writeStrictly } from '../storage/write.ts';
import { checkPurse, tokenOf } from './can-pay.ts';
import { inLine } from './line.ts';
import { purseAt, type Requesting, relayInUse, relayNamed } from './requesting.ts';
import { seeThrough } from './see-through.ts';

const keep = (db: Database, payout: PayoutRecord): Promise<void> =>
  writeStrictly(db, ['payouts'], async (transaction) => {
    await transaction.objectStore('payouts').put(payout);
  });

/** Sends what is kept, or sends it again, and writes down how it stands. */
async function carryOut(
  { now }: Requesting,
  db: Database,
  purse: Purse,
  payout: PayoutRecord,
): Promise<void> {
  const outcome = await seeThrough(purse, payout.sent, now);
  if (outcome !== 'waiting') await keep(db, { ...payout, state: outcome === 'mined' ? 'mined' : 'failed' });
}

/**
 * Sends tokens of the account to an address. The transaction is kept before it is sent: a program that ends half way
 * sends the same one again, and never two.
 * @param amount in whole tokens, as typed
 * @throws Expected `not-an-amount`, `no-tokens`, `no-gas`, `would-fail`, `chain-unavailable`
 */
export async function payOut(
  requesting: Requesting,
  { to, amount }: { to: Hex; amount: string },
): Promise<void> {
  const relay = await relayInUse(requesting);
  const token = tokenOf(relay);
  const units = unitsOf(amount, token.decimals);
  if (units === undefined || units === 0n) throw new Expected('not-an-amount', false);
  await inLine(async () => {
    await checkPurse(requesting, relay, units);
    const purse = await purseAt(requesting, relay);
    const payout: PayoutRecord = {
      id: bytesToHex(requesting.random(16)),
      relay: relay.url,
      to,
      token: token.address,
      amount: String(units),
      placedAt: requesting.now(),
      sent: await purse.sign(transferCall(token.address, to, units)),
      state: 'sent',
    };
    const db = await requesting.store.open();
    await keep(db, payout);
    await carryOut(requesting, db, purse, payout);
  });
}

/** Looks at what was sent and not seen through, and sends it again where the chain has lost it. */
export async function followPayouts(requesting: Requesting): Promise<void> {
  await inLine(async () => {
    const db = await requesting.store.open();
    for (const payout of await db.getAll('payouts')) {
      if (payout.state !== 'sent') continue;
      const relay = await relayNamed(requesting, payout.relay);
      await carryOut(requesting, db, await purseAt(requesting, relay), payout);
    }
  });
}
