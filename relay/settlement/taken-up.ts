import { sql, type Transaction } from 'kysely';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { type CampaignFile, campaignFile, type StatementEntry } from '../../lib/protocol/ledger/statement.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { canonicalText } from '../../lib/protocol/signed/canonical.ts';
import type { Context } from '../context.ts';
import { insertMany } from '../db/insert-many.ts';
import type { FindingsTable } from '../db/settlement-tables.ts';
import type { Tables } from '../db/tables.ts';
import { readFileText } from './files.ts';
import { writePriors } from './priors.ts';

/**
 * An epoch that was dropped is active after all: what dropping it forgot is read again from its files, as verification
 * reads it. What a later epoch found that was cut without it goes, as that epoch will.
 */
export async function takeUpAgain(
  context: Pick<Context, 'termsOf'>,
  trx: Transaction<Tables>,
  epoch: number,
  entries: readonly StatementEntry[],
): Promise<void> {
  await trx.deleteFrom('findings').where('epoch', '>', epoch).execute();
  await trx.deleteFrom('priors').where('epoch', '>', epoch).execute();
  for (const { campaign, file: hash } of entries) {
    const file = await readCampaignFile(trx, hash);
    const { terms_hash } = await trx
      .selectFrom('campaigns')
      .select('terms_hash')
      .where('campaign', '=', campaign)
      .executeTakeFirstOrThrow();
    const terms = await context.termsOf(trx, campaign, terms_hash);
    if (terms !== undefined && terms.policy.redundancy.max > 1)
      await insertMany(trx, 'findings', await foundBy(trx, file));
    await writePriors(trx, campaign, file.sums, epoch);
    await trx
      .updateTable('golds')
      .set({ opened_epoch: epoch })
      .where('campaign', '=', campaign)
      .where('epoch', '<', epoch)
      .where((is) => is.or([is('opened_epoch', 'is', null), is('opened_epoch', '>', epoch)]))
      .where(sql<boolean>`ref = any(${file.golds.opened.map(({ ref }) => ref)}::text[])`)
      .execute();
    for (const row of file.rows) {
      if (row.state === 'held' || row.appeal === undefined) continue;
      const { number, index, appeal } = row;
      await sql`with decided as (
          update appeals a set outcome = ${appeal.outcome}, decided_epoch = ${epoch} from batches b
          where b.campaign = ${campaign} and b.number = ${number} and a.batch = b.id and a.position = ${index}
          returning a.batch, a.position)
        update reopened r set closed_epoch = ${epoch} from decided join labels l using (batch, position)
        where r.task = l.task and (r.closed_epoch is null or r.closed_epoch > ${epoch})`.execute(trx);
    }
  }
}

async function readCampaignFile(trx: Transaction<Tables>, hash: Hex): Promise<CampaignFile> {
  const read = parseJson(campaignFile, (await readFileText(trx, hash)) ?? '');
  if (!read.ok) throw new TypeError(`file ${hash}: ${read.detail}`);
  return read.value;
}

/** What the file's rows found of labels that no epoch before has judged; nothing of pages that do not exist. */
async function foundBy(
  trx: Transaction<Tables>,
  { campaign, epoch, rows, golds }: CampaignFile,
): Promise<FindingsTable[]> {
  const { rows: batches } = await sql<{ number: number; key: Hex; epoch: number }>`
    select number, key, epoch from batches where campaign = ${campaign}
    and number = any(${[...new Set(rows.map(({ number }) => number))]}::int8[])`.execute(trx);
  const { rows: before } = await sql<{ name: string }>`
    select number || '/' || position name from findings where campaign = ${campaign}`.execute(trx);
  const { rows: committed } = await sql<{ ref: Hex; epoch: number }>`
    select ref, max(golds.epoch) epoch from golds join epochs e on e.epoch = golds.epoch and e.state = 'active'
    where campaign = ${campaign} and golds.epoch < ${epoch}
    and ref = any(${golds.opened.map(({ ref }) => ref)}::text[]) group by ref`.execute(trx);
  const received = new Map(batches.map((batch) => [batch.number, batch]));
  const known = new Set(before.map(({ name }) => name));
  const since = new Map(committed.map((gold) => [gold.ref, gold.epoch]));
  return rows.flatMap((row): FindingsTable[] => {
    const { number, index: position, ref } = row;
    const judged = row.state === 'held' ? row.judged : row;
    const batch = received.get(number);
    const isMissed = row.state === 'rejected' && row.code === 'no-such-page';
    if (judged?.opened === undefined || batch === undefined || isMissed || known.has(`${number}/${position}`))
      return [];
    const body = canonicalText(judged.opened.body);
    const posterior = canonicalText(judged.posterior);
    const { ppm: score = null, given = null } = judged.score ?? {};
    const on_gold = batch.epoch > (since.get(ref) ?? epoch);
    const { weight = 0 } = judged;
    return [
      {
        campaign,
        number,
        position,
        epoch,
        ref,
        key: batch.key,
        body,
        posterior,
        score,
        given,
        on_gold,
        weight,
      },
    ];
  });
}
