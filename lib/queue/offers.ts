import type { Token } from '../protocol/api/relay.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { taskId } from '../protocol/signed/ids.ts';
import { selectionTargetOf } from '../protocol/target/places.ts';
import { pageTargetOf } from '../protocol/target/target.ts';
import type { Terms } from '../protocol/terms/terms.ts';
import type { Database } from '../storage/database.ts';
import type { CampaignRecord, LabelRecord } from '../storage/records.ts';
import { hostsAbove } from '../targeting/hosts.ts';
import { addressAt, type Page } from '../targeting/task-here.ts';
import type { Money } from '../view/money.ts';
import type { Offer, OwnLabelView } from '../view/offer.ts';

/** A campaign whose pages include this one, joined or not. */
export interface Match {
  campaign: CampaignRecord;
  /** The page's own, as the campaign's labelers meet under it. */
  address: string;
  joined: boolean;
}

/** Campaigns of this page, in one transaction over the host index; no other page's campaigns are read. */
export async function matchesAt(db: Database, page: Page): Promise<Match[]> {
  if (!URL.canParse(page.location)) return [];
  const transaction = db.transaction(['campaigns', 'joins']);
  const byHost = transaction.objectStore('campaigns').index('host');
  const [joins, ...found] = await Promise.all([
    transaction.objectStore('joins').getAllKeys(),
    ...hostsAbove(new URL(page.location).hostname).map((host) => byHost.getAll(host)),
  ]);
  const campaigns = new Map(found.flat().map((record) => [record.campaign, record]));
  const matches: Match[] = [];
  for (const campaign of campaigns.values()) {
    const address = addressAt(page, campaign.terms);
    if (address === undefined) continue;
    const joined = campaign.relay === null || joins.includes(campaign.campaign);
    matches.push({ campaign, address, joined });
  }
  return matches;
}

export const isOpen = ({ opens, closes }: Terms, now: number): boolean =>
  now >= opens * 1000 && now < closes * 1000;

/** What the overlay shows of this page as a whole: open tasks of joined campaigns, and the account's own labels on them. */
export async function offersAt(
  db: Database,
  page: Page,
  now: number,
  tokens: readonly Token[],
): Promise<Offer[]> {
  const offers: Offer[] = [];
  const tasks = (await matchesAt(db, page)).flatMap(({ campaign, address, joined }) => {
    const { unit } = campaign.terms.targets;
    if (!joined || unit === 'element') return [];
    const target = unit === 'page' ? pageTargetOf(address) : selectionTargetOf(address);
    return [{ campaign, target, task: taskId(campaign.campaign, target) }];
  });
  const labels = await Promise.all(tasks.map(({ task }) => db.getFromIndex('labels', 'task', task)));
  for (const [at, { campaign, target, task }] of tasks.entries()) {
    const own = labels[at];
    const takesMore = isOpen(campaign.terms, now) && !campaign.closedTasks.includes(task);
    if (own === undefined && !takesMore) continue;
    offers.push({
      campaign: campaign.campaign,
      termsHash: campaign.termsHash,
      title: campaign.terms.title,
      questions: campaign.terms.questions,
      target: own?.label.target ?? target,
      price: priceOf(campaign, tokens),
      own: own === undefined ? null : ownView(own),
    });
  }
  return offers;
}

export const priceOf = ({ relay, terms }: CampaignRecord, tokens: readonly Token[]): Money | null =>
  relay === null ? null : moneyOf(terms.price, terms.token, tokens);

export const ownView = ({ id, label, state, undoUntil }: LabelRecord): OwnLabelView => ({
  id,
  body: label.body,
  state,
  undoUntil: state === 'queued' ? undoUntil : 0,
});

/** A token that the relay does not list is shown by its address, in smallest units: a name could lie. */
export function moneyOf(units: string, token: Hex, tokens: readonly Token[]): Money {
  const known = tokens.find(({ address }) => address === token);
  return { units, token, symbol: known?.symbol ?? token, decimals: known?.decimals ?? 0 };
}
