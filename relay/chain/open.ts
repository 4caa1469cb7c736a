import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { RelayConfig } from '../config.ts';
import { StartError } from '../start-error.ts';
import { type Chain, chainClient, sameAddress } from './client.ts';

/**
 * Connects to the node and reads what never changes on chain.
 * @throws StartError when the node does not answer, or the escrow is not this relay's
 */
export async function openChain(config: RelayConfig, relay: Hex): Promise<Chain> {
  const client = chainClient(config.RPC_URL);
  const chainId = await client.getChainId().catch((cause: unknown) => {
    throw new StartError(`No chain answers at ${new URL(config.RPC_URL).origin}: check RPC_URL.`, { cause });
  });
  const code = await client.getCode({ address: config.ESCROW }).catch(() => undefined);
  if (code === undefined || code === '0x')
    throw new StartError(
      `There is no contract at ${config.ESCROW} on chain ${chainId}: check ESCROW. Is the chain older than the deployment?`,
    );
  const escrow = { address: config.ESCROW, abi: campaignEscrowAbi } as const;
  const [owner, distributor, timelock, silence, grace] = await Promise.all([
    client.readContract({ ...escrow, functionName: 'relay' }),
    client.readContract({ ...escrow, functionName: 'distributor' }),
    client.readContract({ ...escrow, functionName: 'timelock' }),
    client.readContract({ ...escrow, functionName: 'silence' }),
    client.readContract({ ...escrow, functionName: 'grace' }),
  ]).catch((cause: unknown) => {
    throw new StartError(`The contract at ${config.ESCROW} is not a CampaignEscrow: check ESCROW.`, {
      cause,
    });
  });
  if (!sameAddress(owner, relay))
    throw new StartError(`The escrow's relay is ${owner}, not ${relay}: check RELAY_KEY.`);
  if (!sameAddress(distributor, config.DISTRIBUTOR))
    throw new StartError(`The escrow's distributor is ${distributor}: check DISTRIBUTOR.`);
  return {
    client,
    chainId,
    escrow: config.ESCROW,
    distributor: config.DISTRIBUTOR,
    relay,
    confirmations: config.CONFIRMATIONS,
    timelock: Number(timelock),
    silence: Number(silence),
    grace: Number(grace),
  };
}
