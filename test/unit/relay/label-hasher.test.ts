import fc from 'fast-check';
import { expect, test } from 'vitest';
import { activeBuckets } from '../../../lib/protocol/label/activity.ts';
import type { Label } from '../../../lib/protocol/label/label.ts';
import { bytesToHex } from '../../../lib/protocol/ledger/bytes.ts';
import { treeOf, wordLeafHash } from '../../../lib/protocol/ledger/leaves.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { canonicalText } from '../../../lib/protocol/signed/canonical.ts';
import { taskId } from '../../../lib/protocol/signed/ids.ts';
import { plainKeccak } from '../../../lib/protocol/signed/keccak.ts';
import { bodyPart, leafOf, taskPart } from '../../../lib/protocol/signed/leaf.ts';
import { labelHasher } from '../../../relay/hashing/label-hasher.ts';
import { loadTwoSponges } from '../../../relay/hashing/two-sponges.ts';
import { batchReader } from '../../../relay/ingest/batch-text.ts';
import { someBatch } from '../protocol/samples.ts';

const read = batchReader();
const hash = labelHasher(await loadTwoSponges());

/** What a batch of these labels is hashed to, its parts label by label. */
function hashed(campaign: Hex, labels: Label[]) {
  const batch = { ...someBatch, campaign, count: labels.length };
  const request = { batch, signature: `0x${'1'.repeat(130)}`, labels };
  const found = hash(read(Buffer.from(canonicalText(request)))!);
  const parts = Buffer.from(found.parts.buffer);
  const partAt = (at: number) => bytesToHex(parts.subarray(32 * at, 32 * (at + 1)));
  return {
    root: found.root,
    labels: found.areOfTask.map((isOfTask, at) => ({
      isOfTask,
      taskPart: partAt(2 * at),
      bodyPart: partAt(2 * at + 1),
    })),
  };
}

const hex = (bytes: number): fc.Arbitrary<Hex> =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((given) => bytesToHex(given));
/** Of every length around a block's, in scripts of one to four bytes a character. */
const texts = fc
  .tuple(fc.constantFrom('a', 'é', '語', '📚', '"\\\n'), fc.integer({ min: 1, max: 60 }))
  .map(([unit, times]) => unit.repeat(times));
const addresses = fc.nat(300).map((length) => `https://a.example/?${'a'.repeat(length + 1)}`);
const targets: fc.Arbitrary<Label['target']> = fc.oneof(
  addresses.map((address) => ({ unit: 'page', unitKey: 'page', address }) as const),
  fc.record({ unit: fc.constant('element' as const), unitKey: texts, address: addresses, quote: texts }),
);
const names = fc.stringMatching(/^[a-z]{1,8}$/);
const labels: fc.Arbitrary<Label> = fc
  .record({
    target: targets,
    task: hex(32),
    body: fc.dictionary(
      names,
      fc.record({
        kind: fc.constant('choice' as const),
        chosen: fc.array(names, { minLength: 1, maxLength: 30 }),
      }),
      { maxKeys: 3 },
    ),
    assist: fc.constantFrom('human' as const, 'suggestion-edited' as const),
    activeMs: fc.constantFrom(...activeBuckets),
    createdAt: fc.nat().map((hours) => 3600 * hours),
    salts: fc.tuple(hex(16), hex(16)),
  })
  .chain((label) =>
    fc
      .record({ confidence: fc.nat(100), rationale: texts }, { requiredKeys: [] })
      .map((more) => ({ ...label, ...more })),
  );

test('labels of a batch are hashed as one by one by the protocol', () => {
  const property = fc.property(
    hex(32),
    fc.array(labels, { minLength: 1, maxLength: 20 }),
    fc.boolean(),
    (campaign, given, right) => {
      const batch = right ? given.map((one) => ({ ...one, task: taskId(campaign, one.target) })) : given;
      const found = hashed(campaign, batch);
      expect(found.labels).toEqual(
        batch.map((label) => ({
          isOfTask: right,
          taskPart: taskPart(label),
          bodyPart: bodyPart(label),
        })),
      );
      const leaves = batch.map((label) => leafOf(taskPart(label), bodyPart(label)));
      expect(found.root).toBe(treeOf(leaves, wordLeafHash, plainKeccak).root);
    },
  );
  fc.assert(property, { numRuns: 60 });
});

test('every number of labels that a batch may have gives the root of the standard tree', () => {
  const [one] = fc.sample(labels, { numRuns: 1, seed: 1 });
  const many = Array.from({ length: 256 }, (_, at): Label => ({ ...one!, createdAt: 3600 * at }));
  const leaves = many.map((label) => leafOf(taskPart(label), bodyPart(label)));
  for (let count = 1; count <= 256; count += count < 20 ? 1 : 17)
    expect(hashed(one!.task, many.slice(0, count)).root).toBe(
      treeOf(leaves.slice(0, count), wordLeafHash, plainKeccak).root,
    );
  expect(hashed(one!.task, many).root).toBe(treeOf(leaves, wordLeafHash, plainKeccak).root);
});

test('what labels say alike is hashed once, and is theirs in every batch, whatever else is of their own', () => {
  const property = fc.property(
    hex(32),
    fc.array(labels, { minLength: 2, maxLength: 6 }),
    (campaign, given) => {
      const { target, salts, task } = given[0]!;
      const alike = given.map((one): Label => ({ ...one, target, salts, task }));
      for (const batch of [given, [...alike, ...given], alike.toReversed()])
        expect(hashed(campaign, batch).labels.map((one) => one.bodyPart)).toEqual(
          batch.map((one) => bodyPart(one)),
        );
    },
  );
  fc.assert(property, { numRuns: 30 });
});
