import { linkedWallet } from '../identity/linked.ts';
import { zero32 } from '../protocol/scalar/hex.ts';
import type { Database } from '../storage/database.ts';
import { patch } from '../storage/patch.ts';
import type { LinkedWallet, RelayRecord } from '../storage/records.ts';
import { postDelegation, postLink } from './delegate.ts';
import type { Working } from './working.ts';

/** A wallet that was taken away or signed anew meanwhile is left as it is. */
const reach = (db: Database, url: string, told: LinkedWallet, stage: LinkedWallet['stage']) =>
  patch(db, 'relays', url, ({ wallet, session }) =>
    wallet?.signature === told.signature ? { wallet: { ...wallet, stage }, session: null } : { session },
  );

/** The wallet's own link to the device key, as it was signed: sessions are its own from now on, and show what it earns. */
export async function nameWallet(working: Working, relay: RelayRecord): Promise<void> {
  const wallet = linkedWallet(relay, working.now());
  if (wallet?.stage !== 'linked') return;
  const { delegation, signature } = wallet;
  await postDelegation(working, relay.url, { delegation, signature });
  await reach(await working.store.open(), relay.url, wallet, 'named');
}

/**
 * Has the relay count the profile's own account and the wallet as one. It does so once the device has signed for the own
 * account, in a campaign, so that nobody else can put work on the wallet: until then there is no work to bring.
 */
export async function joinWallet(working: Working, url: string): Promise<void> {
  const db = await working.store.open();
  const relay = await db.get('relays', url);
  const wallet = relay && linkedWallet(relay, working.now());
  if (relay === undefined || wallet?.stage !== 'named') return;
  const joins = await db.getAll('joins');
  const told = joins.filter(({ delegatedPayTo }) => delegatedPayTo !== null);
  const campaigns = await Promise.all(told.map(({ campaign }) => db.get('campaigns', campaign)));
  if (!campaigns.some((campaign) => campaign?.relay === url)) return;
  const account = await working.identity.account();
  const key = wallet.delegation.account;
  const link = { account: account.address, payTo: key, key, campaign: zero32, blind: zero32 };
  await postLink(working, relay, link, account.sign);
  await reach(db, url, wallet, 'joined');
}
