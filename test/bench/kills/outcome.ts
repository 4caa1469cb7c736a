import type { Row } from '../bench.ts';
import type { Fault } from './reconcile.ts';

export type Outcome = {
  runs: number;
  labels: number;
  receipts: number;
  /** How often each part failed. */
  happened: Readonly<Record<string, number>>;
  faults: readonly Fault[];
};

/** `lost` and `doubled` first; then what was counted. */
export function rowsOf({ runs, labels, receipts, happened, faults }: Outcome): Row[] {
  const count = (what: string, ours: number, unit = 'count'): Row => ({ what, unit, ours });
  const of = (kind: Fault['kind']) => faults.filter((fault) => fault.kind === kind).length;
  return [
    count('lost', of('lost')),
    count('doubled', of('doubled')),
    count('runs', runs),
    count('labels', labels),
    count('receipts', receipts),
    ...Object.entries(happened)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([what, ours]) => count(what, ours)),
  ];
}
