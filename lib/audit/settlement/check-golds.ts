import type { CampaignFile } from '../../protocol/ledger/statement.ts';
import type { Keccak } from '../../protocol/ledger/tree.ts';
import { goldHash } from '../../protocol/signed/gold.ts';
import type { Fault } from './fault.ts';
import type { History } from './history.ts';

/** What an epoch committed to, the next opens, and nothing else; what was opened is retired. */
export function goldFaults(before: History, file: CampaignFile, keccak: Keccak): Fault[] {
  const faults: Fault[] = [];
  const hashes = new Map(file.golds.opened.map((gold) => [goldHash(gold, keccak), gold.ref]));
  for (const [hash, ref] of hashes) {
    if (!before.committed.has(hash))
      faults.push({ where: `gold ${ref}`, detail: 'no epoch before was committed to this truth' });
    if (before.opened.has(ref)) faults.push({ where: `gold ${ref}`, detail: 'it was opened before' });
  }
  for (const hash of before.committed.keys())
    if (!hashes.has(hash))
      faults.push({ where: `gold ${hash}`, detail: 'it was committed to and is not opened' });
  return faults;
}
