import type { Hex } from '../protocol/scalar/hex.ts';
import { taskId } from '../protocol/signed/ids.ts';
import { textKey } from '../protocol/signed/text-key.ts';
import { isAttributeKey, normalText } from '../protocol/target/unit-text.ts';
import type { Database } from '../storage/database.ts';
import { addressAt, type Page } from '../targeting/task-here.ts';
import type { ElementsOffer, ElementView } from '../view/offer.ts';
import { isClosed, isOffered, isOpen, isShown, type Match } from './matches.ts';
import { ownView, priceOf, type Seeing, worded } from './offers.ts';

/** What a campaign asks about elements of the page, while it is open; undefined where it asks about none. */
export async function elementsOffer(
  { campaign, address }: Match,
  { now, tokensOf }: Seeing,
): Promise<ElementsOffer | undefined> {
  const { title, questions, targets } = campaign.terms;
  if (targets.unit !== 'element' || !isOpen(campaign.terms, now)) return undefined;
  const { selector, key } = targets;
  const { campaign: id, termsHash } = campaign;
  const price = priceOf(campaign, tokensOf);
  const read = worded(campaign.terms);
  const offer = { campaign: id, termsHash, title, questions, ...read, price, address, selector };
  return key === undefined ? offer : { ...offer, key };
}

/**
 * How elements of a page stand, in the order of `units`: attribute values or normal texts, as the terms say. Null for
 * one that takes no label: it has no key, or its task is closed to this account. The page tells texts and the
 * background hashes them, so that nothing that hashes is in the page, and only what is in sight costs anything.
 */
export async function elementsAt(
  db: Database,
  { campaign: id, page, units }: { campaign: string; page: Page; units: readonly string[] },
  now: number,
): Promise<(ElementView | null)[]> {
  const transaction = db.transaction(['campaigns', 'joins', 'labels']);
  const campaign = await transaction.objectStore('campaigns').get(id);
  const joined = await transaction.objectStore('joins').get(id);
  const address = campaign && addressAt(page, campaign.terms);
  if (campaign === undefined || address === undefined || (campaign.relay !== null && joined === undefined))
    return units.map(() => null);
  const { targets } = campaign.terms;
  if (targets.unit !== 'element') return units.map(() => null);
  const open = isOpen(campaign.terms, now);
  const drawn = (task: Hex) => isOffered(campaign.lottery?.share, joined?.account, task);
  const labels = transaction.objectStore('labels').index('task');
  return Promise.all(
    units.map(async (unit) => {
      const unitKey = targets.key === undefined ? keyOfText(unit) : isAttributeKey(unit) ? unit : undefined;
      if (unitKey === undefined) return null;
      const target = { unit: 'element', unitKey, address, quote: '' } as const;
      const task = taskId(campaign.campaign, target);
      const own = await labels.get(task);
      const isTask = open && !isClosed(campaign, task) && !isShown(campaign, target) && drawn(task);
      if (own === undefined && !isTask) return null;
      return { unitKey, own: own === undefined ? null : ownView(own) };
    }),
  );
}

/** A text in another spelling than the normal one would be another task than that of all other labelers. */
const keyOfText = (text: string): string | undefined =>
  text !== '' && normalText(text) === text ? textKey(text) : undefined;
