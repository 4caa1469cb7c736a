import type { DatasetFile } from '../../protocol/ledger/dataset.ts';
import { weightLeafHash } from '../../protocol/ledger/dataset.ts';
import { treeOf } from '../../protocol/ledger/leaves.ts';
import type { StatementEntry } from '../../protocol/ledger/statement.ts';
import type { Keccak } from '../../protocol/ledger/tree.ts';
import { type Hex, zero32 } from '../../protocol/scalar/hex.ts';
import type { Fault } from './fault.ts';
import type { History } from './history.ts';

/** What each campaign key owns of the dataset: the weights of its labels that are paid. */
function ownedBy({ labels }: History): Map<Hex, number> {
  const owned = new Map<Hex, number>();
  for (const { key, row } of labels.values())
    if (row.state === 'paid' && row.weight !== undefined) owned.set(key, (owned.get(key) ?? 0) + row.weight);
  return owned;
}

/**
 * The dataset of a final entry, added up again (P10, P11): every key's weight, that the leaves have the same sum, and that
 * they give the root. Which payTo has which key's weight is not public: each labeler checks the own one.
 *
 * @param dataset the file whose hash the entry names
 */
export function datasetFaults(
  entry: StatementEntry,
  after: History,
  dataset: DatasetFile | undefined,
  keccak: Keccak,
): Fault[] {
  const { campaign, contentHash, weightsRoot } = entry;
  const fault = (detail: string): Fault => ({ where: `dataset ${campaign}`, detail });
  if (!entry.final)
    return contentHash === zero32 && weightsRoot === zero32
      ? []
      : [fault('it has weights before the campaign is final')];
  if (dataset === undefined) return [fault('the campaign is final without it')];
  const { root } = treeOf(dataset.leaves, weightLeafHash, keccak);
  const total = dataset.keys.reduce((sum, { weight }) => sum + weight, 0);
  const facts: [name: string, said: unknown, computed: unknown][] = [
    ['campaign', dataset.campaign, campaign],
    ['epoch', dataset.epoch, after.epoch],
    ['file', dataset.file, entry.file],
    ['total', dataset.total, total],
    ['sum of leaves', dataset.leaves.reduce((sum, [, weight]) => sum + weight, 0), total],
    ['root', weightsRoot, root],
  ];
  return [
    ...weightFaults(dataset, ownedBy(after)),
    ...twice(dataset.leaves.map(([payTo]) => payTo)),
    ...facts.flatMap(([name, said, computed]) =>
      said === computed ? [] : [fault(`its ${name} is ${said}, computed again ${computed}`)],
    ),
  ];
}

function weightFaults({ keys }: DatasetFile, owned: ReadonlyMap<Hex, number>): Fault[] {
  const said = new Map(keys.map(({ key, weight }) => [key, weight]));
  const differing = [...new Set([...owned.keys(), ...said.keys()])].flatMap((key): Fault[] => {
    const [is, computed] = [said.get(key) ?? 0, owned.get(key) ?? 0];
    return is === computed
      ? []
      : [{ where: `weight ${key}`, detail: `it is ${is}, computed again ${computed}` }];
  });
  return [...differing, ...twice(keys.map(({ key }) => key))];
}

function twice(names: readonly Hex[]): Fault[] {
  const seen = new Set<Hex>();
  return names.flatMap((name): Fault[] => {
    if (seen.has(name)) return [{ where: `weight ${name}`, detail: 'it stands twice' }];
    seen.add(name);
    return [];
  });
}
