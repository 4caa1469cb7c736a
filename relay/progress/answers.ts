import { sql } from 'kysely';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Context } from '../context.ts';
import type { Mark } from '../export/mark.ts';
import { countedUp } from './counted-up.ts';

/** How often an answer was given to a question. */
export interface AnswerCount {
  question: string;
  kind: string;
  /** Null for a kind without options. */
  option: string | null;
  labels: number;
  /** Settled tasks whose truth it is. */
  tasks: number;
}

/** Counts a campaign's answers. */
export const answerCounter = ({ db }: Context): ((campaign: Hex, mark: Mark) => Promise<AnswerCount[]>) => {
  const countsOf = countedUp<ReadonlyMap<string, AnswerCount>>(new Map(), async (before, since) => {
    const { campaign, from, to } = since;
    const [labels, truths] = await Promise.all([
      to.number > from.number
        ? countAnswers(
            sql`select label::jsonb -> 'body' body from labels join batches on batches.id = labels.batch
            where campaign = ${campaign} and number >= ${from.number} and number < ${to.number} and state <> 'refused'`,
          ).execute(db)
        : { rows: [] },
      to.epoch > from.epoch
        ? countAnswers(
            sql`select truth::jsonb body from truths t join epochs e on e.epoch = t.epoch and e.state = 'active'
            where campaign = ${campaign} and t.epoch > ${from.epoch} and t.epoch <= ${to.epoch} and not exists (
              select from truths o join epochs u on u.epoch = o.epoch and u.state = 'active'
              where o.campaign = t.campaign and o.task = t.task and o.epoch < t.epoch)`,
          ).execute(db)
        : { rows: [] },
    ]);
    const counts = new Map(before);
    for (const [what, rows] of [['labels', labels.rows] as const, ['tasks', truths.rows] as const])
      for (const { question, kind, option, count } of rows) {
        const name = `${question} ${kind} ${option ?? ''}`;
        const known = counts.get(name) ?? { question, kind, option, labels: 0, tasks: 0 };
        counts.set(name, { ...known, [what]: known[what] + count });
      }
    return counts;
  });
  return async (campaign, mark) => [...(await countsOf(campaign, mark)).values()];
};

/** @param bodies rows with a body as jsonb */
const countAnswers = (bodies: ReturnType<typeof sql>) =>
  sql<{ question: string; kind: string; option: string | null; count: number }>`
    select said.key question, said.value ->> 'kind' kind, chosen.option, count(*) count
    from (${bodies}) given, jsonb_each(given.body) said
    left join lateral jsonb_array_elements_text(said.value -> 'chosen') chosen (option) on true
    group by 1, 2, 3`;
