import type { LabelRow } from '../../lib/protocol/ledger/statement.ts';
import { openedOf } from '../../lib/protocol/signed/leaf.ts';
import { isCounted } from '../../lib/truth/counted.ts';
import { isMissed } from '../../lib/truth/pay/pay.ts';
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
  const { label, finding, payment } = decided;
  const judged = {
    opened: openedOf(label),
    posterior: finding.posterior,
    ...(finding.score === null ? {} : { score: { ppm: finding.score, gold: finding.onGold } }),
    counted: isCounted(label.body) && !isMissed(payment),
    ...(finding.weight === 0 ? {} : { weight: finding.weight }),
  };
  switch (payment.state) {
    case 'held':
      return { ...common, state: 'held', judged };
    case 'paid':
      return { ...common, ...judged, state: 'paid', credit: payment.credit.toString() };
    case 'rejected':
      return {
        ...common,
        ...judged,
        state: 'rejected',
        credit: '0',
        code: payment.code,
        evidence: payment.evidence,
      };
  }
}
