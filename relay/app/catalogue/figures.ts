import { sql } from 'kysely';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import type { Context } from '../../context.ts';

/** What a campaign's labels add up to. */
export interface Figures {
  campaign: Hex;
  labels: number;
  /** Refused, or settled at 0. */
  lost: number;
  /** Median active time of the received ones; null when there are none. */
  median_ms: number | null;
}

/** Seconds that figures may be old: they go over all labels, and nobody waits for them. */
const life = 60;

/** Figures of all campaigns with labels, counted at most once a minute. */
export function figuresReader({ db, now }: Context): () => Promise<Map<Hex, Figures>> {
  let kept = new Map<Hex, Figures>();
  let countedAt = 0;
  return async () => {
    if (now() < countedAt + life) return kept;
    const { rows } = await sql<Figures>`select campaign, count(*) labels,
      count(*) filter (where state in ('refused', 'rejected')) lost,
      percentile_disc(0.5) within group (order by active_ms) filter (where state <> 'refused') median_ms
      from labels join batches on batches.id = labels.batch group by campaign`.execute(db);
    kept = new Map(rows.map((row) => [row.campaign, row]));
    countedAt = now();
    return kept;
  };
}

/** Tasks that take no more labels, or rest, of campaigns that are not over, in the order of their ids. */
export async function closedTasks({ db, now }: Pick<Context, 'db' | 'now'>): Promise<Map<Hex, Hex[]>> {
  const { rows } = await sql<{ campaign: Hex; task: Hex }>`select campaign, t.task
    from campaigns c join (
      select task, campaign from tasks union select task, campaign from rests where until > ${now()}) t using (campaign)
    where c.chain_state = 'active' and c.final_epoch is null order by t.task`.execute(db);
  const tasks = new Map<Hex, Hex[]>();
  for (const { campaign, task } of rows) {
    const known = tasks.get(campaign);
    if (known === undefined) tasks.set(campaign, [task]);
    else known.push(task);
  }
  return tasks;
}
