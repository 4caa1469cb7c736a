import { type Kysely, sql, type Transaction } from 'kysely';
import { type Hex, zero32 } from '../../lib/protocol/scalar/hex.ts';
import type { Delegation } from '../../lib/protocol/signed/delegation.ts';
import type { Tables } from '../db/tables.ts';
import { ProblemError } from '../problem-error.ts';

/**
 * Accounts that count as one: ingest asks for each of them whether a task is drawn, so they are few. A profile that is
 * linked to a wallet brings one.
 */
const mostLinked = 8;

/**
 * Makes two accounts count as one, where all three have signed for it: an account names (`account` → `key`) another account,
 * which has named a device key, which has signed for the first one. So nobody can put their work on somebody else. Tasks
 * done, standing and rewards are then those of both; a link 1 that completes nothing of this kind changes nothing.
 *
 * No row is written anew: what is received from now on has the name of the account that was first.
 * @param given a link 1 that was just kept; of the two that are wanted either can come last
 * @throws ProblemError `accounts-full`
 */
export async function linkAccounts(
  trx: Transaction<Tables>,
  { account, key }: Delegation,
  now: number,
): Promise<void> {
  const agreed = await sql<{
    account: Hex;
    key: Hex;
  }>`select distinct link.account, link.key from delegations link
    join delegations named on named.account = link.key and named.campaign = ${zero32} and named.not_after >= ${now}
    join delegations second on second.signer = named.key and second.account = link.account and second.campaign <> ${zero32}
    where link.campaign = ${zero32} and link.not_after >= ${now} and link.account <> link.key
      and ((link.account = ${account} and link.key = ${key}) or (link.key = ${account} and named.key = ${key}))
      and not exists (select from revocations r where (r.account = link.account and r.key = link.key)
        or (r.account = named.account and r.key = named.key))`.execute(trx);
  if (agreed.rows.length === 0) return;
  await sql`lock table linked_accounts in exclusive mode`.execute(trx);
  for (const pair of agreed.rows) await countAsOne(trx, pair.account, pair.key);
}

async function countAsOne(trx: Transaction<Tables>, account: Hex, other: Hex): Promise<void> {
  const own = await accountsAsOne(trx, account);
  const others = await accountsAsOne(trx, other);
  const all = [...new Set([...own.accounts, ...others.accounts])];
  if (all.length > mostLinked) throw new ProblemError('accounts-full', `At most ${mostLinked} count as one`);
  const first = others.accounts.length > 1 ? others.first : own.first;
  await trx
    .insertInto('linked_accounts')
    .values(all.map((one) => ({ account: one, first })))
    .onConflict((conflict) => conflict.column('account').doUpdateSet({ first }))
    .execute();
}

/** An account and those that count as one with it, in no order. */
export async function accountsAsOne(
  db: Kysely<Tables>,
  account: Hex,
): Promise<{ first: Hex; accounts: Hex[] }> {
  const rows = await db
    .selectFrom('linked_accounts')
    .selectAll()
    .where('first', '=', sql<Hex>`(select first from linked_accounts where account = ${account})`)
    .execute();
  const [one] = rows;
  if (one === undefined) return { first: account, accounts: [account] };
  return { first: one.first, accounts: rows.map((row) => row.account) };
}
