import { BaseError, HttpRequestError, LimitExceededRpcError, RpcRequestError } from 'viem';
import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import { type Hex, lower } from '../../lib/protocol/scalar/hex.ts';
import type { Context } from '../context.ts';
import { type ChainCampaign, readCampaign } from './campaign.ts';
import { type Chain, finalBlock } from './client.ts';

/** One database serves one escrow on one chain: the cursor's name says which. */
export const cursorName = ({ chainId, escrow }: Pick<Chain, 'chainId' | 'escrow'>) => `${chainId}:${escrow}`;
/** The most blocks of one question; of a node that refuses them, fewer. */
const longest = 2000n;

/**
 * What a round of watching is: which known campaigns have events between the stored block and the newest final one; their figures
 * are then read whole, so a round that is repeated changes nothing. A question that fails is asked of half as many blocks in the
 * next round; where a node tells the events of not one block, all campaigns are read instead.
 */
export function watcher(context: Context): () => Promise<void> {
  const cursor = cursorName(context.chain);
  let stretch = longest;
  const step = async (from: bigint, final: bigint): Promise<bigint> => {
    const to = from + stretch - 1n < final ? from + stretch - 1n : final;
    try {
      for (const campaign of await touched(context, from, to))
        await refreshCampaign(context, campaign, final);
      if (to < final) stretch = stretch * 2n < longest ? stretch * 2n : longest;
      return to;
    } catch (error) {
      if (from < to) {
        stretch = (to - from + 1n) / 2n;
        throw error;
      }
      if (!keepsNoEvents(error)) throw error;
      context.log.warn({ from: Number(from), to: Number(final) }, 'no events: all campaigns are read');
      for (const campaign of await unfinished(context)) await refreshCampaign(context, campaign, final);
      return final;
    }
  };
  return async () => {
    const final = await finalBlock(context.chain);
    let seen = await storedBlock(context, final);
    if (seen < final) await checkNode(context.chain, final);
    while (seen < final) {
      seen = await step(seen + 1n, final);
      await context.db
        .updateTable('cursors')
        .set({ block: Number(seen) })
        .where('name', '=', cursor)
        .execute();
    }
  };
}

/**
 * Before the stored block is moved for good: a node that is led to another chain for a while names blocks that the own one has
 * not, and tells of no events.
 * @throws viem's errors where the escrow does not answer at that block
 */
async function checkNode({ client, escrow }: Chain, blockNumber: bigint): Promise<void> {
  await client.readContract({
    address: escrow,
    abi: campaignEscrowAbi,
    functionName: 'epochs',
    blockNumber,
  });
}

/** Whether the node answers, and says that it has none of these: it forgets them, or never tells any. */
function keepsNoEvents(error: unknown): boolean {
  if (!(error instanceof BaseError)) return false;
  const said = error.walk((inner) => inner instanceof RpcRequestError || inner instanceof HttpRequestError);
  if (said instanceof RpcRequestError) return said.code !== LimitExceededRpcError.code;
  const status = said instanceof HttpRequestError ? (said.status ?? 0) : 0;
  return status >= 400 && status < 500 && status !== 429;
}

async function unfinished({ db }: Context): Promise<Hex[]> {
  const rows = await db
    .selectFrom('campaigns')
    .select('campaign')
    .where('chain_state', '<>', 'refunded')
    .execute();
  return rows.map(({ campaign }) => campaign);
}

/**
 * Reads a campaign's figures from the chain, never older ones over newer ones.
 * @param at the block up to which it is looked: a node that is behind it has no figures of it, and no older ones are taken for them
 */
export async function refreshCampaign(context: Context, campaign: Hex, at?: bigint): Promise<void> {
  const found = await readCampaign(context.chain, campaign, at);
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
