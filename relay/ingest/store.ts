import { sql, type Transaction } from 'kysely';
import type { Refusal } from '../../lib/protocol/label/refusal.ts';
import { canonicalText } from '../../lib/protocol/signed/canonical.ts';
import type { BatchesTable, Tables } from '../db/tables.ts';
import type { HashedLabel } from './leaves.ts';

export interface JudgedLabel extends HashedLabel {
  /** Why it is refused; null when it is received. */
  code: Refusal | null;
}

/**
 * Writes a batch, its labels, what they fill of their tasks, and the campaign's next number and reserve: one statement,
 * since the campaign's row is locked. Of a refused label only its leaf is kept, which the statement lists; the label
 * itself stays on the labeler's device. A batch has one received label of a task at most.
 *
 * @param price of each of its labels
 */
export async function storeBatch(
  trx: Transaction<Tables>,
  batch: BatchesTable,
  judged: readonly JudgedLabel[],
  price: bigint,
): Promise<void> {
  const tasks = judged.map(({ label }) => label.task);
  const taskParts = judged.map(({ taskPart }) => taskPart);
  const bodyParts = judged.map(({ bodyPart }) => bodyPart);
  const texts = judged.map(({ label, code }) => (code === null ? canonicalText(label) : null));
  const activeMs = judged.map(({ label }) => label.activeMs);
  const codes = judged.map(({ code }) => code);
  await trx
    .with('batch', (query) => query.insertInto('batches').values(batch))
    .with('campaign', (query) =>
      query
        .updateTable('campaigns')
        .set((row) => ({
          next_number: row('next_number', '+', 1),
          reserved: row('reserved', '+', batch.amount),
        }))
        .where('campaign', '=', batch.campaign),
    )
    .with(
      'given',
      () => sql<{ task: string }>`
        (select * from unnest(${tasks}::text[], ${taskParts}::text[], ${bodyParts}::text[], ${texts}::text[],
          ${activeMs}::int4[], ${codes}::text[])
        with ordinality given (task, task_part, body_part, label, active_ms, code, place))`,
    )
    .with(
      'filled',
      () => sql`
        (insert into tasks (task, campaign, labels) select task, ${batch.campaign}, 1 from given where code is null
        on conflict (task) do update set labels = tasks.labels + 1)`,
    )
    .insertInto('labels')
    .columns([
      'campaign',
      'number',
      'batch_hash',
      'account',
      'key',
      'pay_to',
      'price',
      'accept_by',
      'epoch',
      'position',
      'task',
      'task_part',
      'body_part',
      'label',
      'active_ms',
      'code',
      'state',
    ])
    .expression(
      sql`
        select ${batch.campaign}, ${batch.number}::int8, ${batch.hash}, ${batch.account}, ${batch.key}, ${batch.pay_to},
          ${price}::numeric, ${batch.accept_by}::int8, ${batch.epoch}::int4,
          place - 1, task, task_part, body_part, label, active_ms, code,
          case when code is null then 'received' else 'refused' end
        from given`,
    )
    .execute();
}
