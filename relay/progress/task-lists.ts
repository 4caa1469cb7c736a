import { sql } from 'kysely';
import { mostListedTasks, mostQuoted, type TaskLists } from '../../lib/protocol/api/tasks.ts';
import type { Body } from '../../lib/protocol/question/body.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { contested as rankOf } from '../../lib/truth/agreement/disagreement.ts';
import type { Context } from '../context.ts';
import { type Figures, figuresOf } from './figures.ts';

/** Of what is not settled the newest batches are looked at, and of these so many labels. */
const newestBatches = 500;
const newestLabels = 1000;
/** Of the tasks of these the newest are read, as far as all have so many labels together. */
const mostLabels = 5000;
/**
 * In bytes, however small PostgreSQL packs them: of one label, and of all from the newest on. How contested a task with one beyond
 * that is, is seen once it is settled.
 */
const longestLabel = 64_000;
const longestLabels = 16_000_000;

/** A task with its figures, and where its first label stands. */
interface Ranked extends Figures {
  task: Hex;
  labels: number;
  settled: boolean;
  number: number;
  position: number;
}

type Order = (a: Ranked, b: Ranked) => number;

const byTask: Order = (a, b) => (a.task < b.task ? -1 : 1);
const bySlowness: Order = (a, b) => b.medianMs - a.medianMs || b.labels - a.labels || byTask(a, b);
const contestOf = ({ apart, labels }: Ranked): number => rankOf(apart, labels);
const byContest: Order = (a, b) => contestOf(b) - contestOf(a) || byTask(a, b);
/** The same, by which settled tasks have an index. */
const contest = sql`(t.apart::int8 * (cardinality(t.numbers) - 1) / (cardinality(t.numbers) + 1))`;

/**
 * The slowest and the most contested tasks. Settled ones are found by an index over what the epoch has noted with their truth, and
 * nothing else of them is read; of those that wait a bounded number is looked at, so that a campaign of any size costs the same.
 */
export async function taskLists(
  context: Context,
  campaign: Hex,
  most: number = mostLabels,
): Promise<TaskLists> {
  const [slow, disputed, open] = await Promise.all([
    settledBy(context, campaign, 'slowest'),
    settledBy(context, campaign, 'contested'),
    openTasks(context, campaign, most),
  ]);
  const slowest = [...slow, ...open].sort(bySlowness).slice(0, mostListedTasks);
  const contested = [...disputed, ...open.filter(({ apart }) => apart > 0)]
    .sort(byContest)
    .slice(0, mostListedTasks);
  const places = await placesOf(context, campaign, [...slowest, ...contested]);
  const listed = ({ task, labels, settled }: Ranked) => ({ task, labels, settled, ...places.get(task)! });
  return {
    version: 1,
    campaign,
    slowest: slowest.map((one) => ({ ...listed(one), medianMs: one.medianMs })),
    contested: contested.map((one) => ({ ...listed(one), apart: one.apart })),
  };
}

/** Of a task that was labeled again the newer truth. */
async function settledBy({ db }: Context, campaign: Hex, list: 'slowest' | 'contested'): Promise<Ranked[]> {
  const [which, order] =
    list === 'slowest'
      ? [sql`true`, sql`t.median_ms desc, cardinality(t.numbers) desc, t.task`]
      : [sql`t.apart > 0`, sql`${contest} desc, t.task`];
  const { rows } = await sql<Omit<Ranked, 'settled'>>`
    select t.task, t.median_ms "medianMs", coalesce(t.apart, 0) apart, cardinality(t.numbers) labels,
      t.numbers[1] number, t.positions[1] position
    from truths t join epochs e on e.epoch = t.epoch and e.state = 'active'
    where t.campaign = ${campaign} and ${which} and not exists (
      select from truths o join epochs u on u.epoch = o.epoch and u.state = 'active'
      where o.campaign = t.campaign and o.task = t.task and o.epoch > t.epoch)
    order by ${order} limit ${mostListedTasks}`.execute(db);
  return rows.map((row) => ({ ...row, settled: true }));
}

/** Those with labels among the newest that no active epoch has settled, each with all its labels; `most` of these in all. */
async function openTasks({ db }: Context, campaign: Hex, most: number): Promise<Ranked[]> {
  const { rows } = await sql<{
    task: Hex;
    activeMs: number;
    body: Body | null;
    number: number;
    position: number;
  }>`
    with newest as materialized (
      select id, number, open from batches where campaign = ${campaign} order by number desc limit ${newestBatches}),
    waiting as materialized (
      select l.task, n.number from newest n join labels l on l.batch = n.id
      where n.open > 0 and l.state in ('received', 'held') order by n.number desc limit ${newestLabels}),
    tasks as materialized (
      select task, max(number) newest from waiting w where not exists (
        select from truths t join epochs e on e.epoch = t.epoch and e.state = 'active'
        where t.campaign = ${campaign} and t.task = '0x' || encode(w.task, 'hex')) group by task),
    read as materialized (
      select task, sum((select count(*) from labels l where l.task = t.task and l.label is not null)) over (order by newest desc, task) labels
      from tasks t)
    select l.task, l.active_ms "activeMs", b.number, l.position,
      case when octet_length(l.label) <= ${longestLabel}
        and sum(octet_length(l.label)) over (order by b.number desc, l.position desc) <= ${longestLabels}
        then l.label::jsonb -> 'body' end body
    from read join labels l using (task) join batches b on b.id = l.batch
    where read.labels <= ${most} and l.label is not null and b.campaign = ${campaign} order by b.number, l.position`.execute(
    db,
  );
  return [...Map.groupBy(rows, ({ task }) => task)].map(([task, labels]) => {
    const first = labels[0]!;
    const known = labels.flatMap(({ activeMs, body }) => (body === null ? [] : [{ activeMs, body }]));
    const figures = figuresOf(labels.map(({ activeMs }) => ({ activeMs, body: {} })));
    const { apart } = known.length < labels.length ? figures : figuresOf(known);
    const { number, position } = first;
    return { task, labels: labels.length, settled: false, number, position, ...figures, apart };
  });
}

/** Where tasks are, as their first labels say. */
async function placesOf({ db }: Context, campaign: Hex, tasks: readonly Ranked[]) {
  const { rows } = await sql<{ task: Hex; address: string; quote: string | null }>`
    select l.task, target ->> 'address' address,
      nullif(left(coalesce(target ->> 'quote', target #>> '{places,0,-1,exact}'), ${mostQuoted}), '') quote
    from unnest(${tasks.map(({ number }) => number)}::int8[], ${tasks.map(({ position }) => position)}::int4[])
      as one (number, position)
    join batches b on b.campaign = ${campaign} and b.number = one.number
    join labels l on l.batch = b.id and l.position = one.position
    cross join lateral (select l.label::jsonb -> 'target' target) given`.execute(db);
  return new Map(
    rows.map(({ task, address, quote }) => [task, { address, ...(quote === null ? {} : { quote }) }]),
  );
}
