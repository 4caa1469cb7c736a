import { accountAt } from '../identity/linked.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { Expected } from '../storage/expected.ts';
import { writeStrictly } from '../storage/write.ts';
import type { Working } from './working.ts';

/**
 * Takes part in a campaign, once the chain says what the relay said (P7): it is active, has these terms, money, and time
 * to settle after it closes.
 *
 * @param payTo who is paid; null for the account itself
 * @throws Expected `unknown-campaign`, `not-funded`, `terms-changed`, or what the chain reader throws
 */
export async function join(working: Working, campaign: Hex, payTo: Hex | null): Promise<void> {
  const { store, identity, now } = working;
  const db = await store.open();
  const known = await db.get('campaigns', campaign);
  const relay = known?.relay ? await db.get('relays', known.relay) : undefined;
  if (known === undefined || relay === undefined) throw new Expected('unknown-campaign', false);
  const { terms, termsHash } = known;
  const onChain = await working.chain(relay.info).campaign(campaign);
  if (onChain.termsHash !== termsHash) throw new Expected('terms-changed', true);
  const settles = terms.closes + terms.acceptByHours * 3600 + 2 * relay.info.timelock;
  if (!onChain.active || onChain.token !== terms.token || onChain.remaining < BigInt(terms.price))
    throw new Expected('not-funded', false);
  if (onChain.closesAt < terms.closes || onChain.settleBy < settles) throw new Expected('not-funded', false);
  const account = (await identity.account()).address;
  await writeStrictly(db, ['joins', 'relays'], async (transaction) => {
    const joins = transaction.objectStore('joins');
    const before = await joins.get(campaign);
    // A wallet may have been linked or unlinked while the chain was asked.
    const current = (await transaction.objectStore('relays').get(relay.url)) ?? relay;
    await joins.put({
      campaign,
      account,
      payTo: payTo ?? accountAt(account, current, now()),
      joinedAt: before?.joinedAt ?? now(),
      delegatedPayTo: before?.delegatedPayTo ?? null,
      namedPayTos: before?.namedPayTos ?? [],
      ...(before?.delegatedFor === undefined ? {} : { delegatedFor: before.delegatedFor }),
      ...(before?.known === true ? { known: true as const } : {}),
    });
  });
}
