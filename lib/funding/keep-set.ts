import { keepsLabels } from '../authoring/keeps-labels.ts';
import { writeSet } from '../authoring/write-terms.ts';
import { bytesToHex } from '../protocol/ledger/bytes.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { isOfCampaign } from '../protocol/signed/of-campaign.ts';
import { setOfTerms } from '../protocol/terms/question-set.ts';
import { labelsOf, removeTrials, setRecords } from '../queue/question-sets.ts';
import type { Writing } from '../storage/database.ts';
import { Expected } from '../storage/expected.ts';
import type { CampaignRecord, PlanRecord } from '../storage/records.ts';
import { writeStrictly } from '../storage/write.ts';
import { planNamed, planStores, setsOf } from './plans.ts';
import type { Requesting } from './requesting.ts';

/** Whether a set has labels that would say something else, or be of no page, after a change. */
async function losesLabels(
  transaction: Writing<'plans' | 'campaigns' | 'joins' | 'labels'>,
  before: CampaignRecord,
  after: CampaignRecord,
): Promise<boolean> {
  const byCampaign = transaction.objectStore('labels').index('campaignState');
  const labels = await byCampaign.getAll(labelsOf(before.campaign));
  if (labels.length === 0) return false;
  if (!keepsLabels(setOfTerms(before.terms), setOfTerms(after.terms))) return true;
  return labels.some(({ label }) => !isOfCampaign(after.terms, label.target));
}

/**
 * Turns a plan into a private question set, or changes the one that it is of, in one strict commit. Nothing is asked of anybody.
 * @throws Expected `plan-changed`, `plan-faulty`, `no-plan`; `set-labeled` where labels would not say the same any more
 */
export async function keepSet(
  { store, now, random }: Pick<Requesting, 'store' | 'now' | 'random'>,
  { id, revision, asNew = false }: Pick<PlanRecord, 'id' | 'revision'> & { asNew?: boolean },
): Promise<{ campaign: Hex }> {
  const db = await store.open();
  const { form, of } = await planNamed(db, id);
  const { set: written } = writeSet(form);
  if (!form.isPrivate || written === null) throw new Expected('plan-faulty', false);
  const fresh = setRecords(bytesToHex(random(32)), written, now());
  return writeStrictly(db, planStores, async (transaction) => {
    const plans = transaction.objectStore('plans');
    const campaigns = transaction.objectStore('campaigns');
    const plan = await plans.get(id);
    if (plan?.revision !== revision) throw new Expected('plan-changed', false);
    const before = of === undefined || asNew ? undefined : await campaigns.get(of);
    const set = before === undefined ? fresh.set : { ...fresh.set, campaign: before.campaign };
    if (before !== undefined && (await losesLabels(transaction, before, set)))
      throw new Expected('set-labeled', false);
    await plans.delete(id);
    await removeTrials(transaction, setsOf(plan));
    await campaigns.put(set);
    if (before === undefined) await transaction.objectStore('joins').put(fresh.join);
    return { campaign: set.campaign };
  });
}
