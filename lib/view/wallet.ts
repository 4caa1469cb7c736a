import type { Hex } from '../protocol/scalar/hex.ts';
import type { Delegation } from '../protocol/signed/delegation.ts';

/** What a wallet is asked to sign so that a device labels for its account. */
export interface WalletQuestion {
  delegation: Delegation;
  /** For `eth_signTypedData_v4` (EIP-712), as JSON text. */
  typedData: string;
}

/** What came back from the page in which the wallet was asked; the signature as the wallet wrote it. */
export interface WalletAnswer {
  delegation: Delegation;
  signature: Hex;
}

/**
 * The wallet of a relay, its address with checksum (EIP-55):
 *
 * - `signed`: it has signed, and the person has not said yet that it is theirs
 * - `linked`: it is the account, until a time in milliseconds; whether the relay was told
 * - `expired`: it was; the profile's own account goes on
 * - `before`: it was, before this profile was restored from a file
 */
export type WalletView =
  | { state: 'signed' | 'expired' | 'before'; account: string }
  | { state: 'linked'; account: string; told: boolean; until: number };

/** A wallet of the browser, as it calls itself. */
export interface WalletName {
  id: string;
  name: string;
}

/** Lets the person choose where there are several; null when they would rather not. */
export type ChooseWallet = (wallets: readonly WalletName[]) => Promise<string | null>;

/** Where a wallet is met, and on which chain it has to be. */
export interface Meeting {
  page: string;
  /** In hex, as EIP-1193 has it. */
  chainId: Hex;
}
