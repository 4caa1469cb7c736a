import type { EpochReport } from './verify-epoch.ts';

/** The report as a table, and under it everything that differs. */
export function reportText({ epoch, campaigns, faults }: EpochReport): string {
  const table = [
    ['campaign', 'batches', 'held', 'paid', 'rejected', 'credit', 'early', ''],
    ...campaigns.map(({ campaign, batches, rows, credit, early, faults: own }) => [
      `${campaign.slice(0, 14)}…`,
      ...[batches, rows.held, rows.paid, rows.rejected].map(String),
      credit,
      String(early),
      own.length === 0 ? 'ok' : `${own.length} DIFFER`,
    ]),
  ];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  const lines = table.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
      .join('  ')
      .trimEnd(),
  );
  const all = [
    ...faults.map(({ where, detail }) => `${where}: ${detail}`),
    ...campaigns.flatMap((one) =>
      one.faults.map(({ where, detail }) => `${one.campaign} ${where}: ${detail}`),
    ),
  ];
  const end =
    all.length === 0
      ? `epoch ${epoch}: signatures, leaves, commitments, truth, scores, credits, weights, trees and entries are as the chain has them`
      : `epoch ${epoch}: ${all.length} ${all.length === 1 ? 'difference' : 'differences'}`;
  return [...(campaigns.length === 0 ? [] : lines), ...all, end].join('\n');
}

export const isRight = ({ campaigns, faults }: EpochReport): boolean =>
  faults.length === 0 && campaigns.every((one) => one.faults.length === 0);
