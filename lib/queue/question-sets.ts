import type { Label } from '../protocol/label/label.ts';
import { type Hex, zeroAddress } from '../protocol/scalar/hex.ts';
import { type QuestionSet, termsOfSet } from '../protocol/terms/question-set.ts';
import type { Terms } from '../protocol/terms/terms.ts';
import type { Database, Store, Stores, Writing } from '../storage/database.ts';
import { Expected } from '../storage/expected.ts';
import { freshCampaign } from '../storage/fresh-campaign.ts';
import type { CampaignRecord, JoinRecord } from '../storage/records.ts';
import { writeStrictly } from '../storage/write.ts';
import { originsOf } from '../targeting/hosts.ts';
import type { SetView } from '../view/question-set.ts';

/**
 * A private question set is a campaign without a relay that its maker has joined: the overlay runs on its sites, labels of it
 * are saved like all others, and no sync ever looks at it, since a sync looks at campaigns of a relay only.
 */
export const setRecords = (
  campaign: Hex,
  set: QuestionSet,
  joinedAt: number,
): { set: CampaignRecord; join: JoinRecord } => ({
  set: freshCampaign(campaign, null, termsOfSet(set)),
  join: { campaign, payTo: zeroAddress, joinedAt, delegatedPayTo: null, namedPayTos: [] },
});

/** All labels of a campaign, in whatever state. */
export const labelsOf = (campaign: string) => IDBKeyRange.bound([campaign], [campaign, []]);

/** @param granted which of these origins the browser grants */
export async function setViews(
  db: Database,
  granted: (origins: readonly string[]) => Promise<readonly string[]>,
): Promise<SetView[]> {
  const joined = await Promise.all((await db.getAllKeys('joins')).map((key) => db.get('campaigns', key)));
  const sets = joined
    .filter((record) => record !== undefined)
    .filter(({ relay, isTrial }) => relay === null && isTrial === undefined);
  const sites = new Set(await granted(sets.flatMap(({ terms }) => originsOf(terms.universe))));
  return Promise.all(
    sets.map(async ({ campaign, terms }) => {
      const { title, instructions, examples = [], questions, targets, universe } = terms;
      const origins = originsOf(universe);
      return {
        campaign,
        title,
        instructions,
        examples,
        questions,
        unit: targets.unit,
        origins,
        granted: origins.every((origin) => sites.has(origin)),
        labels: await db.countFromIndex('labels', 'campaignState', labelsOf(campaign)),
      };
    }),
  );
}

/** A set with all its labels, oldest first. @throws Expected `no-set` */
export async function wholeSet(
  store: Store,
  campaign: Hex,
): Promise<{ campaign: Hex; terms: Terms; labels: Label[] }> {
  const transaction = (await store.open()).transaction(['campaigns', 'labels']);
  const set = await transaction.objectStore('campaigns').get(campaign);
  const kept = await transaction.objectStore('labels').index('campaignState').getAll(labelsOf(campaign));
  if (set === undefined || set.relay !== null) throw new Expected('no-set', false);
  const labels = kept.sort((a, b) => a.savedAt - b.savedAt).map(({ label }) => label);
  return { campaign, terms: set.terms, labels };
}

/** What a set is made of in the store. */
type SetStores = 'campaigns' | 'joins' | 'labels';

/** Deletes a set and all its labels, for good. @throws Expected `no-set` */
export async function dropSet(store: Store, campaign: Hex): Promise<void> {
  await writeStrictly(await store.open(), ['campaigns', 'joins', 'labels'], async (transaction) => {
    if ((await transaction.objectStore('campaigns').get(campaign))?.relay !== null)
      throw new Expected('no-set', false);
    await removeSet(transaction, campaign);
  });
}

/** The same within another change. */
export async function removeSet<Others extends Stores>(
  transaction: Writing<SetStores | Others>,
  campaign: Hex,
): Promise<void> {
  await transaction.objectStore('campaigns').delete(campaign);
  await transaction.objectStore('joins').delete(campaign);
  const labels = transaction.objectStore('labels');
  const ids = await labels.index('campaignState').getAllKeys(labelsOf(campaign));
  await Promise.all(ids.map((id) => labels.delete(id)));
}

/** Deletes those of these sets in which a plan was tried: it is none any more. */
export async function removeTrials<Others extends Stores>(
  transaction: Writing<SetStores | Others>,
  sets: readonly Hex[],
): Promise<void> {
  for (const set of sets)
    if ((await transaction.objectStore('campaigns').get(set))?.isTrial) await removeSet(transaction, set);
}
