import { type HashMemory, word } from './memory.ts';
import { rate } from './two-sponges.ts';

/** Bytes that `rootFinder` needs for so many leaves: two nodes, and a message of a pair for each. */
export const rootRoom = (leaves: number): number => leaves * (2 * word + rate);

/**
 * Root of OpenZeppelin's standard tree, as `buildTree` makes it: sorted leaves at the end of one array, every node before
 * its children.
 *
 * @param room where there is room for it
 * @param most leaves
 * @returns what finds where the root is, by where the first leaf's hash is, from there to the next, and how many there are
 */
export function rootFinder(memory: HashMemory, room: number, most: number) {
  const node = (index: number) => room + index * word;
  const pair = (parent: number) => room + 2 * most * word + parent * rate;
  for (let parent = 0; parent < most; parent++) memory.pad(pair(parent), 2 * word);

  /** Makes a node's children one message, the smaller first. */
  const paired = (parent: number): number => {
    const [left, right] = [node(2 * parent + 1), node(2 * parent + 2)];
    const isInOrder = memory.compare(left, right) <= 0;
    memory.copy(isInOrder ? left : right, pair(parent), word);
    memory.copy(isInOrder ? right : left, pair(parent) + word, word);
    return pair(parent);
  };

  return (first: number, stride: number, leaves: number): number => {
    const places = Array.from({ length: leaves }, (_, leaf) => first + leaf * stride);
    const last = 2 * leaves - 2;
    for (const [rank, at] of sorted(memory, places).entries()) memory.copy(at, node(last - rank), word);
    // From the end, as many at a time as have children that are there.
    for (let end = leaves - 1; end > 0; ) {
      const start = Math.floor(end / 2);
      for (let parent = start; parent < end; parent += 2) {
        const other = Math.min(parent + 1, end - 1);
        memory.hash(paired(parent), paired(other), 1, node(parent), node(other));
      }
      memory.run();
      end = start;
    }
    return node(0);
  };
}

/** Places of words in the order of the words: by their first 32 bits, which seldom leave a doubt. */
function sorted(memory: HashMemory, places: readonly number[]): number[] {
  const most = 2 ** 20;
  const headOf = (key: number) => Math.floor(key / most);
  const keys = Float64Array.from(places, (at, n) => memory.view.getUint32(at) * most + n).sort();
  const inOrder = Array.from(keys, (key) => places[key % most]!);
  const isSure = keys.every((key, rank) => rank === 0 || headOf(key) > headOf(keys[rank - 1]!));
  return isSure ? inOrder : inOrder.sort((a, b) => memory.compare(a, b));
}
