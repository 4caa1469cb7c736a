import { sql } from 'kysely';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Context } from '../context.ts';
import type { Mark } from '../export/mark.ts';
import { countedUp, type Since } from './counted-up.ts';

/** Labels of a campaign, and tasks that have some. */
export interface Counts {
  received: number;
  refused: number;
  paid: number;
  rejected: number;
  labeled: number;
  settled: number;
}

const nothing: Counts = { received: 0, refused: 0, paid: 0, rejected: 0, labeled: 0, settled: 0 };

export const counter = ({ db }: Pick<Context, 'db'>): ((campaign: Hex, mark: Mark) => Promise<Counts>) =>
  countedUp(nothing, async (before, since) => {
    const [received, said] = await Promise.all([receivedSince(db, since), saidSince(db, since)]);
    const sum = (name: keyof Counts) => before[name] + ({ ...received, ...said }[name] ?? 0);
    return {
      received: sum('received'),
      refused: sum('refused'),
      paid: sum('paid'),
      rejected: sum('rejected'),
      labeled: sum('labeled'),
      settled: sum('settled'),
    };
  });

type Received = Pick<Counts, 'received' | 'refused' | 'labeled'>;

async function receivedSince(db: Context['db'], { campaign, from, to }: Since): Promise<Partial<Received>> {
  if (from.number >= to.number) return {};
  const { rows } = await sql<Received>`
    with fresh as materialized (
      select id, received, count - received refused from batches
      where campaign = ${campaign} and number >= ${from.number} and number < ${to.number}),
    tasks as (select distinct task from labels join fresh on batch = id where state <> 'refused')
    select coalesce(sum(received), 0)::int8 received, coalesce(sum(refused), 0)::int8 refused, (
      select count(*) from tasks t where ${from.number} = 0 or not exists (
        select from labels l join batches b on b.id = l.batch
        where l.task = t.task and l.label is not null and b.number < ${from.number})) labeled
    from fresh`.execute(db);
  return rows[0] ?? {};
}

type Said = Pick<Counts, 'paid' | 'rejected' | 'settled'>;

/** Of a label whose appeal is decided an epoch before has said that it is rejected. */
async function saidSince(db: Context['db'], { campaign, from, to }: Since): Promise<Partial<Said>> {
  if (from.epoch >= to.epoch) return {};
  const { rows } = await sql<Said>`
    with active as materialized (
      select epoch from epochs where state = 'active' and epoch > ${from.epoch} and epoch <= ${to.epoch}),
    said as (
      select count(*) filter (where state = 'paid') paid, count(*) filter (where state = 'rejected') rejected
      from settlements join active using (epoch) where campaign = ${campaign})
    select paid, rejected - (
        select count(*) from appeals a join active e on e.epoch = a.decided_epoch where a.campaign = ${campaign}) rejected, (
      select count(distinct task) from truths t join active using (epoch) where t.campaign = ${campaign} and not exists (
        select from truths o join epochs e on e.epoch = o.epoch and e.state = 'active'
        where o.campaign = t.campaign and o.task = t.task and o.epoch <= ${from.epoch})) settled
    from said`.execute(db);
  return rows[0] ?? {};
}
