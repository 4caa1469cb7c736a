import type { Hex } from '../protocol/scalar/hex.ts';
import type { Database } from '../storage/database.ts';
import type { Page } from '../targeting/task-here.ts';
import type { Offered } from '../view/offer.ts';
import { elementsOffer } from './elements.ts';
import { type Match, matchesAt, type PageReading } from './matches.ts';
import { pageOffer, type Seeing, tokensBy } from './offers.ts';

/** What campaigns have for one page: what those of this labeler offer, and which others there are. */
export interface Here {
  offered: Offered;
  unjoined: readonly Hex[];
}

/**
 * All that is known of one page, in one transaction. Every unit has its line here.
 * @param maySend without the consent to send, what a relay's campaign offers is left out: its sites count as not granted, also
 *   where the browser grants them to a private question set
 */
export async function offeredAt(db: Database, where: Page, now: number, maySend = true): Promise<Here> {
  const transaction: PageReading = db.transaction(['campaigns', 'joins', 'labels', 'relays']);
  const labels = transaction.objectStore('labels').index('task');
  const [relays, matches] = await Promise.all([
    transaction.objectStore('relays').getAll(),
    matchesAt(transaction, where),
  ]);
  const seeing: Seeing = {
    now,
    tokensOf: tokensBy(relays),
    ownOf: (task) => labels.get(task),
    accountOf: async ({ campaign }) => (await transaction.objectStore('joins').get(campaign))?.account,
  };
  const all = async <View>(see: (match: Match, seeing: Seeing) => Promise<View | undefined>) => {
    const offering = matches.filter(({ joined, campaign }) => joined && (maySend || campaign.relay === null));
    const views = await Promise.all(offering.map((match) => see(match, seeing)));
    return views.filter((view) => view !== undefined);
  };
  const [page, selection, element] = await Promise.all([
    all(pageOffer('page')),
    all(pageOffer('selection')),
    all(elementsOffer),
  ]);
  return {
    offered: { page, selection, element },
    unjoined: matches.filter(({ joined }) => !joined).map(({ campaign }) => campaign.campaign),
  };
}
