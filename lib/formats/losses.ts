import type { ExportFormat } from '../protocol/api/export.ts';
import type { PrivateFormat } from './private.ts';

/** What a format has no place for. */
export interface Loss {
  field: string;
  because: string;
  /** Where it is all the same; null when it is in no file of this format. */
  kept: 'csv-side-car' | 'meta of the task' | null;
}

const inMeta = 'meta of the task';
const metaOnly = (field: string): Loss => ({
  field,
  because: 'an annotation has no field for it',
  kept: inMeta,
});
/** Fields of a label, and of its receipt and settlement, of which Label Studio knows nothing. */
const ofLabel = ['confidence', 'rationale', 'salts'].map(metaOnly);
const ofReceipt = [
  ...['number', 'index', 'batchHash', 'leaf', 'price', 'state', 'credit'],
  ...['code', 'evidence', 'receivedEpoch', 'settledEpoch', 'posterior', 'dataset', 'weight'],
].map(metaOnly);

const inText: Loss = {
  field: 'where on the page a span stands',
  because: 'the text of the page is in no export: `data.text` has the passages, one a line',
  kept: inMeta,
};
const skipped: Loss = {
  field: 'which abstention',
  because: 'skipped tasks are all it knows: an abstention is no result, and `was_cancelled` when it is all',
  kept: inMeta,
};

/** The loss report of each format. What is not named here, a reader of the format finds in its own field. */
export const losses: Readonly<Record<ExportFormat, readonly Loss[]>> = {
  jsonl: [],
  'truth-jsonl': [],
  csv: [
    {
      field: 'salts',
      because: 'a cell holds one value, and only a program that checks a leaf reads them',
      kept: 'csv-side-car',
    },
    {
      field: 'target.places',
      because: 'selectors are lists; `quote` has the texts that they find, each on a line',
      kept: 'csv-side-car',
    },
    {
      field: 'target.textModel',
      because: 'it says how the letters of the selectors are counted, and stands beside them',
      kept: 'csv-side-car',
    },
  ],
  'truth-csv': [
    {
      field: 'target.places',
      because: 'selectors are lists; `quote` has the texts that they find, each on a line',
      kept: null,
    },
    {
      field: 'target.textModel',
      because: 'it says how the letters of the selectors are counted',
      kept: null,
    },
  ],
  'csv-side-car': [],
  'label-studio': [
    {
      field: 'labels of tasks that are not settled',
      because: 'a task is written once, with all its labels',
      kept: null,
    },
    inText,
    { field: 'key', because: '`completed_by` must be a user of that installation: left out', kept: inMeta },
    skipped,
    ...ofLabel,
    ...ofReceipt,
  ],
  'web-annotation': [],
};

/** The same of a private question set; the file of the set itself has all of it. */
export const privateLosses: Readonly<Record<PrivateFormat, readonly Loss[]>> = {
  'question-set': [],
  jsonl: [],
  csv: losses.csv.map((loss) => ({ ...loss, kept: null })),
  'label-studio': [inText, skipped, ...ofLabel],
  'web-annotation': [],
};
