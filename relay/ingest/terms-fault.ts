import type { Token } from '../../lib/protocol/api/relay.ts';
import type { Place } from '../../lib/protocol/signed/domain.ts';
import { canonicalAddress } from '../../lib/protocol/target/address.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';

/** Why this relay does not serve terms that are well-formed; undefined when it does. A sentence for the requester. */
export function termsFault(terms: Terms, place: Place, tokens: readonly Token[]): string | undefined {
  if (terms.chainId !== place.chainId || terms.escrow !== place.escrow)
    return `The terms are for another chain or escrow; this relay serves ${place.escrow} on chain ${place.chainId}.`;
  // The relay pays gas for what a token does at activations and claims, and one activation carries all campaigns.
  if (!tokens.some(({ address }) => address === terms.token))
    return `This relay does not pay in the token ${terms.token}: choose one that it lists.`;
  // Half a rule would pay people by something else than what the terms say.
  if (terms.policy.pay !== 'flat') return 'This relay can not pay better-than-guess yet: choose flat.';
  if (terms.policy.hold.scored > 0 || terms.policy.hold.golds > 0)
    return 'This relay can not hold labels for evidence yet: set the hold to 0 scored and 0 golds.';
  if (terms.universe.kind === 'pattern') return undefined;
  const odd = terms.universe.addresses.find(
    (address) => canonicalAddress(address, undefined, terms.keepParameters) !== address,
  );
  return odd === undefined
    ? undefined
    : `No label can be for ${odd}: keepParameters drops a part of its query.`;
}
