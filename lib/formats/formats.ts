import type { ExportFormat } from '../protocol/api/export.ts';
import { csv, csvSideCar, truthCsv } from './csv.ts';
import type { Cells } from './csv-cells.ts';
import type { About, Format } from './format.ts';
import { jsonl, truthJsonl } from './jsonl.ts';
import { labelStudio } from './label-studio/tasks.ts';
import { webAnnotation } from './web-annotation.ts';

/** Counts up when a format's bytes change: a download that began under another version can not go on. */
export const formatsVersion = 2;

const made: Record<ExportFormat, (about: About, cells: Cells) => Format> = {
  jsonl: () => jsonl,
  'truth-jsonl': () => truthJsonl,
  csv,
  'truth-csv': truthCsv,
  'csv-side-car': () => csvSideCar,
  'label-studio': labelStudio,
  'web-annotation': webAnnotation,
};

export const formatOf = (name: ExportFormat, about: About, cells: Cells = 'exact'): Format =>
  made[name](about, cells);
