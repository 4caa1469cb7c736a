import { keccak256, toBytes } from 'viem';
import { parseJson } from '../../../lib/protocol/api/json.ts';
import { statement } from '../../../lib/protocol/ledger/statement.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import type { Stand } from '../../stand/stand.ts';

/**
 * What an address may claim in all, by the relay's public file of an epoch.
 * @throws when the file is not the one whose hash stands on chain, or has another root
 */
export async function readStatement(
  { relay }: Stand,
  epoch: number,
  onChain: { statementHash: Hex; rewardRoot: Hex },
  payTo: Hex,
): Promise<bigint> {
  const text = await (await fetch(`${relay.url}/v1/epochs/${epoch}`)).text();
  const hash = keccak256(toBytes(text));
  if (hash !== onChain.statementHash)
    throw new Error(`The statement hashes to ${hash}, not ${onChain.statementHash}`);
  const read = parseJson(statement, text);
  if (!read.ok) throw new Error(read.detail);
  if (read.value.rewardRoot !== onChain.rewardRoot) throw new Error('The statement names another root');
  const reward = read.value.rewards.find(([owner]) => owner === payTo);
  if (reward === undefined) throw new Error(`${payTo} is not in the statement`);
  return BigInt(reward[2]);
}
