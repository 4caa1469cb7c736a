import { keepsLabels } from '../authoring/keeps-labels.ts';
import { writeTrial } from '../authoring/write-terms.ts';
import { bytesToHex } from '../protocol/ledger/bytes.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { setOfTerms } from '../protocol/terms/question-set.ts';
import { removeSet, setRecords } from '../queue/question-sets.ts';
import { Expected } from '../storage/expected.ts';
import type { PlanRecord } from '../storage/records.ts';
import { writeStrictly } from '../storage/write.ts';
import { planNamed, planStores, setsOf } from './plans.ts';
import type { Requesting } from './requesting.ts';

/**
 * Lets a plan be tried where its labelers will meet it: as a private question set, which belongs to the plan and goes with it.
 * Its labels can be taken as examples; they stay as long as they would say the same of what the plan asks now.
 * @throws Expected `no-plan`, `plan-changed`, `plan-faulty`
 */
export async function tryPlan(
  { store, now, random }: Pick<Requesting, 'store' | 'now' | 'random'>,
  { id, revision }: Pick<PlanRecord, 'id' | 'revision'>,
): Promise<{ campaign: Hex }> {
  const db = await store.open();
  const written = writeTrial((await planNamed(db, id)).form);
  if (written === null) throw new Expected('plan-faulty', false);
  const fresh = setRecords(bytesToHex(random(32)), written, now());
  return writeStrictly(db, planStores, async (transaction) => {
    const plans = transaction.objectStore('plans');
    const campaigns = transaction.objectStore('campaigns');
    const plan = await plans.get(id);
    if (plan?.revision !== revision) throw new Expected('plan-changed', false);
    const sets = setsOf(plan);
    const before = (await Promise.all(sets.map((set) => campaigns.get(set)))).find((set) => set?.isTrial);
    const isSame = before !== undefined && keepsLabels(setOfTerms(before.terms), written);
    if (before !== undefined && !isSame) await removeSet(transaction, before.campaign);
    const campaign = isSame ? before.campaign : fresh.set.campaign;
    await campaigns.put({ ...fresh.set, campaign, isTrial: true });
    await transaction.objectStore('joins').put({ ...fresh.join, campaign });
    const others = sets.filter((set) => set !== before?.campaign);
    await plans.put({ ...plan, sets: [...others, campaign] });
    return { campaign };
  });
}
