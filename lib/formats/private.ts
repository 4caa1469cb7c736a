import type { Label } from '../protocol/label/label.ts';
import { privateCsv } from './csv.ts';
import type { Cells } from './csv-cells.ts';
import type { About, Written } from './format.ts';
import { privateJsonl } from './jsonl.ts';
import { privateLabelStudio } from './label-studio/tasks.ts';
import { questionSetFile } from './question-set.ts';
import { privateWebAnnotation } from './web-annotation.ts';

/** How a private question set is taken home. Its labels were never sent, so there is no receipt, no pay and no truth. */
export type PrivateFormat = 'question-set' | 'jsonl' | 'csv' | 'label-studio' | 'web-annotation';

const made: Record<PrivateFormat, (about: About, cells: Cells) => Written<Label>> = {
  'question-set': questionSetFile,
  jsonl: () => privateJsonl,
  csv: privateCsv,
  'label-studio': privateLabelStudio,
  'web-annotation': privateWebAnnotation,
};

export const privateFormatOf = (name: PrivateFormat, about: About, cells: Cells = 'exact'): Written<Label> =>
  made[name](about, cells);
