import { StandardMerkleTree } from '@openzeppelin/merkle-tree';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hexToBytes } from '../../../lib/protocol/ledger/bytes.ts';
import * as leaves from '../../../lib/protocol/ledger/leaves.ts';
import { buildTree, proves } from '../../../lib/protocol/ledger/tree.ts';
import { zero32 } from '../../../lib/protocol/scalar/hex.ts';
import { keccak, toHex } from './by-hand.ts';
import { amounts, hexOf } from './values.ts';

const word = hexOf(32);
const words = fc.array(word, { minLength: 1, maxLength: 300, size: 'max' });
const once = { numRuns: 25 };

test('a tree of labels is OpenZeppelin’s: same root, same proofs, for 1 to 300 leaves', () => {
  const property = fc.property(words, (list) => {
    const theirs = StandardMerkleTree.of(
      list.map((leaf) => [leaf]),
      ['bytes32'],
    );
    const ours = leaves.treeOf(list, leaves.wordLeafHash, keccak);
    expect(ours.root).toBe(theirs.root);
    list.forEach((leaf, index) => {
      expect(ours.proof(index)).toEqual(theirs.getProof(index));
      expect(proves(ours.root, leaves.wordLeafHash(leaf, keccak), ours.proof(index), keccak)).toBe(true);
    });
  });
  fc.assert(property, once);
});

test('a tree of rewards is OpenZeppelin’s', () => {
  const reward = fc.tuple(hexOf(20), hexOf(20), amounts);
  const property = fc.property(fc.array(reward, { minLength: 1, maxLength: 40 }), (list) => {
    const theirs = StandardMerkleTree.of(list, ['address', 'address', 'uint256']);
    const ours = leaves.treeOf(list, leaves.rewardLeafHash, keccak);
    expect(ours.root).toBe(theirs.root);
    list.forEach((_, index) => {
      expect(ours.proof(index)).toEqual(theirs.getProof(index));
    });
  });
  fc.assert(property, once);
});

test('a tree of open leaves is OpenZeppelin’s', () => {
  const open = fc.record({ campaign: word, payTo: hexOf(20), amount: amounts.map(BigInt), blinded: word });
  const property = fc.property(fc.array(open, { minLength: 1, maxLength: 40 }), (list) => {
    const theirs = StandardMerkleTree.of(
      list.map(({ campaign, payTo, amount, blinded }) => [campaign, payTo, amount, blinded]),
      ['bytes32', 'address', 'uint256', 'bytes32'],
    );
    expect(leaves.treeOf(list, leaves.openLeafHash, keccak).root).toBe(theirs.root);
  });
  fc.assert(property, once);
});

test('the root does not depend on the order of the leaves', () => {
  const property = fc.property(words, (list) => {
    const root = (of: typeof list) => leaves.treeOf(of, leaves.wordLeafHash, keccak).root;
    expect(root(list.toReversed())).toBe(root(list));
  });
  fc.assert(property, once);
});

test('a proof proves its own leaf under its own root, and no other', () => {
  const property = fc.property(words, word, fc.nat(), fc.nat(255), (list, stranger, at, bit) => {
    fc.pre(!list.includes(stranger));
    const tree = leaves.treeOf(list, leaves.wordLeafHash, keccak);
    const index = at % list.length;
    const proof = tree.proof(index);
    const leaf = leaves.wordLeafHash(list[index] ?? zero32, keccak);
    expect(proves(tree.root, leaves.wordLeafHash(stranger, keccak), proof, keccak)).toBe(false);
    expect(proves(stranger, leaf, proof, keccak)).toBe(false);
    const flipped = leaf.slice();
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(proves(tree.root, flipped, proof, keccak)).toBe(false);
    expect(proves(tree.root, leaf, [...proof, stranger], keccak)).toBe(false);
    if (proof.length > 0) expect(proves(tree.root, leaf, proof.slice(1), keccak)).toBe(false);
  });
  fc.assert(property, once);
});

test('leaves that agree in their first bytes are sorted by the rest', () => {
  const close = Array.from(
    { length: 64 },
    (_, i) => `0x${'ab'.repeat(31)}${((i * 37) % 64).toString(16).padStart(2, '0')}`,
  );
  const hashes = new Uint8Array(close.flatMap((hash) => [...Buffer.from(hash.slice(2), 'hex')]));
  const sorted = new Uint8Array(close.toSorted().flatMap((hash) => [...Buffer.from(hash.slice(2), 'hex')]));
  expect(buildTree(hashes, keccak).root).toBe(buildTree(sorted, keccak).root);
  expect(buildTree(hashes, keccak).proof(0)[0]).toBe(`0x${'ab'.repeat(31)}01`);
});

test('the empty tree has root 0, and a leaf that is not there has no proof', () => {
  expect(leaves.treeOf([], leaves.wordLeafHash, keccak).root).toBe(zero32);
  const tree = buildTree(new Uint8Array(32), keccak);
  expect(tree.root).toBe(zero32);
  expect(tree.proof(0)).toEqual([]);
  for (const index of [1, -1, 0.5]) expect(() => tree.proof(index)).toThrow(RangeError);
  expect(() => buildTree(new Uint8Array(33), keccak)).toThrow(RangeError);
});

test('a keccak that always returns the same buffer gives the same trees', () => {
  const buffer = new Uint8Array(32);
  const reusing = (bytes: Uint8Array) => {
    buffer.set(keccak(bytes));
    return buffer;
  };
  const list = Array.from({ length: 9 }, (_, i) => toHex(keccak(Uint8Array.of(i))));
  const tree = leaves.treeOf(list, leaves.wordLeafHash, reusing);
  expect(tree.root).toBe(leaves.treeOf(list, leaves.wordLeafHash, keccak).root);
  const leaf = leaves.wordLeafHash(list[4] ?? zero32, keccak);
  expect(proves(tree.root, leaf, tree.proof(4), reusing)).toBe(true);
  expect(toHex(hexToBytes(list[0] ?? zero32))).toBe(list[0]);
});
