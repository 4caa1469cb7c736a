import { isInFilter } from '../protocol/api/task-filter.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { everyTask, isDrawn } from '../protocol/signed/lottery.ts';
import type { Target } from '../protocol/target/target.ts';
import { standsAsExample } from '../protocol/terms/example.ts';
import type { Terms } from '../protocol/terms/terms.ts';
import type { Reading } from '../storage/database.ts';
import type { CampaignRecord } from '../storage/records.ts';
import { hostsAbove } from '../targeting/hosts.ts';
import { addressAt, type Page } from '../targeting/task-here.ts';

/** A campaign whose pages include this one, joined or not. */
export interface Match {
  campaign: CampaignRecord;
  /** The page's own, as the campaign's labelers meet under it. */
  address: string;
  joined: boolean;
}

/** The one transaction in which a page is answered. */
export type PageReading = Reading<'campaigns' | 'joins' | 'labels' | 'relays'>;

/** Campaigns of this page, by the host index; no other page's campaigns are read. */
export async function matchesAt(transaction: PageReading, page: Page): Promise<Match[]> {
  if (!URL.canParse(page.location)) return [];
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

/** Whether a task takes no more labels, as its relay has told. */
export const isClosed = ({ closedTasks }: Pick<CampaignRecord, 'closedTasks'>, task: Hex): boolean =>
  typeof closedTasks === 'string' ? isInFilter(closedTasks, task) : closedTasks.includes(task);

export const isOpen = ({ opens, closes }: Terms, now: number): boolean =>
  now >= opens * 1000 && now < closes * 1000;

/**
 * Whether the campaign shows what is said of this unit, so that it is none of its tasks. In a private question set, where
 * nothing is paid, it stays one: who makes examples makes them by labeling.
 */
export const isShown = ({ relay, terms }: Pick<CampaignRecord, 'relay' | 'terms'>, target: Target): boolean =>
  relay !== null && standsAsExample(terms, target);

/** Whether the lottery offers a task to an account. While it is not known which that is, only where everything is offered. */
export function isOffered(share: number | undefined, account: Hex | undefined, task: Hex): boolean {
  if (share === undefined || share >= everyTask) return true;
  return account !== undefined && isDrawn(share, account, task);
}
