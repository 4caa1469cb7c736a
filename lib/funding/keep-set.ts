import { writeSet } from '../authoring/write-terms.ts';
import { bytesToHex } from '../protocol/ledger/bytes.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { setRecords } from '../queue/question-sets.ts';
import { Expected } from '../storage/expected.ts';
import type { PlanRecord } from '../storage/records.ts';
import { writeStrictly } from '../storage/write.ts';
import { planNamed } from './plans.ts';
import type { Requesting } from './requesting.ts';

/**
 * Turns a plan into a private question set, in one strict commit. Nothing is asked of anybody.
 * @throws Expected `plan-changed`, `plan-faulty`, `no-plan`
 */
export async function keepSet(
  { store, now, random }: Pick<Requesting, 'store' | 'now' | 'random'>,
  { id, revision }: Pick<PlanRecord, 'id' | 'revision'>,
): Promise<{ campaign: Hex }> {
  const db = await store.open();
  const { form } = await planNamed(db, id);
  const { set: written } = writeSet(form);
  if (!form.isPrivate || written === null) throw new Expected('plan-faulty', false);
  const campaign = bytesToHex(random(32));
  const { set, join } = setRecords(campaign, written, now());
  await writeStrictly(db, ['plans', 'campaigns', 'joins'], async (transaction) => {
    const plans = transaction.objectStore('plans');
    if ((await plans.get(id))?.revision !== revision) throw new Expected('plan-changed', false);
    await plans.delete(id);
    await transaction.objectStore('campaigns').put(set);
    await transaction.objectStore('joins').put(join);
  });
  return { campaign };
}
