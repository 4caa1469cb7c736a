import { setTimeout as sleep } from 'node:timers/promises';
import { encodeFunctionData } from 'viem';
import { rewardDistributorAbi } from '../../lib/protocol/abi/reward-distributor.ts';
import type { ClaimAnswer, ClaimRequest } from '../../lib/protocol/api/me.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { claimedBy } from '../chain/claimed.ts';
import { enqueue, requeue } from '../chain/outbox.ts';
import type { Context } from '../context.ts';
import { ProblemError } from '../problem-error.ts';
import { soon } from '../soon.ts';
import { payTosOf } from './pay-tos.ts';

/** Milliseconds that a first answer may wait for the chain, and between two looks at the row. */
const patience = 1500;
const look = 100;

/**
 * Claims for a payTo of the account, once per payTo, token and active epoch; the relay pays the gas. Answers with how far
 * the transaction is; to ask again is to look again.
 * @throws ProblemError `nothing-to-claim`, `chain-unavailable`
 */
export async function claim(
  context: Context,
  account: Hex,
  { payTo, token }: ClaimRequest,
): Promise<ClaimAnswer> {
  const { epoch, leaves, tree } = await context.activeRewards();
  const index = leaves.findIndex(([to, of]) => to === payTo && of === token);
  const leaf = leaves[index];
  if (leaf === undefined || !(await payTosOf(context.db, account)).has(payTo))
    throw new ProblemError('nothing-to-claim');
  const prefix = `claim:${payTo}:${token}:`;
  const known = await underWay(context, prefix, epoch);
  if (known !== undefined) return known;
  const cumulative = BigInt(leaf[2]);
  const amount = cumulative - (await soon(claimedBy(context.chain, payTo, token)));
  if (amount <= 0n) throw new ProblemError('nothing-to-claim');
  const name = `${prefix}${epoch}`;
  await requeue(context.db, name, amount);
  await enqueue(context.db, {
    name,
    to: context.chain.distributor,
    data: encodeFunctionData({
      abi: rewardDistributorAbi,
      functionName: 'claim',
      args: [epoch, token, payTo, cumulative, tree.proof(index)],
    }),
    amount,
  });
  return followed(context, prefix, { epoch, amount: amount.toString(), state: 'queued' });
}

/** On a quick chain the first answer says mined: whoever asked waits a moment, never longer. */
async function followed(context: Context, prefix: string, queued: ClaimAnswer): Promise<ClaimAnswer> {
  let answer = queued;
  for (let waited = 0; waited < patience && answer.state !== 'mined'; waited += look) {
    await sleep(look);
    answer = (await underWay(context, prefix, queued.epoch)) ?? answer;
  }
  return answer;
}

/** A claim of an earlier epoch that is not mined yet comes first; else the one of this epoch, if it did not fail. */
async function underWay(context: Context, prefix: string, epoch: number): Promise<ClaimAnswer | undefined> {
  const row = await context.db
    .selectFrom('transactions')
    .select(['name', 'state', 'hash', 'amount'])
    .where('name', 'like', `${prefix}%`)
    .where((where) =>
      where.or([
        where('state', 'in', ['queued', 'sent']),
        where.and([where('state', '=', 'mined'), where('name', '=', `${prefix}${epoch}`)]),
      ]),
    )
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined || row.state === 'failed') return undefined;
  const answer = {
    epoch: Number(row.name.slice(prefix.length)),
    amount: (row.amount ?? 0n).toString(),
    state: row.state,
  };
  return row.hash === null ? answer : { ...answer, txHash: row.hash };
}
