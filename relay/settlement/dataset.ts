import { type DatasetFile, weightLeafHash } from '../../lib/protocol/ledger/dataset.ts';
import { treeOf } from '../../lib/protocol/ledger/leaves.ts';
import type { StatementEntry } from '../../lib/protocol/ledger/statement.ts';
import type { Keccak } from '../../lib/protocol/ledger/tree.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { makeFile, type PublicFile } from './files.ts';
import type { Owned } from './owned.ts';

/**
 * Freezes the weights of a campaign that becomes final, in a file. They stay what the epochs that judged the
 * labels found: what was said of a label once is not said otherwise because later ones came.
 *
 * @param file the campaign's own of this epoch
 */
export function freezeDataset(
  keccak: Keccak,
  { campaign, epoch, file }: Pick<DatasetFile, 'campaign' | 'epoch' | 'file'>,
  owned: readonly Owned[],
): { file: PublicFile; said: Pick<StatementEntry, 'weightsRoot' | 'contentHash'> } {
  const leaves = summed(owned, ({ payTo }) => payTo);
  const frozen = makeFile(keccak, {
    version: 1,
    campaign,
    epoch,
    file,
    total: owned.reduce((sum, { weight }) => sum + weight, 0),
    keys: summed(owned, ({ key }) => key).map(([key, weight]) => ({ key, weight })),
    leaves,
  } satisfies DatasetFile);
  const weightsRoot = treeOf(leaves, weightLeafHash, keccak).root;
  return { file: frozen, said: { weightsRoot, contentHash: frozen.hash } };
}

function summed(owned: readonly Owned[], nameOf: (one: Owned) => Hex): [name: Hex, weight: number][] {
  const sums = new Map<Hex, number>();
  for (const one of owned) sums.set(nameOf(one), (sums.get(nameOf(one)) ?? 0) + one.weight);
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
}
