import { sql } from 'kysely';
import type { Body } from '../../lib/protocol/question/body.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { alphaOfUnits } from '../../lib/truth/agreement/alpha.ts';
import { bootstrap } from '../../lib/truth/agreement/bootstrap.ts';
import { answerClass } from '../../lib/truth/answer-class.ts';
import type { Context } from '../context.ts';

/** Tasks that it is computed from, and resamples: a tenth of a second for a campaign of any size. */
const mostTasks = 500;
const draws = 200;

export interface Agreement {
  alpha: number;
  low: number;
  high: number;
  tasks: number;
}

/**
 * How much labelers agree on each question, beyond chance. Of a large campaign over the first tasks by their ids, which are
 * hashes: a fair draw, and the same one for whoever asks again.
 */
export async function agreements(
  { db }: Context,
  campaign: Hex,
  questions: readonly { id: string }[],
): Promise<Map<string, Agreement>> {
  const { rows } = await sql<{ task: Hex; body: Body }>`
    select t.task, l.label::jsonb -> 'body' body
    from (
      select * from truths where campaign = ${campaign} and cardinality(numbers) > 1
      order by task limit ${mostTasks}
    ) t
    join epochs e on e.epoch = t.epoch and e.state = 'active'
    cross join lateral unnest(t.numbers, t.positions) as one (number, position)
    join batches b on b.campaign = t.campaign and b.number = one.number
    join labels l on l.batch = b.id and l.position = one.position`.execute(db);
  const tasks = [...Map.groupBy(rows, ({ task }) => task).values()];
  const found = new Map<string, Agreement>();
  for (const { id } of questions) {
    const classes = new Map<string, number>();
    const numberOf = (name: string) => {
      const known = classes.get(name) ?? classes.size;
      classes.set(name, known);
      return known;
    };
    const units = tasks.map((labels) =>
      labels.flatMap(({ body }) => (body[id] === undefined ? [] : [numberOf(answerClass(body[id]))])),
    );
    const alphaOf = (drawn: readonly (readonly number[])[]) => alphaOfUnits(drawn, 'nominal');
    const alpha = alphaOf(units);
    const { low, high } = bootstrap(units, alphaOf, { seed: 1, draws });
    if ([alpha, low, high].every(Number.isFinite)) found.set(id, { alpha, low, high, tasks: units.length });
  }
  return found;
}
