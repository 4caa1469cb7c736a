/**
 * `node test/bench/tree-build.ts (glosa | openzeppelin) COUNT`: builds one tree of reward leaves and prints its root and
 * what the process took: CPU seconds of leaves and tree, and the most memory it ever held.
 */
import { StandardMerkleTree } from '@openzeppelin/merkle-tree';
import { type RewardLeaf, rewardLeafHash } from '../../lib/protocol/ledger/leaves.ts';
import { buildTree } from '../../lib/protocol/ledger/tree.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { loadKeccak } from '../../relay/keccak.ts';

const [builder, given] = process.argv.slice(2);
const count = Number(given);
const keccak = await loadKeccak();

/** Accounts in no order, as addresses are. */
function rewardAt(index: number): RewardLeaf {
  const mixed = (Math.imul(index + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
  const payTo: Hex = `0x${mixed}${index.toString(16).padStart(32, '0')}`;
  return [payTo, `0x${'70'.repeat(20)}`, String(1_000_000 + index)];
}

function ours(): Hex {
  const hashes = new Uint8Array(count * 32);
  for (let index = 0; index < count; index++) hashes.set(rewardLeafHash(rewardAt(index), keccak), index * 32);
  return buildTree(hashes, keccak).root;
}

function theirs(): string {
  const leaves = Array.from({ length: count }, (_, index) => rewardAt(index));
  return StandardMerkleTree.of(leaves, ['address', 'address', 'uint256']).root;
}

const before = process.cpuUsage();
const root = builder === 'glosa' ? ours() : theirs();
const { user, system } = process.cpuUsage(before);
const memory = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ root, seconds: (user + system) / 1e6, memory }));
