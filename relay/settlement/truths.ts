import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { canonicalText } from '../../lib/protocol/signed/canonical.ts';
import type { Inferred } from '../../lib/truth/truth.ts';
import type { TruthsTable } from '../db/settlement-tables.ts';
import { type Figures, figuresOf } from '../progress/figures.ts';
import type { Decisions } from './decide.ts';
import type { OpenLabel } from './open-label.ts';

/** A task whose truth an epoch says, with the labels that it was inferred from. */
export interface SettledTruth extends Inferred {
  task: Hex;
  labels: OpenLabel[];
  figures: Figures;
}

/** The tasks that this epoch settles. */
export function settledTruths(
  open: readonly OpenLabel[],
  { truths, labels: decided }: Pick<Decisions, 'truths' | 'labels'>,
): SettledTruth[] {
  const unjudged = open.filter(({ judged }) => judged === null);
  return [...Map.groupBy(unjudged, ({ task }) => task)].flatMap(([task, labels]) => {
    const inferred = truths.get(labels[0]!.ref);
    if (inferred === undefined) return [];
    const said = labels.flatMap((one) => {
      const opened = decided.get(one)?.opened;
      return opened === undefined ? [] : [opened];
    });
    return [{ task, labels, figures: figuresOf(said), ...inferred }];
  });
}

/** What is kept of them until the epoch is active, and from then on for the requester. */
export function truthRows(campaign: Hex, truths: readonly SettledTruth[], epoch: number): TruthsTable[] {
  return truths.map(({ task, truth, posterior, labels, figures }) => ({
    campaign,
    task,
    epoch,
    truth: canonicalText(truth),
    posterior: canonicalText(posterior),
    numbers: labels.map(({ number }) => number),
    positions: labels.map(({ position }) => position),
    median_ms: figures.medianMs,
    apart: figures.apart,
  }));
}
