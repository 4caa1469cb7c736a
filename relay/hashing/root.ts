import { type HashMemory, word } from './memory.ts';
import { rate } from './two-sponges.ts';

/** Bytes that `rootAt` needs for so many leaves. */
export const rootRoom = (leaves: number): number => 2 * rate + 2 * leaves * word;

/**
 * Root of OpenZeppelin's standard tree, as `buildTree` makes it: sorted leaves at the end of one array, every node before
 * its children.
 *
 * @param leaves where the hashes of the leaves are
 * @param room where there is room for it
 * @returns where the root is
 */
export function rootAt(memory: HashMemory, leaves: readonly number[], room: number): number {
  const { bytes } = memory;
  const size = 2 * leaves.length - 1;
  const pairs = [room, room + rate] as const;
  for (const pair of pairs) memory.pad(pair, 2 * word);
  const node = (index: number) => room + 2 * rate + index * word;
  const heads = new Map(leaves.map((at) => [at, bytes.readUIntBE(at, 6)]));
  const compare = (a: number, b: number) => bytes.compare(bytes, b, b + word, a, a + word);
  const sorted = leaves.toSorted((a, b) => heads.get(a)! - heads.get(b)! || compare(a, b));
  for (const [rank, at] of sorted.entries()) bytes.copyWithin(node(size - 1 - rank), at, at + word);
  /** Puts a node's children into one message, the smaller first. */
  const take = (parent: number, pair: number) => {
    const [left, right] = [node(2 * parent + 1), node(2 * parent + 2)];
    const [lesser, greater] = compare(left, right) <= 0 ? [left, right] : [right, left];
    bytes.copyWithin(pair, lesser, lesser + word);
    bytes.copyWithin(pair + word, greater, greater + word);
  };
  let parent = leaves.length - 2;
  // Two at a time, apart from nodes 1 and 0, of which one is the other's child.
  for (; parent > 1; parent -= 2) {
    take(parent, pairs[0]);
    take(parent - 1, pairs[1]);
    memory.hash(pairs[0], pairs[1], 1, node(parent), node(parent - 1));
  }
  for (; parent >= 0; parent -= 1) {
    take(parent, pairs[0]);
    memory.hash(pairs[0], pairs[0], 1, node(parent), node(parent));
  }
  return node(0);
}
