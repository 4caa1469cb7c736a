import { sql, type Transaction } from 'kysely';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Tables } from '../db/tables.ts';
import { type OpenLabel, openLabelOf, refsOf, type SelectedLabel, selectLabels } from './open-label.ts';
import { type WaitingTask, waitingTasks } from './waiting.ts';

/** What a cut reads of a campaign's labels. */
export interface FoundLabels {
  /**
   * Those that are received and not settled: of batches that no active epoch has listed, of tasks that can be settled now, and
   * judged ones of whose keys this epoch may learn something, or that are due.
   */
  open: OpenLabel[];
  /** Of batches that no active epoch has listed all labels, refused ones too. */
  unlisted: { number: number; parts: Uint8Array }[];
  /** All tasks with labels of earlier epochs that are not judged. */
  waiting: WaitingTask[];
}

/** What of a campaign's labels a cut asks for. */
interface Asked {
  campaign: Hex;
  secret: Hex;
  /** That is being cut: later batches are of the next. */
  epoch: number;
  /** Seconds; promises up to here are settled now. */
  dueBy: number;
  /** Which of the tasks that wait, with those that came. */
  toJudge(waiting: readonly WaitingTask[], came: readonly OpenLabel[], refOf: (task: Hex) => Hex): Hex[];
}

export async function findLabels(
  trx: Transaction<Tables>,
  { campaign, secret, epoch, dueBy, toJudge }: Asked,
): Promise<FoundLabels> {
  const rows = await selectLabels(trx, campaign).where('batches.reported_epoch', 'is', null).execute();
  const refOf = refsOf(secret);
  const read = (some: readonly SelectedLabel[]) => some.map((row) => openLabelOf(row, secret, refOf));
  const came = read(rows.filter(({ state }) => state === 'received' || state === 'held'));
  const waiting = await waitingTasks(trx, campaign);
  const tasks = waiting.length === 0 ? [] : toJudge(waiting, came, refOf);
  const unjudged = tasks.length === 0 ? [] : read(await ofTasks(listed(trx, campaign), tasks).execute());
  const keys = [...new Set([...unjudged, ...came].map(({ key }) => key))];
  const judged = read(await judgedOf(listed(trx, campaign), keys, dueBy).execute());
  return {
    open: [...[...unjudged, ...judged].sort(byNumber), ...came],
    unlisted: rows
      .filter((row) => row.epoch <= epoch)
      .map(({ number, task_part, body_part }) => ({
        number,
        parts: Buffer.from(task_part.slice(2) + body_part.slice(2), 'hex'),
      })),
    waiting,
  };
}

const byNumber = (a: OpenLabel, b: OpenLabel): number => a.number - b.number || a.position - b.position;

/** Open labels that an active epoch has listed; their numbers are before those of others. */
const listed = (trx: Transaction<Tables>, campaign: Hex) =>
  selectLabels(trx, campaign).where(
    sql<boolean>`batches.reported_epoch is not null and batches.open > 0 and labels.state in ('received', 'held')`,
  );

type Listed = ReturnType<typeof listed>;

const ofTasks = (labels: Listed, tasks: readonly Hex[]) =>
  labels.where(
    sql<boolean>`findings.posterior is null
      and labels.task in (select decode(substr(task, 3), 'hex') from unnest(${tasks}::text[]) task)`,
  );

/** What a judged label is paid follows from its key's work: without news of that, or a date, it stays as it is. */
const judgedOf = (labels: Listed, keys: readonly Hex[], dueBy: number) =>
  labels.where(
    sql<boolean>`findings.posterior is not null
      and (batches.key = any(${keys}::text[]) or batches.accept_by <= ${dueBy})`,
  );
