import { sql } from 'kysely';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Context } from '../context.ts';
import type { Mark } from '../export/mark.ts';

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

interface Kept {
  upTo: Mark;
  counts: Map<string, AnswerCount>;
}

/** Campaigns whose counts are kept; the one asked for longest ago goes first. */
const mostCampaigns = 1000;

/**
 * Counts a campaign's answers. Labels are never taken back and a truth stays, so each is counted once: what is asked for is only
 * what came since.
 */
export function answerCounter({ db }: Context): (campaign: Hex, mark: Mark) => Promise<AnswerCount[]> {
  const kept = new Map<Hex, Promise<Kept>>();
  const add = async (before: Kept, campaign: Hex, mark: Mark): Promise<Kept> => {
    const { upTo } = before;
    const [labels, truths] = await Promise.all([
      mark.number > upTo.number
        ? countAnswers(
            sql`select label::jsonb -> 'body' body from labels join batches on batches.id = labels.batch
            where campaign = ${campaign} and number >= ${upTo.number} and number < ${mark.number} and state <> 'refused'`,
          ).execute(db)
        : { rows: [] },
      mark.epoch > upTo.epoch
        ? countAnswers(
            sql`select truth::jsonb body from truths t join epochs e on e.epoch = t.epoch and e.state = 'active'
            where campaign = ${campaign} and t.epoch > ${upTo.epoch} and t.epoch <= ${mark.epoch} and not exists (
              select from truths o join epochs u on u.epoch = o.epoch and u.state = 'active'
              where o.campaign = t.campaign and o.task = t.task and o.epoch < t.epoch)`,
          ).execute(db)
        : { rows: [] },
    ]);
    const counts = new Map(before.counts);
    for (const [what, rows] of [['labels', labels.rows] as const, ['tasks', truths.rows] as const])
      for (const { question, kind, option, count } of rows) {
        const name = `${question} ${kind} ${option ?? ''}`;
        const known = counts.get(name) ?? { question, kind, option, labels: 0, tasks: 0 };
        counts.set(name, { ...known, [what]: known[what] + count });
      }
    const later = {
      epoch: Math.max(upTo.epoch, mark.epoch),
      number: Math.max(upTo.number, mark.number),
    };
    return { upTo: later, counts };
  };
  return async (campaign, mark) => {
    const before =
      kept.get(campaign) ?? Promise.resolve({ upTo: { epoch: 0, number: 0 }, counts: new Map() });
    const next = before.then((known) => add(known, campaign, mark));
    kept.delete(campaign);
    // One that fails is asked again from where the last good one was.
    kept.set(
      campaign,
      next.catch(() => before),
    );
    const [oldest] = kept.keys();
    if (kept.size > mostCampaigns && oldest !== undefined) kept.delete(oldest);
    return [...(await next).counts.values()];
  };
}

/** @param bodies rows with a body as jsonb */
const countAnswers = (bodies: ReturnType<typeof sql>) =>
  sql<{ question: string; kind: string; option: string | null; count: number }>`
    select said.key question, said.value ->> 'kind' kind, chosen.option, count(*) count
    from (${bodies}) given, jsonb_each(given.body) said
    left join lateral jsonb_array_elements_text(said.value -> 'chosen') chosen (option) on true
    group by 1, 2, 3`;
