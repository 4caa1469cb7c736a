/** Deploys an escrow with its distributor, and the test token that local chains are paid in. */
import type { Account, Address, Chain, Hex, PublicClient, Transport, WalletClient } from 'viem';
import { campaignEscrowAbi } from '../lib/protocol/abi/campaign-escrow.ts';
import { testTokenAbi } from '../lib/protocol/abi/test-token.ts';
import { campaignEscrowBytecode } from './out/campaign-escrow.ts';
import { testTokenBytecode } from './out/test-token.ts';

export interface DeployClient {
  /** Pays for the deployment; gets no right by it. */
  walletClient: WalletClient<Transport, Chain, Account>;
  publicClient: PublicClient<Transport, Chain>;
}

/** Durations in seconds; the bounds are with `Parameters` in contracts/src/ICampaignEscrow.sol. */
export interface DeployParameters {
  relay: Address;
  guardian: Address;
  timelock: bigint;
  silence: bigint;
  grace: bigint;
  window: bigint;
  receiptKey: Address;
}

export interface Pair {
  escrow: Address;
  distributor: Address;
}

export interface Deployment extends Pair {
  token: Address;
}

/**
 * Resolves when the transaction is mined: the escrow's constructor deploys its distributor.
 *
 * @param sent told of the transaction, which may be mined whatever becomes of the rest
 * @throws viem's ContractFunctionExecutionError or CallExecutionError naming the constructor's custom error when a
 *   parameter is out of bounds
 */
export async function deployPair(
  { walletClient, publicClient }: DeployClient,
  parameters: DeployParameters,
  sent: (hash: Hex) => void = () => {},
): Promise<Pair> {
  const hash = await walletClient.deployContract({
    abi: campaignEscrowAbi,
    bytecode: campaignEscrowBytecode,
    args: [parameters],
  });
  sent(hash);
  const escrow = await mined(publicClient, hash);
  const distributor = await publicClient.readContract({
    address: escrow,
    abi: campaignEscrowAbi,
    functionName: 'distributor',
  });
  return { escrow, distributor };
}

/** A pair and a test token, for chains that are ours alone. @throws as `deployPair` */
export async function deploy(client: DeployClient, parameters: DeployParameters): Promise<Deployment> {
  const { walletClient, publicClient } = client;
  const token = await mined(
    publicClient,
    await walletClient.deployContract({ abi: testTokenAbi, bytecode: testTokenBytecode }),
  );
  return { ...(await deployPair(client, parameters)), token };
}

async function mined(publicClient: PublicClient<Transport, Chain>, hash: Hex): Promise<Address> {
  const txReceipt = await publicClient.waitForTransactionReceipt({ hash });
  if (txReceipt.status !== 'success' || !txReceipt.contractAddress) {
    throw new Error(`deployment ${hash} was mined and failed`);
  }
  return txReceipt.contractAddress;
}
