import { describe, expect, it } from 'vitest';
import { rewardFault } from '../../../lib/audit/check-reward.ts';
import { type RewardLeaf, rewardLeafHash, treeOf } from '../../../lib/protocol/ledger/leaves.ts';
import { keccak } from '../../../lib/queue/cut-batch.ts';
import { hexOf } from '../queue/sample.ts';

const leaves = [1, 2, 3, 4, 5].map((n): RewardLeaf => [hexOf(n, 20), hexOf(0x70, 20), String(n * 1000)]);
const tree = treeOf(leaves, rewardLeafHash, keccak);
const [, , leaf] = leaves;

describe('P5 a reward leaf', () => {
  it('is good when its proof leads to the root and it covers the credits', () => {
    expect(rewardFault(leaf!, tree.proof(2), tree.root, 3000n, keccak)).toBeUndefined();
    expect(rewardFault(leaf!, tree.proof(2), tree.root, 0n, keccak)).toBeUndefined();
  });

  it('underpays when the statements credited more', () => {
    expect(rewardFault(leaf!, tree.proof(2), tree.root, 3001n, keccak)).toMatchObject({ kind: 'underpaid' });
  });

  it.each([
    ['another’s proof', leaf!, tree.proof(1), tree.root],
    ['more than the root has', [leaf![0], leaf![1], '3001'] as RewardLeaf, tree.proof(2), tree.root],
    ['another root', leaf!, tree.proof(2), hexOf(9, 32)],
    ['an epoch that is not active', leaf!, tree.proof(2), undefined],
    ['no proof', leaf!, [], tree.root],
  ])('has a wrong root with %s', (_, of, proof, root) => {
    expect(rewardFault(of, proof, root, 0n, keccak)).toMatchObject({ kind: 'wrong-root' });
  });
});
