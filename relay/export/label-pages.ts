import { sql } from 'kysely';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Context } from '../context.ts';
import { type CopiedRows, copyOut } from '../db/copy-out.ts';
import {
  appealed,
  type BatchRow,
  batchColumns,
  labelColumns,
  labelLines,
  settledTasks,
} from './label-rows.ts';
import type { Mark } from './mark.ts';
import { type Asked, firstRows, type Line, mostRows, type Reads, rooms } from './page.ts';

/** Batches that are read at once. */
const mostBatches = 1000;

/**
 * Received labels by receipt number and place in the batch, some whole batches at a time. Each page has queries of its own, so
 * that a slow reader holds neither a connection nor a snapshot; the mark is why pages fit together all the same. A page's place
 * is a receipt number: the batches up to it are done.
 */
export const labelPages: Reads = async function* (context, asked, start) {
  const room = rooms();
  let after = typeof start === 'number' ? start : -1;
  for await (const batches of groups(context, asked, after)) {
    const begin = after;
    yield async () => ({ lines: await linesOf(context, asked, batches, room()), after: begin });
    after = batches.at(-1)?.number ?? after;
  }
};

async function linesOf(
  context: Context,
  { campaign, mark, since }: Asked,
  batches: readonly BatchRow[],
  rows: CopiedRows,
): Promise<Iterable<Line>> {
  const old = batches.filter(({ epoch }) => epoch <= since);
  const isNew = (at: string) =>
    sql`(${sql.ref(at)} > ${sql.lit(since)} and ${sql.ref(at)} <= ${sql.lit(mark.epoch)})`;
  const query = sql`select ${labelColumns}, l.batch from labels l ${appealed}
    where l.batch = any(${ids(batches)}::int8[]) and l.state <> 'refused'
      and (l.batch <> all(${ids(old)}::int8[]) or (l.state in ('paid', 'rejected') and ${isNew('l.state_epoch')})
        or ${isNew('a.rejected_epoch')})
    order by l.batch, l.position`;
  await copyOut(context, query, rows);
  const posteriors = await posteriorsOf(context, campaign, mark, [...settledTasks(rows)]);
  const byId = new Map(batches.map((batch) => [batch.id, batch]));
  return labelLines(context, mark, rows, (row) => byId.get(row.int8())!, posteriors);
}

/** An array as it stands in a query. */
const ids = (batches: readonly BatchRow[]) => sql.lit(`{${batches.map(({ id }) => id)}}`);

/** Batches of about as many labels as a page has. Their ids ascend, so that labels come by an index as they are to go out. */
async function* groups(
  { db }: Context,
  { campaign, mark }: Asked,
  start: number,
): AsyncGenerator<BatchRow[]> {
  let [after, most, labels] = [start, firstRows, 0];
  let group: BatchRow[] = [];
  for (;;) {
    const { rows } = await sql<
      BatchRow & { received: number }
    >`select ${batchColumns(sql`b`)}, b.received from batches b
      where b.campaign = ${campaign} and b.number > ${after} and b.number < ${mark.number}
      order by b.number limit ${mostBatches}`.execute(db);
    for (const batch of rows) {
      if (labels >= most || (group.at(-1)?.id ?? 0) > batch.id) {
        yield group;
        [group, labels, most] = [[], 0, mostRows];
      }
      group.push(batch);
      labels += batch.received;
      after = batch.number;
    }
    if (rows.length < mostBatches) break;
  }
  if (group.length > 0) yield group;
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
