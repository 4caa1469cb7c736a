import { isInFilter } from '../../lib/protocol/api/task-filter.ts';
import { taskId } from '../../lib/protocol/signed/ids.ts';
import { selectionTargetOf } from '../../lib/protocol/target/places.ts';
import { pageTargetOf } from '../../lib/protocol/target/target.ts';
import { matchesUniverse } from '../../lib/protocol/terms/matches.ts';
import { idOf, type OwnCampaign } from './open-campaign.ts';
import { readCatalogue } from './read-catalogue.ts';
import { sitePages } from './site-pages.ts';

/**
 * Addresses of the sample site's pages on which a campaign still takes labels; of one that asks about elements all its
 * pages, since the feed has no end; none when the relay does not offer it.
 */
export async function openPages(relayUrl: string, site: string, campaign: OwnCampaign): Promise<string[]> {
  const id = idOf(campaign);
  const listing = (await readCatalogue(relayUrl)).find((one) => one.campaign === id);
  if (listing === undefined) return [];
  const { targets } = campaign.terms;
  const targetOf = (address: string) =>
    targets.unit === 'selection' ? selectionTargetOf(address) : pageTargetOf(address);
  const addresses = (await sitePages()).map((path) => `${site}${path}`);
  return addresses.filter(
    (address) =>
      matchesUniverse(campaign.terms.universe, address) &&
      (targets.unit === 'element' || !isInFilter(listing.closedTasks, taskId(id, targetOf(address)))),
  );
}
