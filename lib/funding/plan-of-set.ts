import { formOfSet } from '../authoring/form-of-set.ts';
import { bytesToHex } from '../protocol/ledger/bytes.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { setOfTerms } from '../protocol/terms/question-set.ts';
import { Expected } from '../storage/expected.ts';
import type { PlanRecord } from '../storage/records.ts';
import { writeStrictly } from '../storage/write.ts';
import { planNamed } from './plans.ts';
import type { Requesting } from './requesting.ts';

/**
 * A plan that begins with what a private question set says: to change the set, which has one such plan at most, or to make a
 * campaign of it.
 * @throws Expected `no-set`
 */
export async function planOfSet(
  { store, now, random }: Pick<Requesting, 'store' | 'now' | 'random'>,
  { campaign, isPrivate }: { campaign: Hex; isPrivate: boolean },
): Promise<PlanRecord> {
  const db = await store.open();
  const id = await writeStrictly(db, ['plans', 'campaigns', 'joins'], async (transaction) => {
    const plans = transaction.objectStore('plans');
    const set = await transaction.objectStore('campaigns').get(campaign);
    const isSet = set?.relay === null && (await transaction.objectStore('joins').getKey(campaign));
    if (set === undefined || !isSet) throw new Expected('no-set', false);
    const begun = isPrivate ? (await plans.getAll()).find(({ of }) => of === campaign) : undefined;
    if (begun !== undefined) return begun.id;
    const form = formOfSet(setOfTerms(set.terms), isPrivate);
    const plan = { id: bytesToHex(random(16)), revision: 1, savedAt: now(), form };
    await plans.put(isPrivate ? { ...plan, of: campaign } : { ...plan, sets: [campaign] });
    return plan.id;
  });
  return planNamed(db, id);
}
