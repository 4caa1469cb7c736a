import { labelsFor } from '../identity/linked.ts';
import type { DelegationRequest } from '../protocol/api/batches.ts';
import { type Hex, zero32 } from '../protocol/scalar/hex.ts';
import { type Delegation, delegationHash } from '../protocol/signed/delegation.ts';
import type { Database } from '../storage/database.ts';
import { patch } from '../storage/patch.ts';
import type { JoinRecord, RelayRecord } from '../storage/records.ts';
import type { Working } from './working.ts';

const yearSeconds = 365 * 86_400;

export async function postDelegation(
  { client }: Working,
  url: string,
  signed: DelegationRequest,
): Promise<void> {
  await client(url).ask('delegations', { body: signed });
}

/**
 * Signs a delegation that holds for a year, or some hours less, and posts it: of two that are alike the relay takes the second
 * for a repeat of the first, and goes on by what came in between.
 */
export async function postLink(
  working: Working,
  { url, info }: RelayRecord,
  link: Omit<Delegation, 'notAfter'>,
  sign: (digest: Hex) => Promise<Hex>,
): Promise<void> {
  const [high, low] = working.random(2);
  const less = high! * 256 + low!;
  const delegation = { ...link, notAfter: Math.floor(working.now() / 1000) + yearSeconds - less };
  await postDelegation(working, url, {
    delegation,
    signature: await sign(delegationHash(info, delegation)),
  });
}

/** Link 1, once per relay: this device's key speaks for the profile's own account. */
export async function delegateDevice(working: Working, relay: RelayRecord): Promise<void> {
  if (relay.delegated) return;
  const account = await working.identity.account();
  const { address: key } = await working.identity.device(relay.info.escrow);
  const link = { account: account.address, payTo: account.address, key, campaign: zero32, blind: zero32 };
  await postLink(working, relay, link, account.sign);
  await patch(await working.store.open(), 'relays', relay.url, () => ({ delegated: true, session: null }));
}

/** Link 2, once per campaign, account and payTo: the campaign key signs for the account and this payTo is paid. */
export async function delegateCampaign(
  working: Working,
  relay: RelayRecord,
  { campaign, account: known, payTo, delegatedPayTo, delegatedFor }: JoinRecord,
): Promise<void> {
  const { identity } = working;
  const { escrow } = relay.info;
  const db = await working.store.open();
  const { address: own } = await identity.account();
  const account = labelsFor(own, relay, working.now());
  // Lots are drawn by the profile's own account, also under a wallet: what was offered stays offered.
  if (known !== own) await patch(db, 'joins', campaign, () => ({ account: own }));
  if (delegatedPayTo === payTo && (delegatedFor ?? own) === account) return;
  // Before it is posted: after a kill the relay may have heard of it.
  await patch(db, 'joins', campaign, ({ namedPayTos }) => ({
    namedPayTos: [...new Set([...namedPayTos, payTo])],
  }));
  const device = await identity.device(escrow);
  const { address: key } = await identity.campaign(escrow, campaign);
  const blind = await identity.blind(escrow, campaign);
  await postLink(working, relay, { account, payTo, key, campaign, blind }, device.sign);
  const onItsWay = (await db.getAllFromIndex('batches', 'unanswered')).some(
    (batch) => batch.campaign === campaign,
  );
  // With no batch on its way, no receipt may name an earlier one any more.
  await patch(db, 'joins', campaign, ({ namedPayTos }) => ({
    delegatedPayTo: payTo,
    delegatedFor: account,
    namedPayTos: onItsWay ? namedPayTos : [payTo],
  }));
}

/** The relay lost what we told it, or a link has expired: all are posted again. */
export async function forgetDelegations(
  db: Database,
  url: string,
  joins: readonly JoinRecord[],
): Promise<void> {
  await patch(db, 'relays', url, ({ wallet }) => {
    const untold = { delegated: false, session: null };
    if (wallet === undefined || wallet.stage === 'signed') return untold;
    return { ...untold, wallet: { ...wallet, stage: 'linked' as const } };
  });
  for (const { campaign } of joins) await patch(db, 'joins', campaign, () => ({ delegatedPayTo: null }));
}
