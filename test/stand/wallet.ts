import {
  type Account,
  type Chain as ChainOf,
  createPublicClient,
  createWalletClient,
  defineChain,
  http,
  type PublicClient,
  type Transport,
  type WalletClient,
} from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import type { Chain } from './chain.ts';
import type { StandRole } from './keys.ts';

export type Wallet = {
  publicClient: PublicClient<Transport, ChainOf>;
  walletClient: WalletClient<Transport, ChainOf, Account>;
};

/** Reads the stand's chain, and writes to it as one of the stand's accounts. */
export function walletOf(chain: Chain, role: StandRole): Wallet {
  const local = defineChain({
    id: chain.chainId,
    name: 'Glosa stand',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [chain.url] } },
  });
  const transport = http(chain.url);
  const account = privateKeyToAccount(chain.accounts[role].privateKey);
  return {
    publicClient: createPublicClient({ chain: local, transport, pollingInterval: 50 }),
    walletClient: createWalletClient({ chain: local, transport, account }),
  };
}
