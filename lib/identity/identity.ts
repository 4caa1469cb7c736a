import { bytesToHex } from '../protocol/ledger/bytes.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import type { Store } from '../storage/database.ts';
import { blindOf, campaignKey, deviceKey } from './derive.ts';
import { secretOf } from './seal.ts';
import { type Signer, signerOf } from './signer.ts';

/** Who signs what. The account is a key of this profile until a wallet is linked. */
export interface Identity {
  account(): Promise<Signer>;
  device(escrow: Hex): Promise<Signer>;
  campaign(escrow: Hex, campaign: Hex): Promise<Signer>;
  blind(escrow: Hex, campaign: Hex): Promise<Hex>;
}

export function makeIdentity(store: Store): Identity {
  const secret = () => secretOf(store, 'device');
  return {
    account: async () => signerOf(bytesToHex(await secretOf(store, 'account'))),
    device: async (escrow) => signerOf(await deviceKey(await secret(), escrow)),
    campaign: async (escrow, campaign) => signerOf(await campaignKey(await secret(), escrow, campaign)),
    blind: async (escrow, campaign) => blindOf(await secret(), escrow, campaign),
  };
}
