import { sql, type Transaction } from 'kysely';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Tables } from '../db/tables.ts';
import { batchesOf, type OpenLabel, openLabelOf, refsOf, selectLabels, selectPlaces } from './open-label.ts';
import { type WaitingTask, waitingTasks } from './waiting.ts';

/** What a cut reads of a campaign's labels. */
export interface FoundLabels {
  /**
   * Those that are received and not settled: of batches that no active epoch has listed, of tasks that can be settled now, and
   * judged ones of whose keys this epoch may learn something, or that are due.
   */
  open: OpenLabel[];
  /** Of batches that no active epoch has listed all labels, refused ones too. */
  unlisted: { number: number; taskPart: Hex; bodyPart: Hex }[];
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

export async function findLabels(trx: Transaction<Tables>, asked: Asked): Promise<FoundLabels> {
  const { campaign, secret, dueBy, toJudge } = asked;
  const refOf = refsOf(secret);
  const { came, unlisted } = await labelsThatCame(trx, asked, refOf);
  const read = async (labels: Listed): Promise<OpenLabel[]> => {
    const some = await labels.execute();
    const theirs = await batchesOf(trx, some);
    return some.map((row) => openLabelOf(row, theirs.get(row.batch)!, secret, refOf));
  };
  const waiting = await waitingTasks(trx, campaign);
  const tasks = waiting.length === 0 ? [] : toJudge(waiting, came, refOf);
  const unjudged = tasks.length === 0 ? [] : await read(ofTasks(listed(trx, campaign), tasks));
  const keys = [...new Set([...unjudged, ...came].map(({ key }) => key))];
  const judged = await read(judgedOf(listed(trx, campaign), keys, dueBy));
  return { open: [...[...unjudged, ...judged].sort(byNumber), ...came], unlisted, waiting };
}

/** Those alone that no active epoch has listed, without what they say: of a campaign of which nothing is decided. */
export async function findToList(
  trx: Transaction<Tables>,
  asked: Pick<Asked, 'campaign' | 'secret' | 'epoch'>,
): Promise<FoundLabels> {
  const { came, unlisted } = await labelsThatCame(trx, asked, refsOf(asked.secret), selectPlaces);
  return { open: came, unlisted, waiting: [] };
}

async function labelsThatCame(
  trx: Transaction<Tables>,
  { campaign, secret, epoch }: Pick<Asked, 'campaign' | 'secret' | 'epoch'>,
  refOf: (task: Hex) => Hex,
  select: typeof selectLabels | typeof selectPlaces = selectLabels,
) {
  const came: OpenLabel[] = [];
  const unlisted: FoundLabels['unlisted'] = [];
  const rows = await select(trx, campaign).where('batches.reported_epoch', 'is', null).execute();
  const batches = await batchesOf(trx, rows);
  for (const row of rows) {
    const batch = batches.get(row.batch)!;
    if (row.state === 'received' || row.state === 'held') came.push(openLabelOf(row, batch, secret, refOf));
    if (batch.epoch <= epoch)
      unlisted.push({ number: batch.number, taskPart: row.task_part, bodyPart: row.body_part });
  }
  return { came, unlisted };
}

const byNumber = (a: OpenLabel, b: OpenLabel): number => a.number - b.number || a.position - b.position;

/** Open labels that an active epoch has listed; their numbers are before those of others. */
const listed = (trx: Transaction<Tables>, campaign: Hex) =>
  selectLabels(trx, campaign).where(
    sql<boolean>`batches.reported_epoch is not null and batches.open > 0 and labels.state in ('received', 'held')`,
  );

type Listed = ReturnType<typeof listed>;

/** As an array, which is looked up in the index or hashed: joined to, each task was at times compared with every label. */
const ofTasks = (labels: Listed, tasks: readonly Hex[]) =>
  labels.where(
    sql<boolean>`findings.posterior is null
      and labels.task = any(${tasks.map((task) => `\\x${task.slice(2)}`)}::bytea[])`,
  );

/** What a judged label is paid follows from its key's work: without news of that, or a date, it stays as it is. */
const judgedOf = (labels: Listed, keys: readonly Hex[], dueBy: number) =>
  labels.where(
    sql<boolean>`findings.posterior is not null
      and (batches.key = any(${keys}::text[]) or batches.accept_by <= ${dueBy})`,
  );
