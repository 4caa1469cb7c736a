import { linkedWallet } from '../identity/linked.ts';
import { zero32 } from '../protocol/scalar/hex.ts';
import type { Database } from '../storage/database.ts';
import { Expected } from '../storage/expected.ts';
import { patch } from '../storage/patch.ts';
import type { LinkedWallet, RelayRecord } from '../storage/records.ts';
import { postDelegation, postLink } from './delegate.ts';
import type { Working } from './working.ts';

/** A wallet that was taken away or signed anew meanwhile is left as it is. */
const reach = (
  db: Database,
  url: string,
  told: LinkedWallet,
  stage: LinkedWallet['stage'],
  delegated = true,
) =>
  patch(db, 'relays', url, ({ wallet, session }) =>
    wallet?.signature === told.signature
      ? { wallet: { ...wallet, stage }, session: null, delegated }
      : { session },
  );

/** Whether the device has signed for the profile's own account, in a campaign of this relay. */
async function hasSigned(db: Database, url: string): Promise<boolean> {
  const joins = await db.getAll('joins');
  const told = joins.filter(({ delegatedPayTo }) => delegatedPayTo !== null);
  const campaigns = await Promise.all(told.map(({ campaign }) => db.get('campaigns', campaign)));
  return campaigns.some((campaign) => campaign?.relay === url);
}

const hasWork = async (db: Database, url: string): Promise<boolean> =>
  (await db.getAll('batches')).some(({ relay }) => relay === url);

/** The own account names the wallet. @throws Expected `accounts-full` */
async function nameWallet(working: Working, relay: RelayRecord, { delegation }: LinkedWallet): Promise<void> {
  const account = await working.identity.account();
  const key = delegation.account;
  const link = { account: account.address, payTo: key, key, campaign: zero32, blind: zero32 };
  await postLink(working, relay, link, account.sign);
}

/**
 * Tells a relay of a wallet. The own account's link to it comes first, so that the relay takes the wallet's to the device
 * and counts both as one in one step: at no time does a session see less than was earned. For the relay to believe it the
 * device has to have signed for the own account, in a campaign; on a device without any work the wallet alone is told, so
 * that its earnings are seen, and the other comes with the first campaign.
 */
export async function tellWallet(working: Working, url: string): Promise<void> {
  const db = await working.store.open();
  const relay = await db.get('relays', url);
  const wallet = relay && linkedWallet(relay, working.now());
  if (relay === undefined || wallet === undefined || wallet.stage === 'joined') return;
  const isSigned = await hasSigned(db, url);
  if (!isSigned && (wallet.stage === 'named' || (await hasWork(db, url)))) return;
  try {
    await nameWallet(working, relay, wallet);
  } catch (error) {
    // The own account has work now, which a session of the wallet would not see: the newest link to the device is to be its own.
    if (error instanceof Expected && error.code === 'accounts-full' && wallet.stage === 'named')
      await reach(db, url, wallet, 'linked', false);
    throw error;
  }
  const { delegation, signature } = wallet;
  if (wallet.stage === 'linked') await postDelegation(working, url, { delegation, signature });
  await reach(db, url, wallet, isSigned ? 'joined' : 'named');
}
