import type { BatchRequest } from '../../lib/protocol/api/batches.ts';
import type { Label } from '../../lib/protocol/label/label.ts';
import { treeOf, wordLeafHash } from '../../lib/protocol/ledger/leaves.ts';
import type { Keccak } from '../../lib/protocol/ledger/tree.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { bodyPart, leafOf, taskPart } from '../../lib/protocol/signed/leaf.ts';
import { ProblemError } from '../problem-error.ts';

export interface HashedLabel {
  label: Label;
  taskPart: Hex;
  bodyPart: Hex;
}

/**
 * Hashes the labels again and compares with what was signed.
 * @throws ProblemError `wrong-labels`
 */
export function checkedLeaves({ batch, labels }: BatchRequest, keccak: Keccak): HashedLabel[] {
  const hashed = labels.map((label) => ({
    label,
    taskPart: taskPart(label, keccak),
    bodyPart: bodyPart(label, keccak),
  }));
  const leaves = hashed.map((parts) => leafOf(parts.taskPart, parts.bodyPart, keccak));
  if (treeOf(leaves, wordLeafHash, keccak).root !== batch.labelsRoot) throw new ProblemError('wrong-labels');
  return hashed;
}
