import { keccak256 } from 'viem/utils';
import { bytesToHex } from '../../../lib/protocol/ledger/bytes.ts';
import { type WeightLeaf, weightLeafHash } from '../../../lib/protocol/ledger/dataset.ts';
import * as leaves from '../../../lib/protocol/ledger/leaves.ts';
import type { Keccak } from '../../../lib/protocol/ledger/tree.ts';
import { type Hex, zero32, zeroAddress } from '../../../lib/protocol/scalar/hex.ts';
import { max32, max128, maxAddress, maxWord, someAddress, word } from './actors.ts';
import { someCampaign } from './ids.ts';
import { someLeaf } from './label.ts';

const keccak: Keccak = (bytes) => keccak256(bytes, 'bytes');

/** Hashes and proofs in the order of the leaves. */
function tree<T>(list: readonly T[], hash: (leaf: T, keccak: Keccak) => Uint8Array) {
  const { root, proof } = leaves.treeOf(list, hash, keccak);
  return {
    leafHashes: list.map((leaf) => bytesToHex(hash(leaf, keccak))),
    root,
    proofs: list.map((_, index) => proof(index)),
  };
}

const labelTree = (list: Hex[]) => ({ leaves: list, ...tree(list, leaves.wordLeafHash) });

function rewardTree(list: leaves.RewardLeaf[]) {
  const named = list.map(([payTo, token, cumulative]) => ({ payTo, token, cumulative }));
  return { leaves: named, ...tree(list, leaves.rewardLeafHash) };
}

function weightTree(list: WeightLeaf[]) {
  const named = list.map(([payTo, weight]) => ({ payTo, weight: String(weight) }));
  return { leaves: named, ...tree(list, weightLeafHash) };
}

interface Open {
  payTo: Hex;
  amount: string;
  blind: Hex;
  epoch: number;
  campaign: Hex;
}

function openTree(list: Open[]) {
  const blinded = ({ blind, epoch }: Open) => bytesToHex(leaves.blindedAt(blind, epoch, keccak));
  const open = list.map((of) => ({
    campaign: of.campaign,
    payTo: of.payTo,
    amount: BigInt(of.amount),
    blinded: blinded(of),
  }));
  const named = list.map((of) => ({
    campaign: of.campaign,
    payTo: of.payTo,
    amount: of.amount,
    blind: of.blind,
    epoch: String(of.epoch),
    blinded: blinded(of),
  }));
  return { leaves: named, ...tree(open, leaves.openLeafHash) };
}

const first = (count: number) => Array.from({ length: count }, (_, index) => someLeaf(index));
const token = someAddress('token');

export const trees = () => ({
  /** ['bytes32']: leaves of labels, hashes of batches. */
  labels: [
    labelTree([]),
    labelTree(first(1)),
    labelTree(first(2)),
    labelTree(first(3)),
    labelTree(first(7)),
    labelTree([zero32, maxWord, zero32]),
  ],
  /** ['address', 'address', 'uint256']. */
  rewards: [
    rewardTree([[someAddress('alice'), token, '1']]),
    rewardTree([
      [someAddress('alice'), token, '500000000000000000'],
      [someAddress('bob'), token, '10000'],
      [someAddress('bob'), someAddress('other token'), '10000'],
      [maxAddress, maxAddress, max128],
      [zeroAddress, zeroAddress, '0'],
    ]),
  ],
  /** ['address', 'uint64']. */
  weights: [
    weightTree([[someAddress('alice'), 1]]),
    weightTree([
      [someAddress('alice'), 2_000_000],
      [someAddress('bob'), 333_334],
      [maxAddress, Number.MAX_SAFE_INTEGER],
    ]),
  ],
  /** ['bytes32', 'address', 'uint256', 'bytes32']; blinded = keccak256(abi.encode(blind, uint32 epoch)). */
  opens: [
    openTree([
      {
        campaign: someCampaign,
        payTo: someAddress('alice'),
        amount: '250000000000000000',
        blind: word('blind'),
        epoch: 4,
      },
    ]),
    openTree([
      { campaign: someCampaign, payTo: someAddress('alice'), amount: '1', blind: word('blind'), epoch: 5 },
      {
        campaign: someCampaign,
        payTo: someAddress('bob'),
        amount: '20000',
        blind: word('other blind'),
        epoch: 5,
      },
      { campaign: maxWord, payTo: maxAddress, amount: max128, blind: maxWord, epoch: max32 },
      { campaign: zero32, payTo: zeroAddress, amount: '0', blind: zero32, epoch: 0 },
    ]),
  ],
});
