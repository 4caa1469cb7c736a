import type { HashedLabels, LabelHasher } from '../hashing/label-hasher.ts';
import { ProblemError } from '../problem-error.ts';
import type { ReadBatch } from './batch-text.ts';

/**
 * Hashes the labels again and compares with what was signed.
 * @throws ProblemError `wrong-labels`
 */
export function checkedLeaves(read: ReadBatch, hash: LabelHasher): HashedLabels {
  const hashed = hash(read);
  if (hashed.root !== read.batch.labelsRoot) throw new ProblemError('wrong-labels');
  return hashed;
}
