import type { ExportedLabel, ExportedTruth } from '../protocol/api/export.ts';
import type { Label } from '../protocol/label/label.ts';
import { quoteAt } from '../protocol/target/places.ts';
import type { Target } from '../protocol/target/target.ts';
import { answerCells, answerColumns, plainAnswerCells, plainAnswerColumns } from './csv-answer.ts';
import { type Cells, csvRecord } from './csv-cells.ts';
import type { About, Format, Written } from './format.ts';

const mediaType = 'text/csv; charset=utf-8; header=present';
const saidColumns = ['confidence', 'rationale', 'assist', 'active_ms', 'created_at'];
const saidCells = ({ confidence, rationale, assist, activeMs, createdAt }: Label) => [
  ...[confidence, rationale, assist, activeMs, createdAt],
];
const targetColumns = ['unit', 'unit_key', 'address', 'quote'];
const targetCells = (target: Target) => [target.unit, target.unitKey, target.address, quoteOf(target)];

/** What was labeled, to be read: of passages each on a line, without what finds them again. */
function quoteOf(target: Target): string | undefined {
  switch (target.unit) {
    case 'page':
      return undefined;
    case 'element':
      return target.quote;
    case 'selection':
      return target.places.map(quoteAt).join('\n');
  }
}

/** RFC 4180, UTF-8, one label a record. Columns are the same in every export of a campaign. */
export function csv({ terms: { questions } }: About, cells: Cells): Format {
  const columns = [
    ...['number', 'index', 'task', ...targetColumns, ...answerColumns(questions)],
    ...saidColumns,
    ...['state', 'price', 'credit', 'code', 'evidence', 'received_epoch', 'settled_epoch'],
    ...['key', 'batch_hash', 'leaf', 'weight', 'dataset'],
  ];
  const cellsOf = (label: ExportedLabel) => {
    const settled = label.state === 'paid' || label.state === 'rejected' ? label : undefined;
    const paid = label.state === 'paid' ? label : undefined;
    const rejected = label.state === 'rejected' ? label : undefined;
    return [
      ...[label.number, label.index, label.task, ...targetCells(label.target)],
      ...answerCells(questions, label.body, settled?.posterior ?? {}),
      ...saidCells(label),
      ...[label.state, label.price, settled?.credit, rejected?.code, rejected?.evidence],
      ...[label.receivedEpoch, settled?.settledEpoch],
      ...[label.key, label.batchHash, label.leaf, paid?.weight, paid?.dataset],
    ];
  };
  return {
    of: 'labels',
    mediaType,
    extension: 'labels.csv',
    head: csvRecord(columns, 'exact'),
    row: (label) => csvRecord(cellsOf(label), cells),
    tail: '',
  };
}

/** RFC 4180, UTF-8, one label of a private question set a record. */
export function privateCsv({ terms: { questions } }: About, cells: Cells): Written<Label> {
  const columns = ['task', ...targetColumns, ...plainAnswerColumns(questions), ...saidColumns];
  return {
    mediaType,
    extension: 'labels.csv',
    head: csvRecord(columns, 'exact'),
    row: (label) =>
      csvRecord(
        [
          ...[label.task, ...targetCells(label.target)],
          ...plainAnswerCells(questions, label.body),
          ...saidCells(label),
        ],
        cells,
      ),
    tail: '',
  };
}

/** RFC 4180, UTF-8, one settled task a record. */
export function truthCsv({ terms: { questions } }: About, cells: Cells): Format {
  const columns = ['task', ...targetColumns, ...answerColumns(questions), 'labels', 'settled_epoch'];
  const cellsOf = ({ task, target, truth, posterior, labels, settledEpoch }: ExportedTruth) => [
    ...[task, ...targetCells(target)],
    ...answerCells(questions, truth, posterior),
    ...[labels, settledEpoch],
  ];
  return {
    of: 'truths',
    mediaType,
    extension: 'truth.csv',
    head: csvRecord(columns, 'exact'),
    row: (truth) => csvRecord(cellsOf(truth), cells),
    tail: '',
  };
}

/** JSON Lines beside a CSV file of labels: by number and index, what its cells have no place for. */
export const csvSideCar: Format = {
  of: 'labels',
  mediaType: 'application/jsonl; charset=utf-8',
  extension: 'labels.csv.side-car.jsonl',
  head: '',
  row: ({ number, index, salts, target }) => {
    const places = target.unit === 'selection' ? { textModel: target.textModel, places: target.places } : {};
    return `${JSON.stringify({ number, index, salts, ...places })}\n`;
  },
  tail: '',
};
