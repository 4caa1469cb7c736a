import type { Transaction } from 'kysely';
import type { GivenGolds } from '../../lib/protocol/api/campaigns.ts';
import { bytesToHex } from '../../lib/protocol/ledger/bytes.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { canonicalText } from '../../lib/protocol/signed/canonical.ts';
import { campaignId, termsHash } from '../../lib/protocol/signed/ids.ts';
import { everyTask } from '../../lib/protocol/signed/lottery.ts';
import { askedSecret } from '../../lib/protocol/terms/asked-secret.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import { type ChainCampaign, readCampaign } from '../chain/campaign.ts';
import { chainColumns, refreshCampaign } from '../chain/watch.ts';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.ts';
import { ProblemError } from '../problem-error.ts';
import { amends } from './amends.ts';
import { checkGivenGolds, storeGivenGolds } from './given-golds.ts';
import { firstNumber } from './numbers.ts';
import { termsFault } from './terms-fault.ts';

const hour = 3600;

/**
 * Takes up a campaign, or new terms of one: the hash and the deposit on chain are the proof, so anybody may send them.
 * Idempotent.
 * @throws ProblemError `malformed`, `asks-secret`, `not-funded`, `unknown-terms`, `chain-unavailable`
 */
export async function registerCampaign(
  context: Context,
  { salt, terms, golds }: { salt: Hex; terms: Terms; golds?: GivenGolds },
): Promise<{ campaign: Hex; termsHash: Hex }> {
  const fault = termsFault(terms, context.place, context.tokens);
  if (fault !== undefined) throw new ProblemError('malformed', fault);
  const asked = askedSecret(terms);
  if (asked !== undefined) throw new ProblemError('asks-secret', `They say: “${asked}”.`);
  if (golds !== undefined) checkGivenGolds(terms, golds, context.keccak);
  const hash = termsHash(terms);
  const campaign = campaignId(terms.chainId, terms.escrow, terms.requester, salt);
  const onChain = await readCampaign(context.chain, campaign);
  if (onChain === undefined) throw new ProblemError('not-funded');
  if (onChain.termsHash !== hash)
    throw new ProblemError('unknown-terms', `The chain has ${onChain.termsHash}`);
  const mismatch = chainFault(terms, onChain, context.chain.timelock);
  if (mismatch !== undefined) throw new ProblemError('malformed', mismatch);
  await context.db.transaction().execute(async (trx) => {
    await store(context, trx, { campaign, salt, hash, terms, golds, onChain });
  });
  // The watch skips campaigns it does not know: what happened since the first look is seen by a second.
  await refreshCampaign(context, campaign);
  return { campaign, termsHash: hash };
}

function chainFault(terms: Terms, onChain: ChainCampaign, timelock: number): string | undefined {
  if (onChain.state !== 'active') return 'The campaign is over on chain.';
  if (onChain.token !== terms.token) return `The deposit is in another token, ${onChain.token}.`;
  if (onChain.closesAt < terms.closes) return 'On chain the campaign closes before its terms say.';
  if (onChain.settleBy < onChain.closesAt + terms.acceptByHours * hour + 2 * timelock)
    return 'settleBy leaves no time to settle the last labels: closesAt + accept-by + two timelocks.';
  return undefined;
}

interface Found {
  campaign: Hex;
  salt: Hex;
  hash: Hex;
  terms: Terms;
  golds: GivenGolds | undefined;
  onChain: ChainCampaign;
}

async function store(
  context: Context,
  trx: Transaction<Tables>,
  { campaign, salt, hash, terms, golds, onChain }: Found,
): Promise<void> {
  await trx
    .insertInto('campaigns')
    .values({
      campaign,
      salt,
      requester: terms.requester,
      token: terms.token,
      terms_hash: hash,
      secret: golds?.secret ?? bytesToHex(context.randomBytes(32)),
      ...chainColumns(onChain),
      credited: 0n,
      open: 0n,
      base_epoch: 0,
      reserved: 0n,
      next_number: firstNumber(context, onChain.openedAt),
      final_epoch: null,
      file: null,
      lottery_share: everyTask,
      lottery_taken: everyTask,
      appeals_paid: 0n,
      appeals_bound: 0n,
      last_epoch: 0,
      last_labels: 0,
      put_off: null,
      dataset: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await storeGivenGolds(trx, campaign, terms, golds);
  const row = await trx
    .selectFrom('campaigns')
    .select('terms_hash')
    .where('campaign', '=', campaign)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const before = await context.termsOf(trx, campaign, row.terms_hash);
  if (before !== undefined && !amends(before, terms))
    throw new ProblemError('malformed', 'New terms may only raise the price, add tasks or extend the time.');
  await trx
    .insertInto('campaign_terms')
    .values({ campaign, terms_hash: hash, terms: canonicalText(terms) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await trx.updateTable('campaigns').set({ terms_hash: hash }).where('campaign', '=', campaign).execute();
}
