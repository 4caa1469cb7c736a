import type { ExportedLabel, ExportedTruth } from '../protocol/api/export.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import type { Terms } from '../protocol/terms/terms.ts';

/** Of which campaign a file is. */
export interface About {
  campaign: Hex;
  terms: Terms;
}

/** A settled task with the labels that its truth was inferred from, by receipt number and place. */
export interface ExportedTask {
  truth: ExportedTruth;
  labels: ExportedLabel[];
}

export interface Written<Row> {
  mediaType: string;
  /** Of a file's name, without the dot. */
  extension: string;
  head: string;
  /** One row, with what stands between it and the one before. */
  row(row: Row, isFirst: boolean): string;
  tail: string;
  /** Whether a row is just a line of its JSON. */
  isLines?: true;
}

/** How a file is written, row by row, so that it never has to be in memory as a whole. */
export type Format =
  | ({ of: 'labels' } & Written<ExportedLabel>)
  | ({ of: 'truths' } & Written<ExportedTruth>)
  | ({ of: 'tasks' } & Written<ExportedTask>);
