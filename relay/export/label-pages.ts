import { sql } from 'kysely';
import { labelLine, type Outcome } from '../../lib/formats/lines.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { leafOf } from '../../lib/protocol/signed/leaf.ts';
import type { Context } from '../context.ts';
import type { Mark } from './mark.ts';

export interface Asked {
  campaign: Hex;
  mark: Mark;
  /** Only what was received or settled after this epoch. */
  since: number;
}

/** Rows after a place, in the export's order; empty at its end. A row is a line of JSON and where it stands. */
export type Page<Place> = { line: string; place: Place }[];

/** What a label's row and its batch's say. */
export interface LabelRow {
  number: number;
  position: number;
  label: string;
  task_part: Hex;
  body_part: Hex;
  price: string;
  state: 'received' | 'held' | 'paid' | 'rejected';
  state_epoch: number | null;
  credit: string | null;
  code: string | null;
  evidence: string | null;
  hash: Hex;
  key: Hex;
  epoch: number;
  reported_epoch: number | null;
  posterior: string | null;
}

/** Of labels `l` in batches `b`, with the truth `t` of their tasks. Amounts as text: they go out as they are. */
export const labelColumns = sql`l.number, l.position, l.label, l.task_part, l.body_part, l.price::text price, l.state,
  l.state_epoch, l.credit::text credit, l.code, l.evidence, b.hash, b.key, b.epoch, b.reported_epoch, t.posterior`;

export type LabelPlace = [number: number, position: number];
export const firstLabel: LabelPlace = [-1, -1];

/**
 * Received labels by receipt number and place in the batch. Each page is a query of its own, so that a slow reader holds neither a
 * connection nor a snapshot; the mark is why pages fit together all the same.
 */
export async function labelPage(
  { db, keccak }: Context,
  { campaign, mark, since }: Asked,
  [number, position]: LabelPlace,
  most: number,
): Promise<Page<LabelPlace>> {
  const { rows } = await sql<LabelRow>`select ${labelColumns}
    from labels l join batches b on b.campaign = l.campaign and b.number = l.number
    left join lateral (
      select posterior from truths t
      where t.campaign = l.campaign and t.task = l.task and t.epoch = l.state_epoch limit 1
    ) t on true
    where l.campaign = ${campaign} and (l.number, l.position) > (${number}, ${position}) and l.number < ${mark.number}
      and l.state <> 'refused'
      and (b.epoch > ${since} or (l.state in ('paid', 'rejected') and l.state_epoch > ${since} and l.state_epoch <= ${mark.epoch}))
    order by l.number, l.position limit ${most}`.execute(db);
  return rows.map((row) => ({ line: lineOf(row, mark, keccak), place: [row.number, row.position] }));
}

export const lineOf = (row: LabelRow, mark: Mark, keccak: Context['keccak']): string =>
  labelLine({
    text: row.label,
    number: row.number,
    index: row.position,
    batchHash: row.hash,
    key: row.key,
    leaf: leafOf(row.task_part, row.body_part, keccak),
    price: row.price,
    receivedEpoch: row.epoch,
    outcome: outcomeAt(row, mark.epoch),
  });

/** What the epochs up to one say of a label: later ones may have settled it since. */
function outcomeAt(row: LabelRow, epoch: number): Outcome {
  const settled = row.state === 'paid' || row.state === 'rejected';
  if (!settled || row.state_epoch === null || row.state_epoch > epoch)
    return { state: row.reported_epoch !== null && row.reported_epoch <= epoch ? 'held' : 'received' };
  const said = { settledEpoch: row.state_epoch, posterior: row.posterior ?? '{}' };
  return row.state === 'paid'
    ? { state: 'paid', credit: row.credit ?? '0', ...said }
    : { state: 'rejected', code: row.code ?? '', evidence: row.evidence ?? '', ...said };
}
