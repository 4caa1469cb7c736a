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
 * done, standing and rewards are then those of both; a delegation that is not of this kind changes nothing.
 *
 * No row is written anew: what is received from now on has the name of the account that was first.
 * @throws ProblemError `accounts-full`
 */
export async function linkAccounts(
  trx: Transaction<Tables>,
  { account, key }: Delegation,
  now: number,
): Promise<void> {
  const agreed = await sql`select from delegations named
    join delegations second on second.signer = named.key and second.account = ${account} and second.campaign <> ${zero32}
    where named.account = ${key} and named.campaign = ${zero32} and named.not_after >= ${now}
      and not exists (select from revocations r where r.account = ${key} and r.key = named.key)
    limit 1`.execute(trx);
  if (agreed.rows.length === 0 || key === account) return;
  await sql`lock table linked_accounts in exclusive mode`.execute(trx);
  const own = await accountsAsOne(trx, account);
  const others = await accountsAsOne(trx, key);
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
