import { getChainId } from 'viem/actions';
import { Expected } from '../storage/expected.ts';
import type { nodeAt } from './node.ts';
import { chainTrouble } from './trouble.ts';

/**
 * Asks a node only once it has said that it is of the right chain; after any trouble it is asked for that again.
 * @returns runs a reading; throws Expected `wrong-chain`, `chain-unavailable` (retry)
 */
export function onChain(
  client: ReturnType<typeof nodeAt>,
  chainId: number,
): <T>(work: () => Promise<T>) => Promise<T> {
  let sameChain: Promise<void> | undefined;
  const check = async () => {
    const found = await getChainId(client);
    if (found !== chainId) throw new Expected('wrong-chain', false, `${found}, not ${chainId}`);
  };
  return async (work) => {
    try {
      sameChain ??= check();
      await sameChain;
      return await work();
    } catch (error) {
      sameChain = undefined;
      throw chainTrouble(error);
    }
  };
}
