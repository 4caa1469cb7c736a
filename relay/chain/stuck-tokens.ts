import { encodeFunctionData, erc20Abi } from 'viem';
import { revertReason } from '../../lib/protocol/abi/revert-reason.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Context } from '../context.ts';
import type { Chain } from './client.ts';

/**
 * Tokens of live campaigns that would not go from the escrow to its distributor now: paused, or blocking the pair. One
 * of them in an epoch's credits undoes the activation of all.
 * @throws viem's errors when the node does not answer
 */
export async function stuckTokens({ db, chain, log }: Context): Promise<ReadonlySet<Hex>> {
  const tokens = await db
    .selectFrom('campaigns')
    .select('token')
    .distinct()
    .where('chain_state', '=', 'active')
    .where('final_epoch', 'is', null)
    .execute();
  const stuck = new Set<Hex>();
  for (const { token } of tokens) {
    if (await moves(chain, token)) continue;
    log.warn({ token }, 'token does not move: its labels stay held');
    stuck.add(token);
  }
  return stuck;
}

/** Tries the smallest transfer in a call that changes nothing. Tokens answer true or, before EIP-20 was settled, nothing. */
async function moves({ client, escrow, distributor }: Chain, token: Hex): Promise<boolean> {
  const data = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [distributor, 1n] });
  try {
    const { data: answer } = await client.call({ account: escrow, to: token, data });
    return answer === undefined || BigInt(answer) === 1n;
  } catch (error) {
    if (revertReason(error) === undefined) throw error;
    return false;
  }
}
