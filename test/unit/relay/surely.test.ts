import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { readJson } from '../../../lib/protocol/api/json.ts';
import { routes } from '../../../lib/protocol/api/routes.ts';
import { surely } from '../../../relay/surely.ts';
import { jsonNear } from '../fuzz/inputs.ts';
import { samples } from '../protocol/samples.ts';

test.each(samples.map(({ schema, values }) => ({ schema, values })))(
  'a yes is the schema’s own yes, and parsing changes nothing ($schema.type)',
  ({ schema, values }) => {
    const isSure = surely(schema);
    const property = fc.property(jsonNear(values), (text) => {
      const read = readJson(text);
      if (!read.ok || !isSure(read.value)) return;
      expect(v.safeParse(schema, read.value)).toMatchObject({ success: true, issues: undefined });
      expect(v.parse(schema, read.value)).toStrictEqual(read.value);
    });
    fc.assert(property, { numRuns: 300, seed: 20_261_127 });
  },
);

test('it is sure of every batch that is well', () => {
  const { request } = routes.batches;
  const values = samples.find(({ schema }) => schema === request)?.values ?? [];
  expect(values.length).toBeGreaterThan(0);
  for (const value of values) expect(surely(request)(value)).toBe(true);
});

test('it says no to what it does not know, and to what parsing would change', () => {
  expect(surely(v.pipe(v.string(), v.trim()))('a')).toBe(false);
  expect(surely(v.optional(v.string(), 'a'))(undefined)).toBe(false);
  expect(surely(v.strictObject({ a: v.optional(v.string(), 'b') }))({})).toBe(false);
  expect(surely(v.object({ a: v.string() }))({ a: 'b', more: 1 })).toBe(false);
  expect(surely(v.record(v.string(), v.string()))(JSON.parse('{"__proto__":"a"}'))).toBe(false);
});
