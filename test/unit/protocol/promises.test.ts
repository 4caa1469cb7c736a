import * as v from 'valibot';
import { expect, test } from 'vitest';
import { parseJson } from '../../../lib/protocol/api/json.ts';
import { ownLabel } from '../../../lib/protocol/api/me.ts';
import { datasetFile } from '../../../lib/protocol/ledger/dataset.ts';
import { campaignFile, labelRow, statement } from '../../../lib/protocol/ledger/statement.ts';
import { paidRow, rejectedLabel, rejectedRow } from './samples.ts';

const without = (value: object, field: string) =>
  Object.fromEntries(Object.entries(value).filter(([name]) => name !== field));
const reads = (schema: v.GenericSchema, value: object) => parseJson(schema, JSON.stringify(value)).ok;

test.each([
  { where: 'statement', schema: labelRow, whole: rejectedRow, amount: 'credit' },
  { where: 'own labels', schema: ownLabel, whole: rejectedLabel, amount: 'amount' },
])(
  'P6 a rejection without code, evidence or amount can not be parsed: $where',
  ({ schema, whole, amount }) => {
    expect(reads(schema, whole)).toBe(true);
    for (const field of ['code', 'evidence', amount]) {
      expect([field, reads(schema, without(whole, field))]).toEqual([field, false]);
      for (const empty of ['', null, ' ', 'because'])
        expect([field, empty, reads(schema, { ...whole, [field]: empty })]).toEqual([field, empty, false]);
    }
    expect(reads(schema, { ...whole, [amount]: '1' })).toBe(false);
    expect(reads(schema, { ...whole, code: 'duplicate' })).toBe(false);
  },
);

test('P6 a label that pays 0 can not be called paid', () => {
  expect(reads(labelRow, paidRow)).toBe(true);
  expect(reads(labelRow, { ...paidRow, credit: '0' })).toBe(false);
  const paid = without(without({ ...rejectedLabel, state: 'paid' }, 'code'), 'evidence');
  expect(reads(ownLabel, paid)).toBe(false);
  expect(reads(ownLabel, { ...paid, amount: '1' })).toBe(true);
});

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const isSchema = (value: unknown): value is v.GenericSchema => isObject(value) && value.kind === 'schema';

interface Found {
  path: string;
  schema: v.GenericSchema;
}

/** Every schema of which another is made, with the way to it. */
function within(schema: v.GenericSchema, path: string): Found[] {
  const parts = new Map<string, unknown>(Object.entries(schema));
  const below: [string, unknown][] = [];
  for (const key of ['item', 'key', 'value', 'rest', 'wrapped']) below.push([key, parts.get(key)]);
  for (const key of ['entries', 'items', 'options', 'pipe']) {
    const inner = parts.get(key);
    if (isObject(inner)) below.push(...Object.entries(inner));
  }
  const deeper = below.flatMap(([key, inner]) =>
    isSchema(inner) && inner !== schema ? within(inner, `${path}.${key}`) : [],
  );
  return [{ path, schema }, ...deeper];
}

const addresses = [
  'https://news.example/a',
  'https://news.example/',
  'http://localhost:8080/',
  '//news.example/a',
  'news.example/a',
  'news.example',
  '/a/b',
  'see https://news.example/a',
  'scored=40 https://news.example/a',
];

const closedTypes = new Set([
  'array',
  'boolean',
  'custom',
  'literal',
  'nullable',
  'number',
  'optional',
  'picklist',
  'record',
  'strict_object',
  'strict_tuple',
  'string',
  'variant',
]);

test.each([
  { name: 'statement', schema: statement, fields: 30 },
  { name: 'campaign file', schema: campaignFile, fields: 30 },
  { name: 'dataset', schema: datasetFile, fields: 10 },
])('P13 no field of a $name could carry a page address', ({ name, schema, fields }) => {
  const found = within(schema, name);
  expect(found.length).toBeGreaterThan(fields);
  // An object takes no field but its own, so what is listed here is all there is.
  for (const { path, schema: part } of found)
    expect([path, closedTypes.has(part.type)]).toEqual([path, true]);
  for (const { path, schema: part } of found) {
    if (startsPipe(part, found)) continue;
    for (const address of addresses)
      expect([path, address, v.is(part, address)]).toEqual([path, address, false]);
  }
});

/** Whether it is the bare string that a pipe begins with: the pipe as a whole is judged. */
function startsPipe(part: v.GenericSchema, found: readonly Found[]): boolean {
  return found.some(({ schema }) => {
    const pipe = new Map<string, unknown>(Object.entries(schema)).get('pipe');
    return Array.isArray(pipe) && pipe[0] === part;
  });
}
