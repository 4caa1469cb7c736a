import type { Transaction } from 'kysely';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import { type Filling, type Lottery, nextLottery } from '../../lib/truth/lottery.ts';
import type { CampaignsTable, Tables } from '../db/tables.ts';

/** A campaign's lottery after an epoch that is being cut; undefined where everybody is offered every task. */
export async function lotteryAfter(
  trx: Transaction<Tables>,
  { campaign }: Pick<CampaignsTable, 'campaign'>,
  terms: Terms | undefined,
  filling: Filling,
  cut: number,
): Promise<Lottery | undefined> {
  const before = await trx
    .selectFrom('lotteries')
    .innerJoin('epochs', 'epochs.epoch', 'lotteries.epoch')
    .select(['share', 'taken', 'width', 'since'])
    .where('campaign', '=', campaign)
    .where('state', '=', 'active')
    .orderBy('lotteries.epoch', 'desc')
    .limit(1)
    .executeTakeFirst();
  return terms === undefined ? before : nextLottery(terms.policy, before, filling, cut);
}
