import { erc20Abi } from 'viem';
import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import type { Token } from '../../lib/protocol/api/relay.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { RelayConfig } from '../config.ts';
import { StartError } from '../start-error.ts';
import { type Chain, chainClient, sameAddress } from './client.ts';
import { nodeFault } from './node-fault.ts';

/**
 * Connects to the node and reads what never changes on chain.
 * @throws StartError when the node does not answer, or the escrow is not this relay's
 */
export async function openChain(config: RelayConfig, relay: Hex): Promise<Chain> {
  const client = chainClient(config.RPC_URL);
  const { origin } = new URL(config.RPC_URL);
  /** @param otherwise what it means that the node answered, and this is not to be had */
  const asked = <T>(question: Promise<T>, otherwise: string): Promise<T> =>
    question.catch((cause: unknown) => {
      const fault = nodeFault(cause);
      const said =
        fault && `The node at ${origin} does not answer (${fault}): start again, or check RPC_URL.`;
      throw new StartError(said ?? otherwise, { cause });
    });
  const chainId = await client.getChainId().catch((cause: unknown) => {
    throw new StartError(`No chain answers at ${origin} (${nodeFault(cause)}): check RPC_URL.`, { cause });
  });
  const noContract = `There is no contract at ${config.ESCROW} on chain ${chainId}: check ESCROW. Is the chain older than the deployment?`;
  const code = await asked(client.getCode({ address: config.ESCROW }), noContract);
  if (code === undefined || code === '0x') throw new StartError(noContract);
  const escrow = { address: config.ESCROW, abi: campaignEscrowAbi } as const;
  const [owner, distributor, timelock, silence, grace] = await asked(
    Promise.all([
      client.readContract({ ...escrow, functionName: 'relay' }),
      client.readContract({ ...escrow, functionName: 'distributor' }),
      client.readContract({ ...escrow, functionName: 'timelock' }),
      client.readContract({ ...escrow, functionName: 'silence' }),
      client.readContract({ ...escrow, functionName: 'grace' }),
    ]),
    `The contract at ${config.ESCROW} is not a CampaignEscrow: check ESCROW.`,
  );
  if (!sameAddress(owner, relay))
    throw new StartError(`The escrow's relay is ${owner}, not ${relay}: check RELAY_KEY.`);
  if (!sameAddress(distributor, config.DISTRIBUTOR))
    throw new StartError(`The escrow's distributor is ${distributor}: check DISTRIBUTOR.`);
  for (const token of config.TOKENS) {
    const question = client.readContract({ address: token.address, abi: erc20Abi, functionName: 'decimals' });
    checkDecimals(token, await asked(question, `TOKENS: at ${token.address} is no token with decimals.`));
  }
  await checkPublicNode(config, chainId);
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

/** By these a requester's amounts become units: one too many locks ten times as much. */
function checkDecimals({ address, decimals }: Token, found: number): void {
  if (decimals !== found)
    throw new StartError(`TOKENS: ${address} has ${found} decimals on chain, not ${decimals}.`);
}

/** One that does not answer now can later, and the relay does not need it. */
async function checkPublicNode({ PUBLIC_RPC_URL }: RelayConfig, chainId: number): Promise<void> {
  if (PUBLIC_RPC_URL === undefined) return;
  const found = await chainClient(PUBLIC_RPC_URL)
    .getChainId()
    .catch(() => chainId);
  if (found !== chainId)
    throw new StartError(`PUBLIC_RPC_URL is of chain ${found}, and RPC_URL of ${chainId}: check both.`);
}
