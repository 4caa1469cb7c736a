import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatOf } from '../../../lib/formats/formats.ts';
import { askDuckDb } from './duckdb.ts';
import { dataset } from './values.ts';
import { write } from './write.ts';

test('DuckDB reads the labels of a CSV file and of JSON Lines as the same', async () => {
  const many = dataset.filter(({ labels }) => labels.length > 3);
  await fc.assert(
    fc.asyncProperty(many, async ({ about, labels }) => {
      const files = {
        'labels.csv': write(formatOf('csv', about), 'labels', labels),
        'labels.jsonl': write(formatOf('jsonl', about), 'labels', labels),
      };
      const options =
        "header = true, all_varchar = true, nullstr = '', quote = '\"', escape = '\"', delim = ','";
      const columns = 'number::bigint, "index"::int, leaf, state, rationale';
      const csv = await askDuckDb(files, `select ${columns} from read_csv('FILE:labels.csv', ${options})`);
      const types =
        "{number: 'bigint', index: 'int', leaf: 'varchar', state: 'varchar', rationale: 'varchar'}";
      const jsonl = await askDuckDb(
        files,
        `select ${columns} from read_json('FILE:labels.jsonl', format = 'newline_delimited', columns = ${types})`,
      );
      const expected = labels.map(({ number, index, leaf, state, rationale }) => [
        ...[String(number), index, leaf, state, rationale ?? null],
      ]);
      expect(csv).toEqual(expected);
      expect(jsonl).toEqual(expected);
    }),
    { numRuns: 10 },
  );
});
