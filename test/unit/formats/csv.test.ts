import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvRecord } from '../../../lib/formats/csv-cells.ts';
import { formatOf } from '../../../lib/formats/formats.ts';
import { losses } from '../../../lib/formats/losses.ts';
import type { ExportedLabel } from '../../../lib/protocol/api/export.ts';
import type { Body } from '../../../lib/protocol/question/body.ts';
import type { Question } from '../../../lib/protocol/question/question.ts';
import { dataset } from './values.ts';
import { write } from './write.ts';

const number = (cell: string | undefined) => Number(cell);

type Record = { [column: string]: string };

/** As csv-parse reads it, strict: quotes where they belong, as many cells in every record as in the first. */
const read = (text: string): Record[] => parse(text, { columns: true });

const given = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '' && value !== undefined));

function bodyOf(record: Record, questions: readonly Question[]): Body {
  return Object.fromEntries(
    questions.map(({ id }) => {
      const kind = record[`kind.${id}`];
      const cell = record[`answer.${id}`]!;
      const parts = cell === '' ? [] : cell.split('|');
      const spans = parts.map((part) => {
        const [, of, start, end] = /^(.+):(\d+)-(\d+)$/.exec(part) ?? [];
        return { class: of, start: number(start), end: number(end) };
      });
      return [id, kind === 'choice' ? { kind, chosen: parts } : kind === 'span' ? { kind, spans } : { kind }];
    }),
  ) as Body;
}

function labelOf(
  record: Record,
  { places, textModel, ...sideCar }: { places?: object; textModel?: number },
  questions: readonly Question[],
): ExportedLabel {
  const posterior = Object.fromEntries(questions.map(({ id }) => [id, number(record[`posterior.${id}`])]));
  const settled = record.settled_epoch !== '';
  return {
    ...given({
      task: record.task,
      rationale: record.rationale,
      assist: record.assist,
      state: record.state,
      price: record.price,
      credit: record.credit,
      code: record.code,
      evidence: record.evidence,
      key: record.key,
      batchHash: record.batch_hash,
      leaf: record.leaf,
      dataset: record.dataset,
      weight: record.weight === '' ? undefined : number(record.weight),
      confidence: record.confidence === '' ? undefined : number(record.confidence),
      settledEpoch: settled ? number(record.settled_epoch) : undefined,
      posterior: settled ? posterior : undefined,
    }),
    number: number(record.number),
    index: number(record.index),
    activeMs: number(record.active_ms),
    createdAt: number(record.created_at),
    receivedEpoch: number(record.received_epoch),
    target: {
      unit: record.unit,
      unitKey: record.unit_key,
      address: record.address,
      ...(record.unit === 'element' ? { quote: record.quote } : {}),
      ...given({ textModel, places }),
    },
    body: bodyOf(record, questions),
    ...sideCar,
  } as unknown as ExportedLabel;
}

test('a foreign reader and the side-car give back every field of every label', () => {
  fc.assert(
    fc.property(dataset, ({ about, labels }) => {
      const records = read(write(formatOf('csv', about), 'labels', labels));
      const sideCars = write(formatOf('csv-side-car', about), 'labels', labels).split('\n').slice(0, -1);
      const { questions } = about.terms;
      expect(records.map((record, at) => labelOf(record, JSON.parse(sideCars[at]!), questions))).toEqual(
        labels,
      );
    }),
  );
});

test('what the loss report names is what the cells do not hold, and no more', () => {
  fc.assert(
    fc.property(dataset, ({ about, labels }) => {
      const records = read(write(formatOf('csv', about), 'labels', labels));
      const lost = losses.csv.map(({ field }) => field);
      labels.forEach((label, at) => {
        const { places, textModel, ...target } = { places: undefined, textModel: undefined, ...label.target };
        const whole = { ...label, target: lost.includes('target.places') ? target : label.target };
        const without = Object.fromEntries(Object.entries(whole).filter(([field]) => !lost.includes(field)));
        expect(labelOf(records[at]!, {}, about.terms.questions)).toEqual(without);
      });
    }),
  );
});

test('truth: one settled task a record', () => {
  fc.assert(
    fc.property(dataset, ({ about, truths }) => {
      const records = read(write(formatOf('truth-csv', about), 'truths', truths));
      const { questions } = about.terms;
      expect(
        records.map((record) => [record.task, bodyOf(record, questions), number(record.labels)]),
      ).toEqual(truths.map(({ task, truth, labels }) => [task, truth, labels]));
    }),
  );
});

test('RFC 4180: lines end in CRLF; what holds a comma, a quote or a line end stands in quotes', () => {
  expect(csvRecord(['a', 1, undefined, 'b,c', 'd"e', 'f\ng', ' h '], 'exact')).toBe(
    'a,1,,"b,c","d""e","f\ng", h \r\n',
  );
});

test('safe cells are no formula for a spreadsheet; exact ones are the very text', () => {
  const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '=HYPERLINK("http://a","b")'];
  for (const formula of formulas) {
    const [[safe = ''] = []]: string[][] = parse(csvRecord([formula], 'safe'));
    expect(safe).toBe(`'${formula}`);
    const [[exact] = []]: string[][] = parse(csvRecord([formula], 'exact'));
    expect(exact).toBe(formula);
  }
  fc.assert(
    fc.property(dataset, ({ about, labels }) => {
      const records = read(write(formatOf('csv', about, 'safe'), 'labels', labels));
      for (const cell of records.flatMap((record) => Object.values(record)))
        expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
});
