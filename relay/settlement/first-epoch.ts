import { sql } from 'kysely';
import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import { receiptKeyOf } from '../chain/receipt-keys.ts';
import { isActivated, isPending } from '../chain/roots.ts';
import { cursorName } from '../chain/watch.ts';
import type { Context } from '../context.ts';
import { StartError } from '../start-error.ts';
import { readStatement } from './rewards.ts';

const forget = 'Bring the newer one back, or begin anew with an empty database and newly deployed contracts.';

/**
 * Database and chain must tell one story: the reward sums are in the one, the money is in the other.
 * @throws StartError when one of them was set back, or they belong to different relays
 */
export async function checkSameChain(context: Context): Promise<void> {
  const { db, chain } = context;
  const cursors = await db.selectFrom('cursors').selectAll().execute();
  const own = cursors.find(({ name }) => name === cursorName(chain));
  if (own === undefined && cursors.length > 0)
    throw new StartError(
      `The database is of another escrow or chain (${cursors[0]?.name}): check DATABASE_URL and ESCROW.`,
    );
  const newest = await chain.client.getBlock();
  const head = Number(newest.number);
  warnOfClock(context, Number(newest.timestamp));
  const { last, pending } = await chain.client.readContract({
    address: chain.escrow,
    abi: campaignEscrowAbi,
    functionName: 'epochs',
  });
  const epochs = await db.selectFrom('epochs').select(['epoch', 'state', 'statement_hash']).execute();
  const active = Math.max(0, ...epochs.filter(({ state }) => state === 'active').map(({ epoch }) => epoch));
  if (last < active || (own !== undefined && head < own.block))
    throw new StartError(
      `The chain is older than the database, which has seen block ${own?.block ?? 0} and epoch ${active}: the node is at ${head} and ${last}. If it is still catching up, wait or check RPC_URL. If the chain was set back: ${forget}`,
    );
  const statementOf = async (number: number) => {
    const hash = epochs.find(({ epoch }) => epoch === number)?.statement_hash ?? undefined;
    return hash === undefined ? undefined : { hash, statement: await readStatement(db, hash) };
  };
  const activated = await statementOf(last);
  if (last > 0 && (activated === undefined || !(await isActivated(chain, activated.statement))))
    throw new StartError(`The database is older than the chain. ${forget}`);
  const submitted = await statementOf(pending);
  if (
    pending > 0 &&
    (submitted === undefined || !(await isPending(chain, submitted.statement, submitted.hash)))
  )
    throw new StartError(
      `The database is older than the chain: it does not know the pending root of epoch ${pending}. Bring a newer one back, or have the guardian revoke that root and start again.`,
    );
}

/** Seconds that clocks may be apart; a chain that is quiet for so long is a local one. */
const [mostBehind, mostAhead] = [60, 600];

/** By the clock epochs are cut, promises made and sessions taken: one that is off delays all of them, and breaks nothing. */
function warnOfClock({ chain, now, log }: Context, chainTime: number): void {
  const ahead = now() - chainTime;
  if (ahead < -mostBehind || (chain.confirmations > 0 && ahead > mostAhead))
    log.warn({ ahead }, 'the clock is not the chain’s: seconds between the two');
}

/**
 * Opens epoch 1 of a new relay, and writes down by which key the open epoch's receipts are.
 * @throws StartError when this relay has not that key
 */
export async function openFirstEpoch(context: Context): Promise<void> {
  const { db, chain, receipts } = context;
  await sql`insert into epochs (epoch, state, opened_at) select 1, 'open', ${context.now()}
    where not exists (select from epochs) on conflict do nothing`.execute(db);
  const { epoch } = await db
    .selectFrom('epochs')
    .select('epoch')
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  const key = await receiptKeyOf(chain, epoch);
  if (!receipts.holds(key))
    throw new StartError(
      `The escrow's receipt key for epoch ${epoch} is ${key}, and no key here has that address: check RECEIPT_KEY.`,
    );
  await db.updateTable('epochs').set({ receipt_key: key }).where('epoch', '=', epoch).execute();
}
