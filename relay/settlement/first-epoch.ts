import { sql } from 'kysely';
import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import { sameAddress } from '../chain/client.ts';
import { cursorName } from '../chain/watch.ts';
import type { Context } from '../context.ts';
import { StartError } from '../start-error.ts';

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
  const head = Number(await chain.client.getBlockNumber({ cacheTime: 0 }));
  const { last } = await chain.client.readContract({
    address: chain.escrow,
    abi: campaignEscrowAbi,
    functionName: 'epochs',
  });
  const epochs = await db.selectFrom('epochs').select(['epoch', 'state']).execute();
  const active = Math.max(0, ...epochs.filter(({ state }) => state === 'active').map(({ epoch }) => epoch));
  if (last < active || (own !== undefined && head < own.block))
    throw new StartError(`The chain is older than the database. ${forget}`);
  if (last > active && !epochs.some(({ epoch }) => epoch === last))
    throw new StartError(`The database is older than the chain. ${forget}`);
}

/**
 * Opens epoch 1 of a new relay.
 * @throws StartError when receipts by this key would not count in the open epoch
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
  const key = await chain.client.readContract({
    address: chain.escrow,
    abi: campaignEscrowAbi,
    functionName: 'receiptKey',
    args: [epoch],
  });
  if (!sameAddress(key, receipts.address))
    throw new StartError(`The escrow's receipt key is ${key}, not ${receipts.address}: check RECEIPT_KEY.`);
}
