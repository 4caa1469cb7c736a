import type { Hex } from '../scalar/hex.ts';
import { zero32 } from '../scalar/hex.ts';
import { bytesToHex, hexToBytes } from './bytes.ts';

/**
 * keccak256 of some bytes. An argument, so that the relay brings wasm and the extension what it has anyway. It may return
 * the same array at every call: what is kept is copied.
 */
export type Keccak = (bytes: Uint8Array) => Uint8Array;

export interface Tree {
  root: Hex;
  /** The proof of the leaf that was given at this place. */
  proof(index: number): Hex[];
}

const at = (nodes: Uint8Array, index: number) => nodes.subarray(index * 32, index * 32 + 32);

function compare(nodes: Uint8Array, a: number, b: number): number {
  for (let i = 0; i < 32; i++) {
    const difference = nodes[a * 32 + i]! - nodes[b * 32 + i]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Positions of the leaves in ascending order of their hashes; most pairs differ in their first six bytes. */
function sorted(leaves: Uint8Array, count: number): Uint32Array {
  const heads = new Float64Array(count);
  const view = new DataView(leaves.buffer, leaves.byteOffset, leaves.byteLength);
  for (let i = 0; i < count; i++) heads[i] = view.getUint32(i * 32) * 65_536 + view.getUint16(i * 32 + 4);
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  return order.sort((a, b) => heads[a]! - heads[b]! || compare(leaves, a, b));
}

function hashPair(into: Uint8Array, parent: number, pair: Uint8Array, keccak: Keccak): void {
  const left = parent * 2 + 1;
  const [first, second] = compare(into, left, left + 1) <= 0 ? [left, left + 1] : [left + 1, left];
  pair.set(at(into, first), 0);
  pair.set(at(into, second), 32);
  into.set(keccak(pair), parent * 32);
}

/**
 * OpenZeppelin's standard Merkle tree over hashes of leaves (already double-hashed): leaves sorted, a complete binary
 * tree in one array with the root at 0, every pair hashed in ascending order. The empty tree's root is 0.
 *
 * @param leaves n × 32 bytes, in the order in which proofs are asked for
 */
export function buildTree(leaves: Uint8Array, keccak: Keccak): Tree {
  const count = leaves.length / 32;
  if (!Number.isInteger(count)) throw new RangeError('leaves are 32 bytes each');
  if (count === 0) return { root: zero32, proof: () => [] };
  const size = 2 * count - 1;
  const nodes = new Uint8Array(size * 32);
  const place = new Uint32Array(count);
  sorted(leaves, count).forEach((leaf, rank) => {
    place[leaf] = size - 1 - rank;
    nodes.set(at(leaves, leaf), (size - 1 - rank) * 32);
  });
  const pair = new Uint8Array(64);
  for (let parent = count - 2; parent >= 0; parent--) hashPair(nodes, parent, pair, keccak);
  const proof = (index: number): Hex[] => {
    let node = place[index];
    if (node === undefined) throw new RangeError(`no leaf ${index}`);
    const path: Hex[] = [];
    for (; node > 0; node = (node - 1) >> 1)
      path.push(bytesToHex(at(nodes, node % 2 === 1 ? node + 1 : node - 1)));
    return path;
  };
  return { root: bytesToHex(at(nodes, 0)), proof };
}

/** Whether a leaf's hash and its proof lead to the root. */
export function proves(root: Hex, leafHash: Uint8Array, proof: readonly Hex[], keccak: Keccak): boolean {
  const pair = new Uint8Array(64);
  let node = leafHash;
  for (const step of proof) {
    const sibling = hexToBytes(step);
    const ascending = bytesToHex(node) <= step;
    pair.set(ascending ? node : sibling, 0);
    pair.set(ascending ? sibling : node, 32);
    node = keccak(pair).slice();
  }
  return bytesToHex(node) === root;
}
