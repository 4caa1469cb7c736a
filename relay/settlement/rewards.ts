import { parseJson } from '../../lib/protocol/api/json.ts';
import { type RewardLeaf, rewardLeafHash, treeOf } from '../../lib/protocol/ledger/leaves.ts';
import { type Statement, statement } from '../../lib/protocol/ledger/statement.ts';
import type { Keccak, Tree } from '../../lib/protocol/ledger/tree.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Db } from '../db/database.ts';
import { readFileText } from './files.ts';

/** The last active epoch's rewards. */
export interface ActiveRewards {
  /** 0 before the first. */
  epoch: number;
  leaves: RewardLeaf[];
  tree: Tree;
}

export type RewardsReader = () => Promise<ActiveRewards>;

/** Rewards of the last active epoch; its tree is built once and kept until the next is active. */
export function rewardsReader(db: Db, keccak: Keccak): RewardsReader {
  let kept: ActiveRewards = { epoch: 0, leaves: [], tree: treeOf([], rewardLeafHash, keccak) };
  return async () => {
    const last = await db
      .selectFrom('epochs')
      .select(['epoch', 'statement_hash'])
      .where('state', '=', 'active')
      .orderBy('epoch', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (last === undefined || last.statement_hash === null || last.epoch === kept.epoch) return kept;
    const { rewards } = await readStatement(db, last.statement_hash);
    kept = { epoch: last.epoch, leaves: rewards, tree: treeOf(rewards, rewardLeafHash, keccak) };
    return kept;
  };
}

/** A statement that this relay stored. */
export async function readStatement(db: Parameters<typeof readFileText>[0], hash: Hex): Promise<Statement> {
  const text = await readFileText(db, hash);
  if (text === undefined) throw new Error(`statement ${hash} is not stored`);
  const read = parseJson(statement, text);
  if (!read.ok) throw new TypeError(`statement ${hash}: ${read.detail}`);
  return read.value;
}
