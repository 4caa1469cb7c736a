import type { Label } from '../protocol/label/label.ts';
import type { Format, Written } from './format.ts';

const written = {
  mediaType: 'application/jsonl; charset=utf-8',
  head: '',
  row: (row: object) => `${JSON.stringify(row)}\n`,
  tail: '',
  isLines: true,
} as const;

/** JSON Lines, one `exportedLabel` a line: all that there is of a label. */
export const jsonl: Format = { of: 'labels', extension: 'labels.jsonl', ...written };

/** JSON Lines, one `exportedTruth` a line. */
export const truthJsonl: Format = { of: 'truths', extension: 'truth.jsonl', ...written };

/** JSON Lines, one label a line. */
export const privateJsonl: Written<Label> = { extension: 'labels.jsonl', ...written };
