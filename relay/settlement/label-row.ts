import type { LabelRow } from '../../lib/protocol/ledger/statement.ts';
import { openedOf } from '../../lib/protocol/signed/leaf.ts';
import { isCounted } from '../../lib/truth/counted.ts';
import type { Decided } from './decide.ts';
import type { OpenLabel } from './open-label.ts';

/** A label's row in the campaign's public file. Its body is in it only once its task is settled. */
export function labelRowOf(open: OpenLabel, decided: Decided | undefined): LabelRow {
  const common = {
    ref: open.ref,
    number: open.number,
    index: open.position,
    taskPart: open.taskPart,
    bodyPart: open.bodyPart,
    price: open.price.toString(),
  };
  if (decided === undefined) return { ...common, state: 'held' };
  const { label, earned, posterior } = decided;
  const settled = {
    ...common,
    opened: openedOf(label),
    posterior,
    counted: isCounted(label.body),
  };
  return earned.state === 'paid'
    ? { ...settled, state: 'paid', credit: earned.credit.toString() }
    : { ...settled, state: 'rejected', credit: '0', code: earned.code, evidence: earned.evidence };
}
