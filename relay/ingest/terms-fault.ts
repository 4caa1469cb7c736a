import type { Token } from '../../lib/protocol/api/relay.ts';
import type { Place } from '../../lib/protocol/signed/domain.ts';
import { isOfCampaign } from '../../lib/protocol/signed/of-campaign.ts';
import { canonicalAddress } from '../../lib/protocol/target/address.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';

/** Why this relay does not serve terms that are well-formed; undefined when it does. A sentence for the requester. */
export function termsFault(terms: Terms, place: Place, tokens: readonly Token[]): string | undefined {
  if (terms.chainId !== place.chainId || terms.escrow !== place.escrow)
    return `The terms are for another chain or escrow; this relay serves ${place.escrow} on chain ${place.chainId}.`;
  // The relay pays gas for what a token does at activations and claims, and one activation carries all campaigns.
  if (!tokens.some(({ address }) => address === terms.token))
    return `This relay does not pay in the token ${terms.token}: choose one that it lists.`;
  const { pay, hold, redundancy } = terms.policy;
  // A label is scored by two others: with fewer nobody would ever earn more than a fifth.
  if (pay === 'better-than-guess' && redundancy.min < 3)
    return 'To pay better-than-guess every task needs at least 3 labels.';
  if (hold.golds > 0 && redundancy.min === redundancy.max)
    return 'No gold can be met where a task is full with its least labels: raise redundancy.max, or ask for 0 golds.';
  if (pay === 'flat' && (hold.scored > 0 || hold.golds > 0))
    return 'flat pays whatever the evidence: set the hold to 0 scored and 0 golds.';
  const misquoted = terms.examples?.findIndex(({ target }) => !isOfCampaign(terms, target)) ?? -1;
  if (misquoted !== -1) return `Example ${misquoted + 1} quotes another text than that of its key.`;
  if (terms.universe.kind === 'pattern') return undefined;
  const odd = terms.universe.addresses.find(
    (address) => canonicalAddress(address, undefined, terms.keepParameters) !== address,
  );
  return odd === undefined
    ? undefined
    : `No label can be for ${odd}: keepParameters drops a part of its query.`;
}
