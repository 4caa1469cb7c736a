import type { PoolClient } from 'pg';
import { binaryWords } from '../db/binary.ts';
import { CopyIn } from '../db/copy.ts';
import type { Judged } from './batch.ts';
import { labelColumns, labelRows } from './label-rows.ts';
import { wordsSize } from './label-text.ts';

const batchColumns = `id, hash, key, sequence, campaign, terms_hash, count, labels_root, signature, account, number, epoch,
  pay_to, received, amount, refused, duplicates, accept_by, receipt_key, price, open`;

/** Batches from JSON rows, each campaign's next number and reserve, and the tasks that are full by them. All are of one epoch. */
const writeBatches = `with given as materialized (select * from json_populate_recordset(null::batches, $1)),
  written as (insert into batches (${batchColumns}) select ${batchColumns} from given),
  filled as (
    insert into tasks select task, campaign, false from unnest($2::bytea[], $3::text[]) full_ones (task, campaign)
    on conflict do nothing)
  update campaigns set next_number = next_number + counted.batches, reserved = reserved + counted.amount,
    appeals_paid = appeals_paid + counted.paid, appeals_bound = appeals_bound - counted.kept,
    last_epoch = counted.epoch,
    last_labels = counted.labels + case when last_epoch = counted.epoch then last_labels else 0 end
  from (select campaign, count(*) batches, sum(count + 1)::int4 labels, max(epoch) epoch, sum(amount) amount, sum(paid) paid, sum(kept) kept
    from given join unnest($4::text[], $5::numeric[], $6::numeric[]) again (hash, paid, kept) using (hash)
    group by campaign) counted
  where campaigns.campaign = counted.campaign`;

const copyLabels = `copy labels (${labelColumns}) from stdin (format binary)`;

/**
 * Sends what writes batches and their labels. A refused label itself stays on the labeler's device. A batch has one received
 * label of a task at most.
 */
export function storeBatches(client: PoolClient, batches: readonly Judged[]): Promise<unknown>[] {
  const rows = batches.map(({ row }) => ({ ...row, amount: String(row.amount), price: String(row.price) }));
  const filled = batches.flatMap(({ filling, checked, row: { campaign } }) =>
    filling.map((at) => ({ of: Buffer.from(checked.words.buffer), at: at * wordsSize, campaign })),
  );
  const labels = new CopyIn(copyLabels, labelRows(batches).done());
  return [
    client.query({
      name: 'write-batches',
      text: writeBatches,
      values: [
        JSON.stringify(rows),
        binaryWords(filled),
        filled.map(({ campaign }) => campaign),
        batches.map(({ row }) => row.hash),
        batches.map(({ again }) => again.paid),
        batches.map(({ again }) => again.kept),
      ],
    }),
    client.query(labels).done,
  ];
}
