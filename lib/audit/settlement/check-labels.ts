import type { CampaignFile, LabelRow } from '../../protocol/ledger/statement.ts';
import type { Keccak } from '../../protocol/ledger/tree.ts';
import type { Hex } from '../../protocol/scalar/hex.ts';
import { leafOf, openedPart } from '../../protocol/signed/leaf.ts';
import type { Terms } from '../../protocol/terms/terms.ts';
import { isCounted } from '../../truth/counted.ts';
import type { Fault } from './fault.ts';
import { appealOf, type History, isMissed, judgedOf, nameOf } from './history.ts';

/** Every row is of a label that was signed, at its price; what was said of it before stands, and it is settled once. */
export function labelFaults(
  before: History,
  after: History,
  file: CampaignFile,
  termsOf: (hash: Hex) => Terms,
  keccak: Keccak,
): Fault[] {
  const faults: Fault[] = [];
  const seen = new Set<string>();
  const closed = new Set(
    [...before.labels.values()].flatMap(({ row, judgedIn }) => (judgedIn === null ? [] : [row.ref])),
  );
  for (const row of file.rows) {
    const fault = (detail: string) => faults.push({ where: `label ${nameOf(row)}`, detail });
    if (seen.has(nameOf(row))) fault('it has two rows');
    seen.add(nameOf(row));
    const batch = after.batches.get(row.number)?.batch;
    if (batch === undefined) fault('no batch has its number');
    else {
      if (batch.leaves[row.index] !== leafOf(row.taskPart, row.bodyPart, keccak))
        fault('it is not what was signed');
      const { price } = termsOf(batch.termsHash);
      if (row.price !== price) fault(`its price is ${row.price}, by the terms of its batch ${price}`);
    }
    for (const detail of saidBefore(row, before, closed)) fault(detail);
    const judged = judgedOf(row);
    if (judged === undefined) continue;
    if (judged.opened === undefined) fault('its task is settled and its body is not open');
    else {
      if (openedPart(judged.opened, keccak) !== row.bodyPart)
        fault('it is opened to another body than was signed');
      if (judged.counted !== (isCounted(judged.opened.body) && !isMissed(row)))
        fault(`counted is ${judged.counted}`);
    }
  }
  return faults;
}

/** In the one spelling that JSON has of it. */
const text = (value: unknown) => JSON.stringify(value);

function saidBefore(row: LabelRow, before: History, closed: ReadonlySet<Hex>): string[] {
  const known = before.labels.get(nameOf(row));
  const judged = judgedOf(row);
  if (known === undefined || known.judgedIn === null) {
    const other = known !== undefined && known.row.ref !== row.ref ? ['its task was another before'] : [];
    return closed.has(row.ref) ? [...other, 'its task was settled before without it'] : other;
  }
  if (known.row.state !== 'held' && appealOf(row) === undefined) return ['it was settled before'];
  const { posterior, score, weight } = known.judged ?? {};
  const said = [row.ref, judged?.posterior, judged?.score, judged?.weight];
  if (text(said) !== text([known.row.ref, posterior, score, weight]))
    return ['it says something else of its task than before'];
  return [];
}
