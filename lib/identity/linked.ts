import type { Hex } from '../protocol/scalar/hex.ts';
import type { LinkedWallet, RelayRecord } from '../storage/records.ts';

/** Two days, in milliseconds: so far a clock may be off without a link being used that has expired. */
const skew = 2 * 86_400_000;

/** Whether a relay still takes what the wallet has signed. @param now milliseconds since 1970 */
export const isGood = ({ delegation }: LinkedWallet, now: number): boolean =>
  delegation.notAfter * 1000 - skew > now;

/** The wallet that the person has said is theirs; undefined without, or once what it signed has expired. */
export const linkedWallet = ({ wallet }: RelayRecord, now: number): LinkedWallet | undefined =>
  wallet !== undefined && wallet.stage !== 'signed' && isGood(wallet, now) ? wallet : undefined;

/**
 * Who is paid at a relay where nobody else is named: the linked wallet, or the profile's own account.
 * @param own address of the profile's own account
 */
export const accountAt = (own: Hex, relay: RelayRecord, now: number): Hex =>
  linkedWallet(relay, now)?.delegation.account ?? own;

/** For whom this device labels at a relay: the wallet, once the relay counts the two as one. */
export function labelsFor(own: Hex, relay: RelayRecord, now: number): Hex {
  const wallet = linkedWallet(relay, now);
  return wallet?.stage === 'joined' ? wallet.delegation.account : own;
}
