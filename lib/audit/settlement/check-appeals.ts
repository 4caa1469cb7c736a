import { mostAppeals } from '../../protocol/label/appealed.ts';
import { mayAppeal } from '../../protocol/ledger/may-appeal.ts';
import type { CampaignFile, LabelRow } from '../../protocol/ledger/statement.ts';
import type { Keccak } from '../../protocol/ledger/tree.ts';
import type { Hex } from '../../protocol/scalar/hex.ts';
import { appealHash } from '../../protocol/signed/appeal.ts';
import type { Place } from '../../protocol/signed/domain.ts';
import type { Terms } from '../../protocol/terms/terms.ts';
import { appealOutcome } from '../../truth/appeal.ts';
import type { Inferred } from '../../truth/truth.ts';
import type { SignerOf } from './check-batches.ts';
import type { Fault } from './fault.ts';
import { againRefs, appealOf, type History, nameOf, type ToldLabel } from './history.ts';

interface Epoch {
  file: CampaignFile;
  terms: Terms;
  /** All that this epoch judges, with what is remembered. */
  tasks: ReadonlyMap<Hex, Inferred> | undefined;
}

/**
 * Every outcome of an appeal, computed again: won when those who labeled the task again agree with the label, and then paid
 * whole; else as it was. Whether they labeled the same page only the requester can tell, who has the secret.
 */
export function appealFaults(before: History, after: History, { file, terms, tasks }: Epoch): Fault[] {
  const faults: Fault[] = [];
  const lost = new Map<Hex, number>();
  for (const { row, key } of after.labels.values())
    if (appealOf(row)?.outcome === 'lost') lost.set(key, (lost.get(key) ?? 0) + 1);
  for (const row of file.rows) {
    const appeal = appealOf(row);
    if (appeal === undefined || row.state === 'held') continue;
    const fault = (detail: string) => faults.push({ where: `label ${nameOf(row)}`, detail });
    const known = before.labels.get(nameOf(row));
    if (known === undefined || !mayAppeal(known.row)) {
      fault('it could not be appealed');
      continue;
    }
    const again = [...after.labels.values()].filter((label) => label.row.ref === appeal.ref);
    for (const detail of againFaults(known, again)) fault(detail);
    const truth = tasks?.get(appeal.ref)?.truth;
    const body = row.opened?.body ?? {};
    const outcome = appealOutcome(
      terms,
      body,
      truth === undefined ? undefined : { truth, labels: again.length },
    );
    if (outcome !== appeal.outcome) fault(`its appeal is ${appeal.outcome}, computed again ${outcome}`);
    const [said, owed] = [paidOf(row), outcome === 'won' ? `paid ${row.price}` : paidOf(known.row)];
    if (said !== owed) fault(`after its appeal it is ${said}, computed again ${owed}`);
  }
  for (const [key, count] of lost)
    if (count > mostAppeals) faults.push({ where: `key ${key}`, detail: `it has lost ${count} appeals` });
  return faults;
}

/** What appeals have cost so far: those that were won, and the labels that decided them. The reserve has to pay for it. */
export function appealsPaid({ labels }: History): bigint {
  const refs = againRefs({ labels });
  let paid = 0n;
  for (const { row } of labels.values())
    if (row.state === 'paid' && (row.appeal !== undefined || refs.has(row.ref))) paid += BigInt(row.credit);
  return paid;
}

/** The credit, or why there is none. */
function paidOf(row: LabelRow): string {
  if (row.state === 'held') return 'held';
  return row.state === 'paid' ? `paid ${row.credit}` : `rejected ${row.code} ${row.evidence}`;
}

/** Whose labels decide: of a task that was not there when the label was rejected, and of nobody who had labeled it. */
function againFaults(known: ToldLabel, again: readonly ToldLabel[]): string[] {
  if (again.some(({ judgedIn }) => judgedIn === null)) return ['its task is not judged again by all'];
  if (again.some(({ key }) => key === known.key)) return ['its own key labeled its task again'];
  if (again.some(({ received }) => received <= (known.judgedIn ?? 0)))
    return ['its task was not labeled again after it was settled'];
  return [];
}

/** An appeal is signed by the key of the label's batch: nobody's places are used up by others. */
export async function appealSignatureFaults(
  place: Place,
  before: History,
  { campaign, rows }: CampaignFile,
  keccak: Keccak,
  signerOf: SignerOf,
): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const row of rows) {
    const appeal = appealOf(row);
    if (appeal === undefined) continue;
    const { number, index } = row;
    const signer = await signerOf(appealHash(place, { campaign, number, index }, keccak), appeal.signature);
    if (signer !== before.batches.get(number)?.batch.key)
      faults.push({ where: `label ${nameOf(row)}`, detail: 'its appeal is not signed by its key' });
  }
  return faults;
}
