import { treeOf, wordLeafHash } from '../../protocol/ledger/leaves.ts';
import type { CampaignFile } from '../../protocol/ledger/statement.ts';
import type { Keccak } from '../../protocol/ledger/tree.ts';
import type { Hex } from '../../protocol/scalar/hex.ts';
import { batchHash } from '../../protocol/signed/batch.ts';
import type { Place } from '../../protocol/signed/domain.ts';
import type { Fault } from './fault.ts';
import type { History } from './history.ts';

export type SignerOf = (digest: Hex, signature: Hex) => Promise<Hex | undefined>;

export const hashesOf = (place: Place, { campaign, batches }: CampaignFile, keccak: Keccak): Hex[] =>
  batches.map((batch) => batchHash(place, { ...batch, campaign }, keccak));

/** Every batch is signed by its key over its leaves, and no receipt number stands for two (P4). */
export async function batchFaults(
  place: Place,
  before: History,
  file: CampaignFile,
  keccak: Keccak,
  signerOf: SignerOf,
): Promise<Fault[]> {
  const faults: Fault[] = [];
  const numbers = new Set(before.batches.keys());
  const hashes = hashesOf(place, file, keccak);
  for (const [at, { number, key, signature, count, leaves, labelsRoot }] of file.batches.entries()) {
    const fault = (detail: string) => faults.push({ where: `batch ${number}`, detail });
    if (numbers.has(number)) fault('two batches have this number');
    numbers.add(number);
    if (count !== leaves.length) fault(`${count} labels are signed, ${leaves.length} leaves are listed`);
    if (treeOf(leaves, wordLeafHash, keccak).root !== labelsRoot)
      fault('its leaves do not give the root that was signed');
    if ((await signerOf(hashes[at]!, signature)) !== key) fault('it is not signed by its key');
  }
  return faults;
}
