import { sql, type Transaction } from 'kysely';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { body } from '../../lib/protocol/question/body.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Policy } from '../../lib/protocol/terms/policy.ts';
import type { Score } from '../../lib/truth/pay/quality.ts';
import { newestScores } from '../../lib/truth/pay/quality.ts';
import { rememberedFrom } from '../../lib/truth/remembered.ts';
import type { Vote } from '../../lib/truth/truth.ts';
import type { Tables } from '../db/tables.ts';
import { refOf } from './open-label.ts';

/** What active epochs have judged of a campaign, as far back as is remembered. */
export interface Remembered {
  /** The first epoch of it; null when there is none. */
  from: number | null;
  votes: Vote[];
}

export async function remembered(
  trx: Transaction<Tables>,
  campaign: Hex,
  secret: Hex,
  policy: Policy,
): Promise<Remembered> {
  const epochs = await trx
    .selectFrom('labels')
    .innerJoin('batches', 'batches.id', 'labels.batch')
    .select((row) => ['judged_epoch as epoch', row.fn.countAll<number>().as('labels')])
    .where('batches.campaign', '=', campaign)
    .where('judged_epoch', 'is not', null)
    .groupBy('judged_epoch')
    .orderBy('judged_epoch', 'desc')
    .execute();
  const from = rememberedFrom(
    policy,
    epochs.map(({ epoch, labels }) => ({ epoch: epoch ?? 0, labels })),
  );
  if (from === null) return { from, votes: [] };
  const { rows } = await sql<{ task: Hex; key: Hex; body: string; on_gold: boolean }>`
    select task, key, (label::json -> 'body')::text body, on_gold
    from labels join batches on batches.id = labels.batch
    where campaign = ${campaign} and judged_epoch >= ${from}`.execute(trx);
  const refs = new Map<Hex, Hex>();
  const votes = rows.map((row): Vote => {
    const ref = refs.get(row.task) ?? refOf(secret, row.task);
    refs.set(row.task, ref);
    const read = parseJson(body, row.body);
    if (!read.ok) throw new TypeError(`body in the database: ${read.detail}`);
    return { ref, key: row.key, body: read.value, onGold: row.on_gold };
  });
  return { from, votes };
}

/** The last scores of each of these keys, oldest first, as active epochs have found them. */
export async function scoresBefore(
  trx: Transaction<Tables>,
  campaign: Hex,
  keys: readonly Hex[],
): Promise<Map<Hex, Score[]>> {
  const { rows } = await sql<{ key: Hex; score: number; on_gold: boolean }>`
    select asked.key, last.score, last.on_gold from unnest(${keys}::text[]) asked (key), lateral (
      select score, on_gold, judged_epoch, number, position from batches join labels on labels.batch = batches.id
      where campaign = ${campaign} and batches.key = asked.key and score is not null
      order by judged_epoch desc, number desc, position desc limit ${newestScores}
    ) last order by judged_epoch, number, position`.execute(trx);
  const scores = new Map<Hex, Score[]>(keys.map((key) => [key, []]));
  for (const { key, score, on_gold } of rows) scores.get(key)?.push({ ppm: score, gold: on_gold });
  return scores;
}
