import type { Hex } from '../protocol/scalar/hex.ts';
import { Expected } from '../storage/expected.ts';
import { patch } from '../storage/patch.ts';
import type { RewardRecord } from '../storage/records.ts';
import { withSession } from './session.ts';
import type { Working } from './working.ts';

/**
 * Asks one relay to claim, or how far the claim is: the same request. Once it is mined the chain says what is claimed,
 * so that nothing is shown as paid and as claimable at once.
 */
async function ask(working: Working, { relay, payTo, token }: RewardRecord): Promise<void> {
  const { state, amount, txHash } = await withSession(working, relay, (session) =>
    working.client(relay).ask('claims', { token: session, body: { payTo, token } }),
  );
  const claim = { state, amount, txHash: txHash ?? null };
  const db = await working.store.open();
  await patch(db, 'rewards', [relay, payTo, token], () => ({ claim }));
  const known = state === 'mined' ? await db.get('relays', relay) : undefined;
  if (known === undefined) return;
  const claimed = (await working.chain(known.info).claimed(payTo, token)).toString();
  await patch(db, 'rewards', [relay, payTo, token], () => ({ claimed }));
}

const isClaimable = ({ cumulative, claimed }: RewardRecord) => BigInt(cumulative) > BigInt(claimed);

/**
 * Asks every relay that owes this payTo to claim for it; the relay pays the gas.
 *
 * @throws Expected `nothing-to-claim`, or what the relay said
 */
export async function claim(working: Working, payTo: Hex, token: Hex): Promise<void> {
  const rewards = await (await working.store.open()).getAll('rewards');
  const owed = rewards.filter(
    (reward) => reward.payTo === payTo && reward.token === token && isClaimable(reward),
  );
  if (owed.length === 0) throw new Expected('nothing-to-claim', false);
  for (const reward of owed) await ask(working, reward);
}

/** Follows the claims that are under way. When nothing is left to claim, the last one was mined. */
export async function followClaims(working: Working, url: string): Promise<void> {
  const db = await working.store.open();
  for (const reward of await db.getAll('rewards')) {
    if (reward.relay !== url || reward.claim === null || reward.claim.state === 'mined') continue;
    try {
      await ask(working, reward);
    } catch (error) {
      if (!(error instanceof Expected) || error.code !== 'nothing-to-claim') throw error;
      await patch(db, 'rewards', [url, reward.payTo, reward.token], ({ claim }) => ({
        claim: claim && { ...claim, state: 'mined' as const },
      }));
    }
  }
}
