import { sql, type Transaction } from 'kysely';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import { mostAgain } from '../../lib/truth/remembered.ts';
import { maySettle } from '../../lib/truth/settles.ts';
import type { Tables } from '../db/tables.ts';

/** A task with labels that active epochs have listed and not judged. */
export interface WaitingTask {
  task: Hex;
  /** How many of them. */
  labels: number;
  /** The earliest promise, in seconds. */
  acceptBy: number;
  /** The epoch that received the newest of them. */
  newest: number;
  /** Whether it takes no more labels, or was opened again. */
  isClosed: boolean;
}

/**
 * Counted where they stand: of most no label can be settled yet, and a campaign may have a million of them. Labels of a task
 * are judged together, so its first one tells whether they are; one that was opened again has judged ones and others.
 */
export async function waitingTasks(trx: Transaction<Tables>, campaign: Hex): Promise<WaitingTask[]> {
  const { rows } = await sql<WaitingTask>`select task, labels, accept_by "acceptBy", newest,
      again or exists (select from tasks t where t.task = w.task) "isClosed"
    from (select *, exists (select from reopened r where r.task = counted.task) again
      from (select l.task, count(*)::int4 labels, min(b.accept_by) accept_by, max(b.epoch) newest,
        min(array[b.number, l.position]) first
        from batches b join labels l on l.batch = b.id
        where b.campaign = ${campaign} and b.open > 0 and b.reported_epoch is not null
          and l.state in ('received', 'held')
        group by l.task) counted) w
    where again or not exists (
      select from findings f where f.campaign = ${campaign} and f.number = first[1] and f.position = first[2])`.execute(
    trx,
  );
  return rows;
}

/** How many labels each campaign may have judged again, however many there are. */
const leastAgain = 1000;

/** What an epoch brings that may settle a task that waits. */
export interface News {
  terms: Pick<Terms, 'policy' | 'questions'>;
  /** Labels that no active epoch has listed. */
  labels: readonly { task: Hex; acceptBy: number }[];
  /** Whether it is a gold that this epoch opens. */
  isGold(task: Hex): boolean;
  /** Seconds; promises up to here are settled now. */
  dueBy: number;
  /** That the epoch is about, this one and others. */
  campaigns: number;
  /** The first epoch that listed what came and decided nothing; null where the last one has decided. */
  putOff: number | null;
}

/**
 * The tasks that this epoch can settle, all labels of which it reads: those that it has to, those that got a label, and of the
 * others a bounded number in all campaigns together, those with the earliest promise first.
 */
export function tasksToJudge(
  waiting: readonly WaitingTask[],
  { terms, labels, isGold, dueBy, campaigns, putOff }: News,
): Hex[] {
  const fresh = new Map<Hex, { labels: number; acceptBy: number }>();
  for (const { task, acceptBy } of labels) {
    const before = fresh.get(task);
    if (before === undefined) fresh.set(task, { labels: 1, acceptBy });
    else {
      before.labels += 1;
      before.acceptBy = Math.min(before.acceptBy, acceptBy);
    }
  }
  const tasks: Hex[] = [];
  const others: WaitingTask[] = [];
  for (const one of waiting) {
    const added = fresh.get(one.task);
    const enough = maySettle(terms.policy, one.labels + (added?.labels ?? 0));
    const isDue = Math.min(one.acceptBy, added?.acceptBy ?? one.acceptBy) <= dueBy;
    const isNew = added !== undefined || (putOff !== null && one.newest >= putOff);
    if (one.isClosed || isDue || (enough && (isNew || isGold(one.task)))) tasks.push(one.task);
    else if (enough) others.push(one);
  }
  others.sort((a, b) => a.acceptBy - b.acceptBy || (a.task < b.task ? -1 : 1));
  let room = Math.max(leastAgain, mostAgain(terms.questions) / campaigns);
  for (const { task, labels: count } of others) {
    room -= count;
    if (room < 0) break;
    tasks.push(task);
  }
  return tasks;
}
