import { hexToBytes } from '../../protocol/ledger/bytes.ts';
import { rewardLeafHash, treeOf, wordLeafHash } from '../../protocol/ledger/leaves.ts';
import type { Statement } from '../../protocol/ledger/statement.ts';
import { buildTree, type Keccak } from '../../protocol/ledger/tree.ts';
import type { Hex } from '../../protocol/scalar/hex.ts';
import type { Fault } from './fault.ts';

export interface StatementCheck {
  statement: Statement;
  /** The statement that it names as the last active one; undefined for the first. */
  previous: Statement | undefined;
  /** Hashes of the batches that its campaign files list. */
  batches: readonly Hex[];
  tokenOf(campaign: Hex): Hex;
  keccak: Keccak;
}

/** The leaves give the roots, and the rewards grew by the credits: per token, since who signs for which payTo is not public. */
export function statementFaults({ statement, previous, batches, tokenOf, keccak }: StatementCheck): Fault[] {
  const open = new Uint8Array(statement.openLeaves.length * 32);
  for (const [at, leaf] of statement.openLeaves.entries()) open.set(hexToBytes(leaf), at * 32);
  const roots: [name: string, said: Hex, computed: Hex][] = [
    ['rewardRoot', statement.rewardRoot, treeOf(statement.rewards, rewardLeafHash, keccak).root],
    ['openRoot', statement.openRoot, buildTree(open, keccak).root],
    ['batchesRoot', statement.batchesRoot, treeOf(batches, wordLeafHash, keccak).root],
  ];
  const faults = roots.flatMap(([name, said, computed]): Fault[] =>
    said === computed ? [] : [{ where: name, detail: `it is ${said}, computed again ${computed}` }],
  );
  return [...faults, ...rewardFaults(statement, previous, tokenOf)];
}

function rewardFaults(
  statement: Statement,
  previous: Statement | undefined,
  tokenOf: (campaign: Hex) => Hex,
): Fault[] {
  const faults: Fault[] = [];
  const nameOf = (payTo: Hex, token: Hex) => `${payTo} ${token}`;
  const left = new Map(
    (previous?.rewards ?? []).map(([payTo, token, sum]) => [nameOf(payTo, token), BigInt(sum)]),
  );
  const grown = new Map<Hex, bigint>();
  const seen = new Set<string>();
  for (const [payTo, token, sum] of statement.rewards) {
    const name = nameOf(payTo, token);
    const by = BigInt(sum) - (left.get(name) ?? 0n);
    if (seen.has(name)) faults.push({ where: `reward ${payTo}`, detail: 'it stands twice' });
    if (by < 0n) faults.push({ where: `reward ${payTo}`, detail: `it went down by ${-by}` });
    seen.add(name);
    left.delete(name);
    grown.set(token, (grown.get(token) ?? 0n) + by);
  }
  for (const name of left.keys())
    faults.push({ where: `reward ${name.split(' ', 1)[0]}`, detail: 'it is gone' });
  const credits = new Map<Hex, bigint>();
  for (const { campaign, credit } of statement.entries)
    credits.set(tokenOf(campaign), (credits.get(tokenOf(campaign)) ?? 0n) + BigInt(credit));
  for (const token of new Set([...grown.keys(), ...credits.keys()])) {
    const [rewards, credited] = [grown.get(token) ?? 0n, credits.get(token) ?? 0n];
    if (rewards !== credited)
      faults.push({ where: `token ${token}`, detail: `rewards grew by ${rewards}, credits are ${credited}` });
  }
  return faults;
}
