import { type RawBuilder, sql } from 'kysely';
import { truthLine } from '../../lib/formats/lines.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Context } from '../context.ts';
import { type Asked, type LabelRow, labelColumns, lineOf, type Page } from './label-pages.ts';

interface TruthRow {
  task: Hex;
  truth: string;
  posterior: string;
  epoch: number;
  labels: number;
  target: string;
}

export type TaskPlace = [task: string];
export const firstTask: TaskPlace = [''];

/**
 * A campaign's settled tasks after one, by their ids. Which epochs are active does not change below the mark: a root that
 * was passed over can not be activated any more.
 */
const settled = (
  { campaign, mark, since }: Asked,
  [task]: TaskPlace,
  most: number,
): RawBuilder<unknown> => sql`(
  select t.* from truths t join epochs e on e.epoch = t.epoch and e.state = 'active'
  where t.campaign = ${campaign} and t.task collate "C" > ${task} and t.epoch <= ${mark.epoch} and t.epoch > ${since}
  order by t.task collate "C" limit ${most})`;

export async function truthPage(
  { db }: Context,
  asked: Asked,
  place: TaskPlace,
  most: number,
): Promise<Page<TaskPlace>> {
  const { rows } =
    await sql<TruthRow>`select t.task, t.truth, t.posterior, t.epoch, cardinality(t.numbers) labels,
      l.label::jsonb ->> 'target' target
    from ${settled(asked, place, most)} t
    join labels l on l.campaign = t.campaign and l.number = t.numbers[1] and l.position = t.positions[1]
    order by t.task collate "C"`.execute(db);
  return rows.map((row) => ({ line: lineOfTruth(row), place: [row.task] }));
}

const lineOfTruth = ({ task, target, truth, posterior, labels, epoch }: TruthRow): string =>
  truthLine({ task, target, truth, posterior, labels, settledEpoch: epoch });

/** Settled tasks with their labels: lines of `{ truth, labels }`. */
export async function taskPage(
  { db, keccak }: Context,
  asked: Asked,
  place: TaskPlace,
  most: number,
): Promise<Page<TaskPlace>> {
  const { rows } = await sql<LabelRow & Omit<TruthRow, 'posterior'> & { settled_epoch: number }>`
    select ${labelColumns}, t.task, t.truth, t.epoch settled_epoch, cardinality(t.numbers) labels,
      l.label::jsonb ->> 'target' target
    from ${settled(asked, place, most)} t
    cross join lateral unnest(t.numbers, t.positions) as one (number, position)
    join labels l on l.campaign = t.campaign and l.number = one.number and l.position = one.position
    join batches b on b.campaign = l.campaign and b.number = l.number
    order by t.task collate "C", l.number, l.position`.execute(db);
  return [...Map.groupBy(rows, ({ task }) => task)].map(([task, labels]) => {
    const { target, truth, posterior, labels: count, settled_epoch: epoch } = labels[0]!;
    const of = lineOfTruth({ task, target, truth, posterior: posterior ?? '{}', labels: count, epoch });
    const lines = labels.map((row) => lineOf(row, asked.mark, keccak));
    return { line: `{"truth":${of},"labels":[${lines.join(',')}]}`, place: [task] };
  });
}
