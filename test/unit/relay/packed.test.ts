import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalText } from '../../../lib/protocol/signed/canonical.ts';
import { batchReader } from '../../../relay/ingest/batch-text.ts';
import { movedOf, pack, unpack } from '../../../relay/ingest/check/packed.ts';
import { type Checked, checkedOf, labelsOf, place, placeSize } from '../../../relay/ingest/checked.ts';
import { someBatch } from '../protocol/samples.ts';
import { hexOf, labels } from '../protocol/values.ts';

const read = batchReader();

/** All that is done with a batch once it is checked. */
const meaningOf = (checked: Checked) => {
  const { batch, signature, bytes, words, hash, hashed, places } = checked;
  return {
    batch,
    signature,
    hash,
    parts: [...hashed.parts],
    areOfTask: [...hashed.areOfTask],
    bytes: bytes.toString('hex'),
    words: [...words],
    labels: labelsOf(checked).map((label, index) => {
      const at = index * placeSize;
      const text = bytes.toString('utf8', places[at + place.start], places[at + place.end]);
      return { ...label, text, activeMs: places[at + place.activeMs] };
    }),
  };
};

test('a checked batch is the same on the other side, also where its text is not the body that was sent', () => {
  const batches = fc.record({
    labels: fc.array(labels, { minLength: 1, maxLength: 6 }),
    signature: hexOf(65),
    hash: hexOf(32),
    part: fc.integer(),
    isOwn: fc.boolean(),
  });
  const property = fc.property(batches, ({ labels: given, signature, hash, part, isOwn }) => {
    const body = Buffer.from(canonicalText({ batch: someBatch, signature, labels: given }));
    const sent = isOwn ? body : Buffer.from(JSON.stringify(JSON.parse(body.toString()), undefined, 1));
    const found = read(isOwn ? sent : body)!;
    const hashed = {
      parts: new Int32Array(given.length * 16).map((_, at) => part + at),
      areOfTask: given.map((_, at) => at % 2 === 0),
    };
    const checked = checkedOf(found, hash, hashed);
    const before = meaningOf(checked);
    expect(before.labels).toEqual(
      given.map((label) => ({
        task: label.task,
        target: label.target,
        body: label.body,
        text: canonicalText(label),
        activeMs: label.activeMs,
      })),
    );
    const packed = pack(checked, sent);
    expect(packed.text === null).toBe(isOwn);
    const there = structuredClone(packed, { transfer: movedOf(packed) });
    expect(meaningOf(unpack(there, sent))).toEqual(before);
  });
  fc.assert(property, { numRuns: 300 });
});
