import type { BatchRequest } from '../../lib/protocol/api/batches.ts';
import type { Label } from '../../lib/protocol/label/label.ts';
import { hexToBytes } from '../../lib/protocol/ledger/bytes.ts';
import { treeOf, wordLeafHash } from '../../lib/protocol/ledger/leaves.ts';
import type { Keccak } from '../../lib/protocol/ledger/tree.ts';
import { canonicalText } from '../../lib/protocol/signed/canonical.ts';
import { taskId } from '../../lib/protocol/signed/ids.ts';
import { bodyPart, leafOf, taskPart } from '../../lib/protocol/signed/leaf.ts';
import { ProblemError } from '../problem-error.ts';

export interface HashedLabel {
  label: Label;
  /** RFC 8785. */
  text: string;
  task: Uint8Array;
  taskPart: Uint8Array;
  bodyPart: Uint8Array;
  /** Whether the task that it names is the one of its target. */
  isOfTask: boolean;
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
  return hashed.map(({ label, taskPart, bodyPart }) => ({
    label,
    text: canonicalText(label),
    task: hexToBytes(label.task),
    taskPart: hexToBytes(taskPart),
    bodyPart: hexToBytes(bodyPart),
    isOfTask: taskId(batch.campaign, label.target, keccak) === label.task,
  }));
}
