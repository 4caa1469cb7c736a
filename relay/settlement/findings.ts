import { sql, type Transaction } from 'kysely';
import { body } from '../../lib/protocol/question/body.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { canonicalText } from '../../lib/protocol/signed/canonical.ts';
import type { Policy } from '../../lib/protocol/terms/policy.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import { isMissed } from '../../lib/truth/pay/pay.ts';
import { newestScores, type Score } from '../../lib/truth/pay/quality.ts';
import { mostRemembered, rememberedFrom } from '../../lib/truth/remembered.ts';
import type { Vote } from '../../lib/truth/truth.ts';
import type { FindingsTable } from '../db/settlement-tables.ts';
import { storedAs } from '../db/stored.ts';
import type { Tables } from '../db/tables.ts';
import type { Decided } from './decide.ts';
import type { OpenLabel } from './open-label.ts';

/** What earlier epochs have judged of a campaign, as far back as is remembered. */
export interface Remembered {
  /** The first epoch of it; null when there is none. */
  from: number | null;
  votes: Vote[];
}

const bodyText = storedAs(body);

export async function remembered(trx: Transaction<Tables>, campaign: Hex, terms: Terms): Promise<Remembered> {
  // One label more than are remembered says where to stop: older ones are not read, however many there are.
  const newest = trx
    .selectFrom('findings')
    .select('epoch')
    .where('campaign', '=', campaign)
    .orderBy('epoch', 'desc')
    .limit(mostRemembered(terms.questions) + 1);
  const epochs = await trx
    .selectFrom(newest.as('newest'))
    .select((row) => ['epoch', row.fn.countAll<number>().as('labels')])
    .groupBy('epoch')
    .orderBy('epoch', 'desc')
    .execute();
  const from = rememberedFrom(terms, epochs);
  if (from === null) return { from, votes: [] };
  const rows = await trx
    .selectFrom('findings')
    .select(['ref', 'key', 'body', 'on_gold'])
    .where('campaign', '=', campaign)
    .where('epoch', '>=', from)
    .execute();
  const votes = rows.map(
    (row): Vote => ({ ref: row.ref, key: row.key, body: bodyText(row.body, 'body'), onGold: row.on_gold }),
  );
  return { from, votes };
}

/** The last scores of each of these keys, oldest first, as earlier epochs have found them. */
export async function scoresBefore(
  trx: Transaction<Tables>,
  campaign: Hex,
  keys: readonly Hex[],
): Promise<Map<Hex, Score[]>> {
  const { rows } = await sql<{ key: Hex; score: number; given: number | null; on_gold: boolean }>`
    select asked.key, last.score, last.given, last.on_gold from unnest(${keys}::text[]) asked (key), lateral (
      select score, given, on_gold, epoch, number, position from findings
      where campaign = ${campaign} and findings.key = asked.key and score is not null
      order by epoch desc, number desc, position desc limit ${newestScores}
    ) last order by epoch, number, position`.execute(trx);
  const scores = new Map<Hex, Score[]>(keys.map((key) => [key, []]));
  for (const { key, score, given, on_gold } of rows)
    scores.get(key)?.push({ ppm: score, gold: on_gold, given: given ?? undefined });
  return scores;
}

/** What an epoch found out, where a later one asks for it: of pages that do not exist nobody asks. Should the epoch be dropped, it is forgotten. */
export function* findingRows(
  campaign: Hex,
  { redundancy }: Policy,
  decided: ReadonlyMap<OpenLabel, Decided>,
  epoch: number,
): Generator<FindingsTable, void> {
  if (redundancy.max === 1) return;
  for (const [one, { opened, finding, payment }] of decided) {
    if (one.judged !== null || isMissed(payment)) continue;
    const { number, position, ref, key } = one;
    const found = {
      posterior: canonicalText(finding.posterior),
      score: finding.score,
      given: finding.given,
      on_gold: finding.onGold,
      weight: finding.weight,
    };
    yield { campaign, number, position, epoch, ref, key, body: canonicalText(opened.body), ...found };
  }
}
