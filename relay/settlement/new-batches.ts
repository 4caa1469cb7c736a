import type { Transaction } from 'kysely';
import type { BatchRow } from '../../lib/protocol/ledger/statement.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Tables } from '../db/tables.ts';
import type { LeafHasher } from '../hashing/leaf-hasher.ts';
import { word } from '../hashing/memory.ts';
import type { FoundLabels } from './find-labels.ts';

/** Batches that no active epoch has listed, by number, with the leaves of all their labels, refused ones too. */
export async function newBatches(
  hashLeaves: LeafHasher,
  trx: Transaction<Tables>,
  campaign: Hex,
  epoch: number,
  labels: FoundLabels['unlisted'],
): Promise<{ rows: BatchRow[]; hashes: Hex[] }> {
  const found = await trx
    .selectFrom('batches')
    .select(['hash', 'key', 'terms_hash', 'sequence', 'count', 'labels_root', 'signature', 'number'])
    .where('campaign', '=', campaign)
    .where('reported_epoch', 'is', null)
    .where('epoch', '<=', epoch)
    .orderBy('number')
    .execute();
  const leaves = hashLeaves(
    labels
      .values()
      .map(({ taskPart, bodyPart }) => Buffer.from(taskPart.slice(2) + bodyPart.slice(2), 'hex')),
  );
  const byNumber = new Map<number, Hex[]>(found.map(({ number }) => [number, []]));
  for (const [at, { number }] of labels.entries())
    byNumber.get(number)?.push(`0x${leaves.toString('hex', at * word, (at + 1) * word)}`);
  // Fields stand in the order in which a file has them, as those of a label's row do.
  const rows = found.map(
    (batch): BatchRow => ({
      count: batch.count,
      key: batch.key,
      labelsRoot: batch.labels_root,
      leaves: byNumber.get(batch.number) ?? [],
      number: batch.number,
      sequence: batch.sequence,
      signature: batch.signature,
      termsHash: batch.terms_hash,
    }),
  );
  return { rows, hashes: found.map(({ hash }) => hash) };
}
