import type { LabelRow } from '../../lib/protocol/ledger/statement.ts';
import { isCounted } from '../../lib/truth/counted.ts';
import { isMissed } from '../../lib/truth/pay/pay.ts';
import type { Decided } from './decide.ts';
import type { Finding, OpenLabel } from './open-label.ts';

/**
 * A label's row in the campaign's public file. Its body is in it only once its task is settled. Fields stand in the order
 * in which a file has them, which is written sooner then.
 */
export function labelRowOf(open: OpenLabel, decided: Decided | undefined): LabelRow {
  const { bodyPart, position: index, number, ref, taskPart } = open;
  const price = open.price.toString();
  if (decided === undefined) return { bodyPart, index, number, price, ref, state: 'held', taskPart };
  const { opened, finding, payment } = decided;
  const counted = isCounted(opened.body) && !isMissed(payment);
  const { posterior } = finding;
  const score = scoreOf(finding);
  const weight = finding.weight === 0 ? {} : { weight: finding.weight };
  switch (payment.state) {
    case 'held': {
      const judged = { counted, opened, posterior, ...score, ...weight };
      return { bodyPart, index, judged, number, price, ref, state: 'held', taskPart };
    }
    case 'paid': {
      const credit = payment.credit.toString();
      const before = { bodyPart, counted, credit, index, number, opened, posterior, price, ref };
      return { ...before, ...score, state: 'paid', taskPart, ...weight };
    }
    case 'rejected': {
      const { code, evidence } = payment;
      const before = { bodyPart, code, counted, credit: '0', evidence, index, number } as const;
      return { ...before, opened, posterior, price, ref, ...score, state: 'rejected', taskPart, ...weight };
    }
  }
}

const scoreOf = ({ score, onGold, given }: Finding) =>
  score === null ? {} : { score: { ...(given === null ? {} : { given }), gold: onGold, ppm: score } };
