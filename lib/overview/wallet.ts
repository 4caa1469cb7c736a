import { withChecksum } from '../identity/checksum.ts';
import { isGood } from '../identity/linked.ts';
import type { RelayRecord } from '../storage/records.ts';
import type { WalletView } from '../view/wallet.ts';

/** @param now milliseconds since 1970 */
export function walletView({ wallet, walletBefore }: RelayRecord, now: number): WalletView | null {
  if (wallet === undefined)
    return walletBefore === undefined ? null : { state: 'before', account: withChecksum(walletBefore) };
  const account = withChecksum(wallet.delegation.account);
  if (wallet.stage === 'signed') return { state: 'signed', account };
  if (!isGood(wallet, now)) return { state: 'expired', account };
  const told = wallet.stage !== 'linked';
  return { state: 'linked', account, told, until: wallet.delegation.notAfter * 1000 };
}
