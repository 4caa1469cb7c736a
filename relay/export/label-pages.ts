import { sql } from 'kysely';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Context } from '../context.ts';
import { type BatchRow, batchColumns, type LabelRow, labelColumns, lineOf } from './label-rows.ts';
import type { Mark } from './mark.ts';
import type { Asked, Page } from './page.ts';

/** A receipt number: its batch and all before it are done. */
export type BatchPlace = number;
export const firstBatch: BatchPlace = -1;

/**
 * Received labels by receipt number and place in the batch, some whole batches at a time. Each page has queries of its own, so
 * that a slow reader holds neither a connection nor a snapshot; the mark is why pages fit together all the same.
 *
 * @param most labels, and those of one batch more
 */
export async function labelPage(
  context: Context,
  { campaign, mark, since }: Asked,
  after: BatchPlace,
  most: number,
): Promise<Page<BatchPlace>> {
  const { db } = context;
  const { rows: batches } = await sql<BatchRow>`select * from (
      select ${batchColumns(sql`b`)}, sum(b.received) over (order by b.number) - b.received labels_before
      from batches b where b.campaign = ${campaign} and b.number > ${after} and b.number < ${mark.number}
      order by b.number limit ${most}) b
    where labels_before < ${most} order by number`.execute(db);
  const last = batches.at(-1);
  if (last === undefined) return { lines: [], next: undefined };
  const old = batches.filter(({ epoch }) => epoch <= since).map(({ id }) => id);
  const { rows } = await sql<LabelRow & { task: Hex }>`select ${labelColumns}, l.task from labels l
    where l.batch = any(${batches.map(({ id }) => id)}::int8[]) and l.state <> 'refused'
      and (l.batch <> all(${old}::int8[])
        or (l.state in ('paid', 'rejected') and l.state_epoch > ${since} and l.state_epoch <= ${mark.epoch}))
    order by l.batch, l.position`.execute(db);
  const tasks = new Set(rows.filter(({ state_epoch }) => state_epoch !== null).map(({ task }) => task));
  const posteriors = await posteriorsOf(context, campaign, mark, [...tasks]);
  const byBatch = Map.groupBy(rows, ({ batch }) => batch);
  const lines = batches.flatMap((batch) =>
    (byBatch.get(batch.id) ?? []).map((row) => lineOf(context, mark, batch, row, posteriors.get(row.task))),
  );
  return { lines, next: last.number };
}

/** JSON texts, by task; of tasks that no epoch up to the mark has settled there is none. */
async function posteriorsOf(
  { db }: Context,
  campaign: Hex,
  { epoch }: Mark,
  tasks: Hex[],
): Promise<Map<Hex, string>> {
  if (tasks.length === 0) return new Map();
  const { rows } = await sql<{ task: Hex; posterior: string }>`select t.task, t.posterior
    from truths t join epochs e on e.epoch = t.epoch and e.state = 'active'
    where t.campaign = ${campaign} and t.task = any(${tasks}::text[]) and t.epoch <= ${epoch}
    order by t.epoch`.execute(db);
  return new Map(rows.map(({ task, posterior }) => [task, posterior]));
}
