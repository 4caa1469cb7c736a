import { type RawBuilder, sql } from 'kysely';
import { truthLine } from '../../lib/formats/lines.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Context } from '../context.ts';
import { type BatchRow, batchColumns, type LabelRow, labelColumns, lineOf } from './label-rows.ts';
import type { Asked, Page } from './page.ts';

interface TruthRow {
  task: Hex;
  truth: string;
  /** Of the truth; a label's own is that of its row. */
  inferred: string;
  settled_epoch: number;
  labels: number;
  target: string;
}

/** A task's id: it and all before it are done. */
export type TaskPlace = string;
export const firstTask: TaskPlace = '';

/**
 * A campaign's settled tasks after one, by their ids; of one that was labeled again the newer truth. Which epochs are active does not change below the mark: a root that
 * was passed over can not be activated any more.
 */
const settled = (
  { campaign, mark, since }: Asked,
  after: TaskPlace,
  most: number,
): RawBuilder<unknown> => sql`(
  select distinct on (t.task collate "C") t.* from truths t join epochs e on e.epoch = t.epoch and e.state = 'active'
  where t.campaign = ${campaign} and t.task collate "C" > ${after} and t.epoch <= ${mark.epoch} and t.epoch > ${since}
  order by t.task collate "C", t.epoch desc limit ${most})`;

const truthColumns = sql`t.task, t.truth, t.posterior inferred, t.epoch settled_epoch, cardinality(t.numbers) labels,
  l.label::jsonb ->> 'target' target`;

export async function truthPage(
  { db }: Context,
  asked: Asked,
  after: TaskPlace,
  most: number,
): Promise<Page<TaskPlace>> {
  const { rows } = await sql<TruthRow>`select ${truthColumns}
    from ${settled(asked, after, most)} t
    join batches b on b.campaign = t.campaign and b.number = t.numbers[1]
    join labels l on l.batch = b.id and l.position = t.positions[1]
    order by t.task collate "C"`.execute(db);
  return { lines: rows.map(lineOfTruth), next: rows.at(-1)?.task };
}

const lineOfTruth = ({ task, target, truth, inferred, labels, settled_epoch }: TruthRow): string =>
  truthLine({ task, target, truth, posterior: inferred, labels, settledEpoch: settled_epoch });

/** Settled tasks with their labels: lines of `{ truth, labels }`. */
export async function taskPage(
  context: Context,
  asked: Asked,
  after: TaskPlace,
  most: number,
): Promise<Page<TaskPlace>> {
  const { rows } = await sql<BatchRow & LabelRow & TruthRow>`
    select ${batchColumns(sql`b`)}, ${labelColumns}, ${truthColumns}
    from ${settled(asked, after, most)} t
    cross join lateral unnest(t.numbers, t.positions) as one (number, position)
    join batches b on b.campaign = t.campaign and b.number = one.number
    join labels l on l.batch = b.id and l.position = one.position
    order by t.task collate "C", b.number, l.position`.execute(context.db);
  const tasks = [...Map.groupBy(rows, ({ task }) => task).values()];
  const lines = tasks.map((labels) => {
    const own = labels.map((row) => lineOf(context, asked.mark, row, row, row.inferred));
    return `{"truth":${lineOfTruth(labels[0]!)},"labels":[${own.join(',')}]}`;
  });
  return { lines, next: rows.at(-1)?.task };
}
