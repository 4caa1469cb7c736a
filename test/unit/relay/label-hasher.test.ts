import fc from 'fast-check';
import { expect, test } from 'vitest';
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

const hash = labelHasher(await loadTwoSponges());

const hex = (bytes: number): fc.Arbitrary<Hex> =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((given) => bytesToHex(given));
/** Of every length around a block's, in scripts of one to four bytes a character. */
const texts = fc
  .tuple(fc.constantFrom('', 'a', 'é', '語', '📚', '"\\\n'), fc.nat(150))
  .map(([unit, times]) => unit.repeat(times));
const targets: fc.Arbitrary<Label['target']> = fc.oneof(
  texts.map((text) => ({ unit: 'page', unitKey: 'page', address: `https://a.example/${text}` }) as const),
  fc.record({ unit: fc.constant('element' as const), unitKey: texts, address: texts, quote: texts }),
);
const labels: fc.Arbitrary<Label> = fc
  .record({
    target: targets,
    task: hex(32),
    body: fc.dictionary(
      fc.stringMatching(/^[a-z]{1,8}$/),
      fc.record({ kind: fc.constant('choice' as const), chosen: fc.array(texts, { maxLength: 3 }) }),
      { maxKeys: 3 },
    ),
    assist: fc.constantFrom('human' as const, 'suggestion-edited' as const),
    activeMs: fc.nat(3_600_000),
    createdAt: fc.maxSafeNat(),
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
      const { hashed, root } = hash(campaign, batch);
      expect(
        hashed.map((one) => ({
          text: one.text,
          task: bytesToHex(one.task),
          taskPart: bytesToHex(one.taskPart),
          bodyPart: bytesToHex(one.bodyPart),
          isOfTask: one.isOfTask,
        })),
      ).toEqual(
        batch.map((label) => ({
          text: canonicalText(label),
          task: label.task,
          taskPart: taskPart(label),
          bodyPart: bodyPart(label),
          isOfTask: right,
        })),
      );
      const leaves = batch.map((label) => leafOf(taskPart(label), bodyPart(label)));
      expect(root).toBe(treeOf(leaves, wordLeafHash, plainKeccak).root);
    },
  );
  fc.assert(property, { numRuns: 60 });
});

test('every number of labels that a batch may have gives the root of the standard tree', () => {
  const [one] = fc.sample(labels, { numRuns: 1, seed: 1 });
  const many = Array.from({ length: 256 }, (_, at): Label => ({ ...one!, activeMs: at }));
  const leaves = many.map((label) => leafOf(taskPart(label), bodyPart(label)));
  for (const count of [1, 2, 3, 4, 5, 6, 7, 8, 9, 63, 64, 65, 127, 128, 129, 255, 256])
    expect(hash(one!.task, many.slice(0, count)).root).toBe(
      treeOf(leaves.slice(0, count), wordLeafHash, plainKeccak).root,
    );
});
