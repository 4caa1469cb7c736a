import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesToHex } from '../../../lib/protocol/ledger/bytes.ts';
import { leafOf } from '../../../lib/protocol/signed/leaf.ts';
import { leafHasher } from '../../../relay/hashing/leaf-hasher.ts';
import { loadTwoSponges } from '../../../relay/hashing/two-sponges.ts';

const hash = leafHasher(await loadTwoSponges());
const part = fc.uint8Array({ minLength: 32, maxLength: 32 });

test('leaves of a page are those of the protocol, one by one, also beyond what is hashed in one go', () => {
  const property = fc.property(
    part,
    part,
    fc.constantFrom(0, 1, 2, 3, 511, 512, 513, 1025),
    (a, b, count) => {
      const pairs = Array.from(
        { length: count },
        (_, at) => [a, b.map((byte) => byte ^ (at % 256))] as const,
      );
      const leaves = hash(pairs.map((both) => Buffer.concat(both)));
      const expected = pairs
        .map(([task, body]) => leafOf(bytesToHex(task), bytesToHex(body)).slice(2))
        .join('');
      expect(leaves.toString('hex')).toBe(expected);
    },
  );
  fc.assert(property, { numRuns: 20 });
});
