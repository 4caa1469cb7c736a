import { type RawBuilder, sql } from 'kysely';
import { truthLine } from '../../lib/formats/lines.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Context } from '../context.ts';
import { type CopiedRows, copyOut } from '../db/copy-out.ts';
import type { Db } from '../db/database.ts';
import { appealed, batchColumns, batchRow, labelColumns, labelLines } from './label-rows.ts';
import { type Asked, firstRows, mostRows, type Place, type Reads, rooms, textOf } from './page.ts';

interface TruthRow {
  task: Hex;
  truth: string;
  inferred: string;
  settled_epoch: number;
  labels: number;
  target: string;
}

/**
 * A campaign's settled tasks after one, by their ids; of one that was labeled again the newer truth. Which epochs are active
 * does not change below the mark: a root that was passed over can not be activated any more.
 */
const settled = ({ campaign, mark, since }: Asked, after: string, most: number): RawBuilder<unknown> => sql`(
  select distinct on (t.task collate "C") t.* from truths t join epochs e on e.epoch = t.epoch and e.state = 'active'
  where t.campaign = ${sql.lit(campaign)} and t.task collate "C" > ${sql.lit(after)}
    and t.epoch <= ${sql.lit(mark.epoch)} and t.epoch > ${sql.lit(since)}
  order by t.task collate "C", t.epoch desc limit ${sql.lit(most)})`;

export const truthPages: Reads = async function* ({ db }, asked, start) {
  for await (const { truths, after } of truthGroups(db, asked, start))
    yield async () => ({ lines: truths.map(lineOfTruth), after });
};

/** Settled tasks with their labels: lines of `{ truth, labels }`. */
export const taskPages: Reads = async function* (context, asked, start) {
  const room = rooms();
  for await (const { truths, after } of truthGroups(context.db, asked, start))
    yield async () => ({ lines: await tasksOf(context, asked, truths, after, room()), after });
};

async function tasksOf(
  context: Context,
  asked: Asked,
  truths: readonly TruthRow[],
  after: string,
  rows: CopiedRows,
): Promise<string[]> {
  const query = sql`select ${labelColumns}, ${batchColumns(sql`b`)}
    from ${settled(asked, after, truths.length)} t
    cross join lateral unnest(t.numbers, t.positions) as one (number, position)
    join batches b on b.campaign = t.campaign and b.number = one.number
    join labels l on l.batch = b.id and l.position = one.position ${appealed}
    order by b.number, l.position`;
  await copyOut(context, query, rows);
  const posteriors = new Map(truths.map(({ task, inferred }) => [task, inferred]));
  const labels = new Map<Hex, string[]>(truths.map(({ task }) => [task, []]));
  for (const line of labelLines(context, asked.mark, rows, batchRow, posteriors))
    labels.get(line.task)?.push(textOf(line));
  return truths.map((truth) => `{"truth":${lineOfTruth(truth)},"labels":[${labels.get(truth.task)}]}`);
}

/** Groups of truths by their tasks' ids, each with the id that it comes after. */
async function* truthGroups(db: Db, asked: Asked, start: Place | undefined) {
  let after = typeof start === 'string' ? start : '';
  for (let most = firstRows; ; most = mostRows) {
    const truths = await truthsOf(db, asked, after, most);
    const last = truths.at(-1);
    if (last === undefined) return;
    yield { truths, after };
    after = last.task;
  }
}

async function truthsOf(db: Db, asked: Asked, after: string, most: number): Promise<TruthRow[]> {
  const { rows } = await sql<TruthRow>`
    select t.task, t.truth, t.posterior inferred, t.epoch settled_epoch, cardinality(t.numbers) labels,
      l.label::jsonb ->> 'target' target
    from ${settled(asked, after, most)} t
    join batches b on b.campaign = t.campaign and b.number = t.numbers[1]
    join labels l on l.batch = b.id and l.position = t.positions[1]
    order by t.task collate "C"`.execute(db);
  return rows;
}

const lineOfTruth = ({ task, target, truth, inferred, labels, settled_epoch }: TruthRow): string =>
  truthLine({ task, target, truth, posterior: inferred, labels, settledEpoch: settled_epoch });
