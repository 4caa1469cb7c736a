import { sql } from 'kysely';
import type { TaskLabels } from '../../lib/protocol/api/tasks.ts';
import { label } from '../../lib/protocol/label/label.ts';
import { posterior } from '../../lib/protocol/ledger/statement.ts';
import { body } from '../../lib/protocol/question/body.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Context } from '../context.ts';
import { storedAs } from '../db/stored.ts';
import { ProblemError } from '../problem-error.ts';

/** Bytes of labels that one answer holds, besides the first one. */
const mostBytes = 2_000_000;

const readLabel = storedAs(label);
const readBody = storedAs(body);
const readPosterior = storedAs(posterior);

/**
 * What was said of a task, as an export has it too, but without what tells one labeler from another on other tasks: a requester who
 * looks at a page asks what was said there, not by whom.
 *
 * @throws ProblemError `not-found` where the campaign has no label of it
 */
export async function taskLabels({ db }: Context, campaign: Hex, task: Hex): Promise<TaskLabels> {
  const { rows } = await sql<{ label: string | null; received: number }>`
    select case when before <= ${mostBytes} then label end label, received from (
      select l.label, count(*) over () received, b.number, l.position,
        coalesce(sum(octet_length(l.label)) over (
          order by b.number, l.position rows between unbounded preceding and 1 preceding), 0) before
      from labels l join batches b on b.id = l.batch
      where l.task = ${Buffer.from(task.slice(2), 'hex')} and b.campaign = ${campaign} and l.label is not null) given
    order by number, position`.execute(db);
  const [first] = rows;
  if (first === undefined) throw new ProblemError('not-found');
  const truth = await truthOf(db, campaign, task);
  return {
    version: 1,
    campaign,
    task,
    received: first.received,
    labels: rows.flatMap((row) => {
      if (row.label === null) return [];
      const {
        target,
        body: said,
        confidence,
        rationale,
        activeMs,
      } = readLabel(row.label, `label of ${task}`);
      return [
        {
          target,
          body: said,
          activeMs,
          ...(confidence === undefined ? {} : { confidence }),
          ...(rationale === undefined ? {} : { rationale }),
        },
      ];
    }),
    ...(truth === undefined ? {} : { truth }),
  };
}

async function truthOf(db: Context['db'], campaign: Hex, task: Hex): Promise<TaskLabels['truth']> {
  const found = await db
    .selectFrom('truths')
    .innerJoin('epochs', 'epochs.epoch', 'truths.epoch')
    .select(['truths.truth', 'truths.posterior', 'truths.numbers', 'truths.epoch'])
    .where('truths.campaign', '=', campaign)
    .where('truths.task', '=', task)
    .where('epochs.state', '=', 'active')
    .orderBy('truths.epoch', 'desc')
    .executeTakeFirst();
  if (found === undefined) return undefined;
  return {
    body: readBody(found.truth, `truth of ${task}`),
    posterior: readPosterior(found.posterior, `posterior of ${task}`),
    labels: found.numbers.length,
    settledEpoch: found.epoch,
  };
}
