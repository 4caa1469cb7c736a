import { completed, emptyForm, type PlanForm } from '../authoring/form.ts';
import { type KitName, kitForm } from '../authoring/kits/kits.ts';
import { bytesToHex } from '../protocol/ledger/bytes.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { removeTrials } from '../queue/question-sets.ts';
import type { Database, Writing } from '../storage/database.ts';
import { Expected } from '../storage/expected.ts';
import type { PlanRecord } from '../storage/records.ts';
import { writeStrictly } from '../storage/write.ts';
import type { Requesting } from './requesting.ts';

/** A plan as somebody saw it. */
type Seen = Pick<PlanRecord, 'id' | 'revision'>;

/**
 * @param example an address to begin with, where the requester comes from a page
 * @param kit what to begin with besides
 * @param isPrivate whether it is to be a private question set
 */
export async function newPlan(
  { store, now, random }: Pick<Requesting, 'store' | 'now' | 'random'>,
  {
    language,
    example,
    kit,
    isPrivate = false,
  }: { language: string; example?: string; kit?: KitName; isPrivate?: boolean },
): Promise<PlanRecord> {
  const begun = kit === undefined ? emptyForm(language) : kitForm(kit, language);
  const form = { ...begun, isPrivate, ...(example === undefined ? {} : { examples: [example] }) };
  const plan = { id: bytesToHex(random(16)), revision: 1, savedAt: now(), form };
  await writeStrictly(await store.open(), ['plans'], async (transaction) => {
    await transaction.objectStore('plans').put(plan);
  });
  return plan;
}

/** @throws Expected `no-plan` */
export async function planNamed(db: Database, id: Hex): Promise<PlanRecord> {
  const plan = await db.get('plans', id);
  if (plan === undefined) throw new Expected('no-plan', false);
  return { ...plan, form: completed(plan.form) };
}

/** A plan, and the private question set in which it is tried. */
type PlanStores = 'plans' | 'campaigns' | 'joins' | 'labels';
export const planStores: PlanStores[] = ['plans', 'campaigns', 'joins', 'labels'];

/** Private question sets whose labels can be taken as a plan's examples. */
export const setsOf = ({ of, sets = of === undefined ? [] : [of] }: PlanRecord): readonly Hex[] => sets;

/** Runs work on a plan in one strict commit, if nobody else has changed it since `revision`. */
async function ifUnchanged<T>(
  { store }: Requesting,
  { id, revision }: Seen,
  work: (transaction: Writing<PlanStores>, before: PlanRecord) => Promise<T>,
): Promise<T> {
  return writeStrictly(await store.open(), planStores, async (transaction) => {
    const before = await transaction.objectStore('plans').get(id);
    if (before === undefined) throw new Expected('no-plan', false);
    if (before.revision !== revision) throw new Expected('plan-changed', false);
    return work(transaction, before);
  });
}

/** Two tabs do not write over each other. @throws Expected `plan-changed`, `no-plan` */
export const changePlan = (requesting: Requesting, seen: Seen, form: PlanForm): Promise<PlanRecord> =>
  ifUnchanged(requesting, seen, async (transaction, before) => {
    const after = { ...before, revision: seen.revision + 1, savedAt: requesting.now(), form };
    await transaction.objectStore('plans').put(after);
    return after;
  });

/** @throws Expected `plan-changed`, `no-plan` */
export const dropPlan = (requesting: Requesting, seen: Seen): Promise<void> =>
  ifUnchanged(requesting, seen, async (transaction, plan) => {
    await transaction.objectStore('plans').delete(seen.id);
    await removeTrials(transaction, setsOf(plan));
  });
