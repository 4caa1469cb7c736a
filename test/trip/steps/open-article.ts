import type { OwnCampaign } from '../../stand/open-campaign.ts';
import { openPages } from '../../stand/open-pages.ts';
import type { Stand } from '../../stand/stand.ts';

/** Address of the sample site's first page that still takes a label of this campaign. */
export async function openArticle({ site, relay }: Stand, campaign: OwnCampaign): Promise<string> {
  const [first] = await openPages(relay.url, site, campaign);
  if (first === undefined) throw new Error(`No page is left for “${campaign.terms.title}”`);
  return first;
}
