import { concat, type Hex, keccak256, toHex } from 'viem';

export interface SyntheticTree {
  root: Hex;
  proofs: Hex[][];
}

/**
 * A commutative Merkle tree in which the given leaves are neighbours and the rest is known by its hashes only. A proof
 * has the length and the bytes of one in a full tree of 2^depth leaves, so a claim costs the same, without building it.
 *
 * @param leaves at most 2^depth
 */
export function syntheticTree(leaves: Hex[], depth: number): SyntheticTree {
  const proofs: Hex[][] = leaves.map(() => []);
  let level = leaves;
  for (let height = 0; height < depth; height++) {
    if (level.length % 2 === 1) level = [...level, keccak256(toHex(`unknown ${height}`))];
    proofs.forEach((proof, index) => {
      proof.push(level[(index >> height) ^ 1]!);
    });
    level = Array.from({ length: level.length / 2 }, (_, i) => pair(level[2 * i]!, level[2 * i + 1]!));
  }
  return { root: level[0]!, proofs };
}

function pair(a: Hex, b: Hex): Hex {
  return keccak256(a < b ? concat([a, b]) : concat([b, a]));
}
