import { type Hex, parseEther } from 'viem';
import { testTokenAbi } from '../../lib/protocol/abi/test-token.ts';
import type { Chain } from './chain.ts';
import type { Deployment } from './contracts.ts';
import { StandError } from './stand-error.ts';
import { walletOf } from './wallet.ts';

/** Gives an account test tokens, in smallest units, and some of the chain's coin for gas. */
export async function giveMoney(
  chain: Chain,
  { token }: Pick<Deployment, 'token'>,
  account: Hex,
  tokens: bigint,
): Promise<void> {
  const { publicClient, walletClient } = walletOf(chain, 'deployer');
  const mined = async (hash: Hex) => {
    const { status } = await publicClient.waitForTransactionReceipt({ hash });
    if (status !== 'success') throw new StandError(`Transaction ${hash} failed.`, { retry: false });
  };
  await mined(await walletClient.sendTransaction({ to: account, value: parseEther('1') }));
  await mined(
    await walletClient.writeContract({
      address: token,
      abi: testTokenAbi,
      functionName: 'mint',
      args: [account, tokens],
    }),
  );
}
