import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson, parseValue } from '../../../lib/protocol/api/json.ts';
import { label } from '../../../lib/protocol/label/label.ts';
import { canonicalText } from '../../../lib/protocol/signed/canonical.ts';
import { labelLeaf } from '../../../lib/protocol/signed/leaf.ts';
import { changedAt, mutations, pathsOf } from './mutate.ts';
import { parsed } from './parsed.ts';
import { samples } from './samples.ts';
import { labels } from './values.ts';

test.each(samples)('$name: a valid value comes back as it was', ({ schema, values }) => {
  for (const value of values) {
    const read = parseJson(schema, JSON.stringify(value));
    expect(read).toEqual({ ok: true, value });
    expect(canonicalText(read.ok && read.value)).toBe(canonicalText(value));
  }
});

test('any label comes back as it was, with the same leaf', () => {
  const property = fc.property(labels, (given) => {
    const read = parsed(label, JSON.parse(JSON.stringify(given)));
    expect(read).toEqual(given);
    expect(labelLeaf(read)).toBe(labelLeaf(given));
  });
  fc.assert(property);
});

test.each(samples)('$name: an unknown field is refused, anywhere', ({ schema, values }) => {
  for (const value of values)
    for (const path of pathsOf(value))
      for (const key of ['Extra', '__proto__', 'constructor', 'prototype', 'toString']) {
        const more = (given: unknown) =>
          typeof given === 'object' && given !== null && !Array.isArray(given)
            ? Object.defineProperty({ ...given }, key, { value: 1, enumerable: true })
            : undefined;
        const changed = changedAt(value, path, (given) => more(given) ?? given);
        if (JSON.stringify(changed) === JSON.stringify(value)) continue;
        expect([path, key, parseJson(schema, JSON.stringify(changed)).ok]).toEqual([path, key, false]);
      }
});

test.each(samples)('$name: any change is refused, or read as exactly what it says', ({ schema, values }) => {
  const property = fc.property(mutations(values), (text) => {
    const read = parseJson(schema, text);
    if (read.ok) expect(canonicalText(read.value)).toBe(canonicalText(JSON.parse(text)));
    else expect(read.detail).not.toBe('');
  });
  fc.assert(property, { numRuns: 300 });
});

test.each(samples)('$name: nothing makes the parser throw', ({ schema }) => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !parseJson(schema, text).ok));
  fc.assert(
    fc.property(
      fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }),
      (value) => !parseValue(schema, value).ok,
    ),
  );
});
