import { changesChain, type StatementEntry } from '../../lib/protocol/ledger/statement.ts';

/** What one activation carries. */
export interface Room {
  /** Nodes take no transaction of more than 128 kB, and an entry has 192 bytes. */
  entries: number;
  /** No block has a transaction of more than 2²⁴ (EIP-7825); ours asks for a fifth more than it needs. */
  gas: number;
}

export const activationRoom: Room = { entries: 500, gas: 12_000_000 };

/** Measured (`npm run bench -- gas`, and 30 that became final). */
const [entryGas, finalGas] = [8_000, 56_000];

/** Takes entries for one activation: false where one has no room left. What changes nothing on chain needs none. */
export function taking({ entries, gas }: Room): (entry: StatementEntry) => boolean {
  let left = { entries, gas };
  return (entry) => {
    if (!changesChain(entry)) return true;
    left = { entries: left.entries - 1, gas: left.gas - (entry.final ? finalGas : entryGas) };
    return left.entries >= 0 && left.gas >= 0;
  };
}
