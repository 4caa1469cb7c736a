import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchRequest } from '../../../lib/protocol/api/batches.ts';
import { parseJson } from '../../../lib/protocol/api/json.ts';
import { canonicalText } from '../../../lib/protocol/signed/canonical.ts';
import { batchReader, type ReadBatch } from '../../../relay/ingest/batch-text.ts';
import { canonicalNear } from '../fuzz/inputs.ts';
import { someBatch, someLabels } from '../protocol/samples.ts';
import { hexOf, labels } from '../protocol/values.ts';

const signature = `0x${'1'.repeat(128)}1b`;
const read = batchReader();
const bytesOf = (text: string) => Buffer.from(text);

/** All that a batch was read as, in the words of the schema. */
const meaningOf = ({ batch, signature: signed, labels: found, bytes, words }: ReadBatch) => {
  const own = Buffer.from(words.buffer);
  const pieceOf = (from: number, to: number) => bytes.toString('utf8', from, to);
  return {
    batch,
    signature: signed,
    labels: found.map(({ task, target, body, activeMs, start, saidEnd, frontEnd, where, end }, at) => ({
      task,
      target,
      body,
      activeMs,
      text: pieceOf(start, end),
      said: `${pieceOf(start, saidEnd)}}`,
      done: `{${frontEnd > saidEnd ? pieceOf(saidEnd + 1, frontEnd + 1) : ''}${pieceOf(where, end)}`,
      words: own.toString('hex', 64 * at, 64 * (at + 1)),
    })),
  };
};

const wanted = (text: string) => {
  const parsed = parseJson(batchRequest, text);
  if (!parsed.ok) return undefined;
  const { batch, signature: signed, labels: given } = parsed.value;
  return {
    batch,
    signature: signed,
    labels: given.map((label) => {
      const { task, target, body, activeMs, salts, rationale, confidence, assist, createdAt } = label;
      return {
        task,
        target,
        body,
        activeMs,
        text: canonicalText(label),
        said: canonicalText({ body, confidence, assist, activeMs, createdAt }),
        done: canonicalText({ task, target, rationale }),
        words: [task, ...salts].map((hex) => hex.slice(2)).join(''),
      };
    }),
  };
};

test('the canonical text of every batch that is well is read, as what the schema reads', () => {
  const property = fc.property(
    fc.array(labels, { minLength: 1, maxLength: 6 }),
    hexOf(65),
    (given, signed) => {
      const text = canonicalText({ batch: someBatch, signature: signed, labels: given });
      const found = read(bytesOf(text));
      expect(found && meaningOf(found)).toEqual(wanted(text));
    },
  );
  fc.assert(property, { numRuns: 300 });
});

test('a yes is the schema’s own yes, and the text is the canonical one', () => {
  let yes = 0;
  const near = canonicalNear({ batch: someBatch, signature, labels: someLabels });
  const property = fc.property(near, (given) => {
    const found = read(bytesOf(given));
    if (found === undefined) return;
    yes++;
    const parsed = parseJson(batchRequest, given);
    expect(parsed.ok && canonicalText(parsed.value)).toBe(given);
    expect(meaningOf(found)).toEqual(wanted(given));
  });
  fc.assert(property, { numRuns: 4000, seed: 20_261_127 });
  expect(yes).toBeGreaterThan(100);
});

test('it says no to text that another reader could read differently', () => {
  const text = canonicalText({ batch: someBatch, signature, labels: someLabels });
  expect(read(bytesOf(text))).toBeDefined();
  for (const [from, to] of [
    [/"task":"0x[0-9a-f]/, '"task":"0xA'],
    [/"activeMs":(\d+)/, '"activeMs":$1.0'],
    [/"activeMs":(\d+)/, '"activeMs":$1,"activeMs":$1'],
    ['"labels":[', '"labels": ['],
    ['"https:', '"\\u0068ttps:'],
    [/}$/, '} '],
    [/^/, '\ufeff'],
  ] as const) {
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    expect(read(bytesOf(changed))).toBeUndefined();
  }
  expect(read(Buffer.from(text.replace('https', '\u00ff'), 'latin1'))).toBeUndefined();
});

test('the most labels that a batch may have are read, and not one more', () => {
  const of = (count: number) =>
    bytesOf(canonicalText({ batch: someBatch, signature, labels: Array(count).fill(someLabels[0]) }));
  expect(read(of(256))?.labels).toHaveLength(256);
  expect(read(of(257))).toBeUndefined();
});
