import { type Address, bytesToHex, type Hex } from 'viem';
import { mnemonicToAccount, privateKeyToAddress } from 'viem/accounts';

/** anvil's well-known development phrase. Everybody has its keys: they are for the local chain only. */
export const developmentMnemonic = 'test test test test test test test test test test test junk';

/** Who uses which account of the phrase; the place in the list is the account's index. */
export const standRoles = ['deployer', 'relay', 'guardian', 'requester', 'receipt', 'labeler'] as const;

export type StandRole = (typeof standRoles)[number];
export type StandKey = { address: Address; privateKey: Hex };
export type StandKeys = Readonly<Record<StandRole, StandKey>>;

/** The keys of all roles, derived along m/44'/60'/0'/0/index (BIP-44) as anvil does. */
export function standKeys(): StandKeys {
  const parent = mnemonicToAccount(developmentMnemonic, { path: "m/44'/60'/0'/0" }).getHdKey();
  const key = (role: StandRole): StandKey => {
    const secret = parent.deriveChild(standRoles.indexOf(role)).privateKey;
    if (!secret) throw new Error(`No private key for ${role}`);
    const privateKey = bytesToHex(secret);
    return { address: privateKeyToAddress(privateKey), privateKey };
  };
  return {
    deployer: key('deployer'),
    relay: key('relay'),
    guardian: key('guardian'),
    requester: key('requester'),
    receipt: key('receipt'),
    labeler: key('labeler'),
  };
}
