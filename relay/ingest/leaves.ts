import type { BatchRequest } from '../../lib/protocol/api/batches.ts';
import type { HashedLabel, LabelHasher } from '../hashing/label-hasher.ts';
import { ProblemError } from '../problem-error.ts';

/**
 * Hashes the labels again and compares with what was signed.
 * @throws ProblemError `wrong-labels`
 */
export function checkedLeaves({ batch, labels }: BatchRequest, hash: LabelHasher): HashedLabel[] {
  const { hashed, root } = hash(batch.campaign, labels);
  if (root !== batch.labelsRoot) throw new ProblemError('wrong-labels');
  return hashed;
}
