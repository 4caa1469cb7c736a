import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import { type Hex, lower } from '../../lib/protocol/scalar/hex.ts';
import type { Context } from '../context.ts';
import { type ChainCampaign, readCampaign } from './campaign.ts';
import { type Chain, finalBlock } from './client.ts';

/** One database serves one escrow on one chain: the cursor's name says which. */
export const cursorName = ({ chainId, escrow }: Pick<Chain, 'chainId' | 'escrow'>) => `${chainId}:${escrow}`;
/** The most blocks of one question: public nodes refuse more. */
const stretch = 2000n;

/**
 * One round: which known campaigns have events between the stored block and the newest final one; their figures are
 * then read whole, so a round that is repeated changes nothing.
 */
export async function watchRound(context: Context): Promise<void> {
  const final = await finalBlock(context.chain);
  const cursor = cursorName(context.chain);
  for (let from = (await storedBlock(context, final)) + 1n; from <= final; ) {
    const to = from + stretch - 1n < final ? from + stretch - 1n : final;
    for (const campaign of await touched(context, from, to)) await refreshCampaign(context, campaign);
    await context.db
      .updateTable('cursors')
      .set({ block: Number(to) })
      .where('name', '=', cursor)
      .execute();
    from = to + 1n;
  }
}

/** Reads a campaign's figures from the chain, never older ones over newer ones. */
export async function refreshCampaign(context: Context, campaign: Hex): Promise<void> {
  const found = await readCampaign(context.chain, campaign);
  if (found === undefined) return;
  await context.db
    .updateTable('campaigns')
    .set(chainColumns(found))
    .where('campaign', '=', campaign)
    .where('block', '<=', found.block)
    .execute();
}

/** Time of the newest block up to which the figures of known campaigns are read, in seconds; 0 before the first look. */
export async function seenUntilOf({ db, chain }: Context): Promise<number> {
  const row = await db
    .selectFrom('cursors')
    .select('block')
    .where('name', '=', cursorName(chain))
    .executeTakeFirst();
  if (row === undefined) return 0;
  const { timestamp } = await chain.client.getBlock({ blockNumber: BigInt(row.block) });
  return Number(timestamp);
}

/** The columns of a campaign that are the chain's. */
export const chainColumns = ({ deposited, openedAt, closesAt, settleBy, state, block }: ChainCampaign) => ({
  deposited,
  opened_at: openedAt,
  closes_at: closesAt,
  settle_by: settleBy,
  chain_state: state,
  block,
});

/** Where the watch carries on; a new relay knows no campaign yet and starts at the newest block. */
async function storedBlock({ db, chain }: Context, final: bigint): Promise<bigint> {
  const cursor = cursorName(chain);
  await db
    .insertInto('cursors')
    .values({ name: cursor, block: Number(final) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db
    .selectFrom('cursors')
    .select('block')
    .where('name', '=', cursor)
    .executeTakeFirstOrThrow();
  return BigInt(row.block);
}

async function touched({ db, chain }: Context, fromBlock: bigint, toBlock: bigint): Promise<Hex[]> {
  const events = await chain.client.getContractEvents({
    address: chain.escrow,
    abi: campaignEscrowAbi,
    fromBlock,
    toBlock,
    strict: true,
  });
  const named = events.flatMap(({ args }) => ('campaign' in args ? [lower(args.campaign)] : []));
  if (named.length === 0) return [];
  const known = await db.selectFrom('campaigns').select('campaign').where('campaign', 'in', named).execute();
  return known.map(({ campaign }) => campaign);
}
