import { sql, type Transaction } from 'kysely';
import type { CampaignFile } from '../../lib/protocol/ledger/statement.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { carriedPrior, lookedAt } from '../../lib/truth/pay/carried.ts';
import { type Prior, usual } from '../../lib/truth/pay/quality.ts';
import type { Tables } from '../db/tables.ts';

/**
 * What each of these keys began with in this campaign; of one of which no active epoch has said anything, what its account,
 * or one that counts as one with it, has shown in others.
 *
 * @param epoch that is being cut: findings of those before it are of active ones
 */
export async function priorsOf(
  trx: Transaction<Tables>,
  campaign: Hex,
  keys: readonly Hex[],
  epoch: number,
): Promise<Map<Hex, Prior>> {
  const priors = new Map<Hex, Prior>();
  const { rows: said } = await sql<{ key: Hex } & Prior>`select key, sum, count from priors
    where campaign = ${campaign} and key = any(${keys}::text[])`.execute(trx);
  for (const { key, sum, count } of said) priors.set(key, { sum, count });
  const begun = keys.filter((key) => !priors.has(key));
  const { rows: shown } = await sql<{ key: Hex } & Prior>`
    select own.key, sum(last.score)::int8 sum, count(*)::int4 count from (
      select distinct key, coalesce(first, account) account from batches left join linked_accounts using (account)
      where campaign = ${campaign} and key = any(${begun}::text[])
    ) own, lateral (
      select f.score from (
        select distinct campaign, key from batches
        where campaign <> ${campaign} and epoch < ${epoch} and account in (
          select account from linked_accounts where first = own.account union all select own.account)
      ) other, lateral (
        select score, epoch, number, position from findings
        where campaign = other.campaign and key = other.key and score is not null and epoch < ${epoch}
        order by epoch desc, number desc, position desc limit ${lookedAt}
      ) f
      order by f.epoch desc, other.campaign, f.number desc, f.position desc limit ${lookedAt}
    ) last group by own.key`.execute(trx);
  for (const key of begun) priors.set(key, usual);
  for (const { key, ...record } of shown) priors.set(key, carriedPrior(record));
  return priors;
}

/** Keeps what a statement says that keys began with. Should its epoch be dropped, another says it. */
export async function writePriors(
  trx: Transaction<Tables>,
  campaign: Hex,
  sums: readonly Pick<CampaignFile['sums'][number], 'key' | 'prior'>[],
  epoch: number,
): Promise<void> {
  const priors = sums.map(({ prior = usual }) => prior);
  await sql`insert into priors (campaign, key, epoch, sum, count)
    select ${campaign}, key, ${epoch}, sum, count from unnest(${sums.map(({ key }) => key)}::text[],
      ${priors.map(({ sum }) => sum)}::int8[], ${priors.map(({ count }) => count)}::int4[]) given (key, sum, count)
    on conflict do nothing`.execute(trx);
}
