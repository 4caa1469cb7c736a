import type { Database } from '../storage/database.ts';
import { Expected } from '../storage/expected.ts';
import { addressAt, type Page } from '../targeting/task-here.ts';
import type { Guide } from '../view/offer.ts';

/**
 * What a campaign wants to be read before answering.
 *
 * @param page that of the overlay which asks; our own pages show it of any campaign
 * @throws Expected `unknown-campaign`; `not-joined` where the campaign offers this page nothing: then it is told of none
 */
export async function guideAt(
  db: Database,
  { campaign: id, page }: { campaign: string; page?: Page },
): Promise<Guide> {
  const transaction = db.transaction(['campaigns', 'joins']);
  const campaign = await transaction.objectStore('campaigns').get(id);
  const joined = await transaction.objectStore('joins').getKey(id);
  if (page !== undefined) {
    const isMet = campaign?.relay === null || joined !== undefined;
    if (campaign === undefined || !isMet || addressAt(page, campaign.terms) === undefined)
      throw new Expected('not-joined', false);
  }
  if (campaign === undefined) throw new Expected('unknown-campaign', false);
  const { instructions, examples = [], questions } = campaign.terms;
  return { instructions, examples, questions };
}
