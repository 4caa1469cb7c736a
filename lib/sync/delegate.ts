import { type Hex, zero32 } from '../protocol/scalar/hex.ts';
import { type Delegation, delegationHash } from '../protocol/signed/delegation.ts';
import type { Database } from '../storage/database.ts';
import { patch } from '../storage/patch.ts';
import type { JoinRecord, RelayRecord } from '../storage/records.ts';
import type { Working } from './working.ts';

const yearSeconds = 365 * 86_400;

async function post(
  { client, now }: Working,
  { url, info }: RelayRecord,
  link: Omit<Delegation, 'notAfter'>,
  sign: (digest: Hex) => Promise<Hex>,
): Promise<void> {
  const delegation = { ...link, notAfter: Math.floor(now() / 1000) + yearSeconds };
  const signature = await sign(delegationHash(info, delegation));
  await client(url).ask('delegations', { body: { delegation, signature } });
}

/** Link 1, once per relay: this device's key speaks for the account. */
export async function delegateDevice(working: Working, relay: RelayRecord): Promise<void> {
  if (relay.delegated) return;
  const account = await working.identity.account();
  const { address: key } = await working.identity.device(relay.info.escrow);
  const link = { account: account.address, payTo: account.address, key, campaign: zero32, blind: zero32 };
  await post(working, relay, link, account.sign);
  await patch(await working.store.open(), 'relays', relay.url, () => ({ delegated: true }));
}

/** Link 2, once per campaign and payTo: the campaign key signs for the account and this payTo is paid. */
export async function delegateCampaign(
  working: Working,
  relay: RelayRecord,
  { campaign, account: known, payTo, delegatedPayTo }: JoinRecord,
): Promise<void> {
  if (delegatedPayTo === payTo && known !== undefined) return;
  const { identity } = working;
  const { escrow } = relay.info;
  const db = await working.store.open();
  const account = await identity.account();
  if (known !== account.address) await patch(db, 'joins', campaign, () => ({ account: account.address }));
  if (delegatedPayTo === payTo) return;
  // Before it is posted: after a kill the relay may have heard of it.
  await patch(db, 'joins', campaign, ({ namedPayTos }) => ({
    namedPayTos: [...new Set([...namedPayTos, payTo])],
  }));
  const device = await identity.device(escrow);
  const { address: key } = await identity.campaign(escrow, campaign);
  const blind = await identity.blind(escrow, campaign);
  await post(working, relay, { account: account.address, payTo, key, campaign, blind }, device.sign);
  const onItsWay = (await db.getAllFromIndex('batches', 'unanswered')).some(
    (batch) => batch.campaign === campaign,
  );
  // With no batch on its way, no receipt may name an earlier one any more.
  await patch(db, 'joins', campaign, ({ namedPayTos }) => ({
    delegatedPayTo: payTo,
    namedPayTos: onItsWay ? namedPayTos : [payTo],
  }));
}

/** The relay lost what we told it, or a link has expired: both are posted again. */
export async function forgetDelegations(
  db: Database,
  url: string,
  joins: readonly JoinRecord[],
): Promise<void> {
  await patch(db, 'relays', url, () => ({ delegated: false, session: null }));
  for (const { campaign } of joins) await patch(db, 'joins', campaign, () => ({ delegatedPayTo: null }));
}
