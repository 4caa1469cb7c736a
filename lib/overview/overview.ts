import type { Identity } from '../identity/identity.ts';
import { accountAt } from '../identity/linked.ts';
import { offeredAt } from '../queue/offered.ts';
import { tokensBy } from '../queue/offers.ts';
import { labelsOf, setViews } from '../queue/question-sets.ts';
import type { Database, Store } from '../storage/database.ts';
import type { LabelRecord, RelayRecord } from '../storage/records.ts';
import { originsOf } from '../targeting/hosts.ts';
import type { Page } from '../targeting/task-here.ts';
import type { ElementsOffer } from '../view/offer.ts';
import type { Overview, RelayView } from '../view/overview.ts';
import { appealViews } from './appeals.ts';
import { campaignView } from './campaigns.ts';
import { earningsViews } from './earnings.ts';
import { type Kept, keptNow } from './kept.ts';
import { labelView } from './labels.ts';
import { recoveryView } from './recovery.ts';
import { skillViews } from './skill.ts';
import { walletView } from './wallet.ts';

export interface Looking {
  store: Store;
  identity: Identity;
  now: () => number;
  /** Whether labels may leave at all. */
  maySend: () => Promise<boolean>;
  /** Which of these origins the browser grants. */
  granted: (origins: readonly string[]) => Promise<string[]>;
  /** The languages that the person reads, by primary subtags. */
  reads: () => Promise<readonly string[]>;
  /** Whether they are told of new campaigns. */
  tells: () => Promise<boolean>;
}

const relayView = ({ url, info, lastSync, problem }: RelayRecord): RelayView => ({
  url,
  chainId: info.chainId,
  lastSync,
  problem,
});

/** The panel shows the newest labels, and what waits; all are in the export. */
const newest = 200;

function listed({ recent, queued }: Kept): LabelRecord[] {
  const first = recent.slice(0, newest);
  const ids = new Set(first.map(({ id }) => id));
  return [...first, ...queued.filter(({ id }) => !ids.has(id))];
}

/** Everything the panel shows, from the store alone: no request is made. */
export async function overview(
  { store, identity, now, maySend, granted, reads: readsNow, tells }: Looking,
  page?: Page,
): Promise<Overview> {
  const db = await store.open();
  const relays = await db.getAll('relays');
  const relay = relays.at(-1);
  const own = (await identity.account()).address;
  const tokensOf = tokensBy(relays);
  const known = await db.getAll('campaigns');
  const campaigns = known.filter(({ relay }) => relay !== null);
  const joins = new Map((await db.getAll('joins')).map((join) => [join.campaign, join]));
  // Nobody joins practice, so its labels are not shown.
  const shown = known.filter(({ campaign, relay }) => relay !== null || joins.has(campaign));
  const byId = new Map(shown.map((campaign) => [campaign.campaign, campaign]));
  const kept = await keptNow(db, {
    listed: newest,
    counts: ({ campaign }) => byId.has(campaign),
    sent: campaigns.flatMap(({ campaign }) => (joins.has(campaign) ? [campaign] : [])),
  });
  const ofRelays = (labels: LabelRecord[]) =>
    labels.filter(({ campaign }) => byId.get(campaign)?.relay !== null);
  const rewards = await db.getAll('rewards');
  const sites = new Set(
    (await maySend())
      ? await granted([...new Set(campaigns.flatMap(({ terms }) => originsOf(terms.universe)))])
      : [],
  );
  const reads = await readsNow();
  const appealOf = appealViews(kept.rejected, now());
  const found = page === undefined ? null : await offeredAt(db, page, now());

  return {
    relay: relay ? relayView(relay) : null,
    troubled: relays
      .slice(0, -1)
      .filter(({ problem }) => problem !== null)
      .map(relayView),
    account: relay === undefined ? own : accountAt(own, relay, now()),
    wallet: relay === undefined ? null : walletView(relay, now()),
    reads,
    tells: await tells(),
    campaigns: campaigns.map((campaign) => {
      const isGranted = originsOf(campaign.terms.universe).every((origin) => sites.has(origin));
      return campaignView(campaign, joins.get(campaign.campaign), isGranted, tokensOf(campaign.relay), reads);
    }),
    newer: await db.count('newer'),
    here:
      page === undefined || found === null
        ? null
        : {
            address: page.location,
            offers: [...found.offered.page, ...found.offered.selection],
            elements: await Promise.all(
              found.offered.element.map(async (offer) => ({ offer, labeled: await labeledAt(db, offer) })),
            ),
            unjoined: found.unjoined,
          },
    sets: await setViews(db, granted),
    labels: listed(kept).flatMap((label) => {
      const campaign = byId.get(label.campaign);
      if (campaign === undefined) return [];
      const batch = kept.batches.get(label.batch?.hash ?? '');
      return [labelView(label, campaign, batch, tokensOf(campaign.relay), appealOf(label, campaign, batch))];
    }),
    earnings: earningsViews(kept, rewards, tokensOf),
    skills: skillViews(ofRelays(kept.scored), byId),
    alarms: (await db.getAll('alarms')).map(({ evidence: _, ...alarm }) => alarm),
    recovery: await recoveryView(
      db,
      kept.batchCount + rewards.length + kept.waiting + ofRelays(kept.recent).length,
    ),
    waiting: kept.waiting,
    nextAt: kept.waiting > 0 ? ((await db.get('times', 'nextAt')) ?? null) : null,
  };
}

/** How many elements of its page have an own label. */
async function labeledAt(db: Database, { campaign, address }: ElementsOffer): Promise<number> {
  const labels = await db.getAllFromIndex('labels', 'campaignState', labelsOf(campaign));
  return labels.filter(({ label }) => label.target.address === address).length;
}
