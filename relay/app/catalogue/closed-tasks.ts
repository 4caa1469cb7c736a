import { sql } from 'kysely';
import { filterWidth } from '../../../lib/protocol/api/task-filter.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import type { Context } from '../../context.ts';

/** A filter of the tasks that take no more labels, or rest, for each campaign that is not over. Put together where they stand. */
export async function closedTasks({ db, now }: Pick<Context, 'db' | 'now'>): Promise<Map<Hex, string>> {
  const { rows } = await sql<{
    campaign: Hex;
    closed: string;
  }>`select campaign, closed from campaigns c, lateral (
      select string_agg(distinct word, '' order by word) closed from (
        select ${wordOf} word from tasks where campaign = c.campaign
        union all select ${wordOf} from rests where campaign = c.campaign and until > ${now()}) words) filters
    where chain_state = 'active' and final_epoch is null and closed is not null`.execute(db);
  return new Map(rows.map(({ campaign, closed }) => [campaign, closed]));
}

/** As `taskFilterOf` has it, in the order of the digits' codes. */
const wordOf = sql`encode(substr(task, 1, ${filterWidth / 2}), 'hex') collate "C"`;
