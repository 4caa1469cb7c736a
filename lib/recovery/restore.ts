import { sealedRecord } from '../identity/seal.ts';
import { signerOf } from '../identity/signer.ts';
import { parseJson } from '../protocol/api/json.ts';
import { hexToBytes } from '../protocol/ledger/bytes.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import type { Writing } from '../storage/database.ts';
import { Expected } from '../storage/expected.ts';
import { freshRelay } from '../storage/fresh-relay.ts';
import { writeStrictly } from '../storage/write.ts';
import { content } from './content.ts';
import { openFile } from './envelope.ts';
import type { Recovering } from './make-recovery.ts';
import { type Restored, restoredFrom } from './restored.ts';

const stores = [
  'campaigns',
  'joins',
  'labels',
  'batches',
  'relays',
  'rewards',
  'sealed',
  'sequences',
  'times',
] as const;
type Writes = Writing<(typeof stores)[number]>;

/** Labels that never leave are no work; whatever a relay was told, or is to be told, is. */
async function mustBeIdle(transaction: Writes): Promise<void> {
  const campaigns = transaction.objectStore('campaigns');
  const busy = async () => {
    if ((await transaction.objectStore('batches').count()) > 0) return true;
    if ((await transaction.objectStore('rewards').count()) > 0) return true;
    for (const { campaign } of await transaction.objectStore('labels').getAll())
      if ((await campaigns.get(campaign))?.relay !== null) return true;
    return false;
  };
  if (await busy()) throw new Expected('profile-has-work', false);
}

/** Those of private question sets stay: no account has them. */
async function forgetJoins(transaction: Writes): Promise<void> {
  const joins = transaction.objectStore('joins');
  for (const campaign of await joins.getAllKeys())
    if ((await transaction.objectStore('campaigns').get(campaign))?.relay !== null)
      await joins.delete(campaign);
}

/** What this profile knows of a campaign is newer than the file, unless it has it from another relay. */
async function putCampaigns(transaction: Writes, { campaigns }: Restored): Promise<void> {
  const known = transaction.objectStore('campaigns');
  for (const campaign of campaigns)
    if ((await known.get(campaign.campaign))?.relay !== campaign.relay) await known.put(campaign);
}

/** The account is another and the device key too: nothing that a relay was told before holds. */
async function putRelays(transaction: Writes, { relays }: Restored): Promise<void> {
  const known = transaction.objectStore('relays');
  for (const { url, info } of await known.getAll()) await known.put(freshRelay(url, info));
  for (const relay of relays) await known.put(relay);
}

export interface Outcome {
  account: Hex;
  receipts: number;
}

/**
 * Makes this profile go on as the account of a recovery file, in one strict transaction. The device secret is forgotten, so
 * that a new one is made when it is needed: two devices never sign under one key. The next sync tells the relays.
 *
 * @throws Expected `profile-has-work`, `recovery-damaged`, or what opening the file throws
 */
export async function restore(
  { store, now }: Pick<Recovering, 'store' | 'now'>,
  text: string,
  passphrase: string,
): Promise<Outcome> {
  const read = parseJson(content, await openFile(text, passphrase));
  if (!read.ok) throw new Expected('recovery-damaged', false, read.detail);
  const { account, madeAt } = read.value;
  const address = addressOf(account);
  const restored = restoredFrom(read.value);
  const sealed = await sealedRecord(new Uint8Array(hexToBytes(account)));
  await writeStrictly(await store.open(), [...stores], async (transaction) => {
    await mustBeIdle(transaction);
    await transaction.objectStore('sealed').put(sealed, 'account');
    await transaction.objectStore('sealed').delete('device');
    await transaction.objectStore('sequences').clear();
    await forgetJoins(transaction);
    await putCampaigns(transaction, restored);
    await putRelays(transaction, restored);
    await Promise.all([
      ...restored.joins.map((join) => transaction.objectStore('joins').put(join)),
      ...restored.batches.map((batch) => transaction.objectStore('batches').put(batch)),
      ...restored.labels.map((label) => transaction.objectStore('labels').put(label)),
      ...restored.rewards.map((reward) => transaction.objectStore('rewards').put(reward)),
    ]);
    await transaction.objectStore('times').put(madeAt, 'recoveryAt');
    await transaction.objectStore('times').put(now(), 'nextAt');
  });
  return { account: address, receipts: restored.batches.filter(({ answer }) => answer !== null).length };
}

function addressOf(privateKey: Hex): Hex {
  try {
    return signerOf(privateKey).address;
  } catch {
    throw new Expected('recovery-damaged', false, 'account');
  }
}
