import { sql, type Transaction } from 'kysely';
import type { AppealOutcome } from '../../lib/protocol/label/appealed.ts';
import type { LabelRow } from '../../lib/protocol/ledger/statement.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { appealOutcome } from '../../lib/truth/appeal.ts';
import type { Inferred } from '../../lib/truth/truth.ts';
import type { Tables } from '../db/tables.ts';
import type { Situation } from './decide.ts';
import { labelRowOf } from './label-row.ts';
import {
  againRefOf,
  batchesOf,
  type OpenLabel,
  openLabelOf,
  readOpened,
  selectLabels,
} from './open-label.ts';

/** An appeal that no active epoch has decided. */
export interface OpenAppeal {
  label: OpenLabel;
  evidence: string;
  signature: Hex;
  /** The ref of the task as it is labeled again, and by when the first label must have come. */
  ref: Hex;
  until: number;
}

export interface DecidedAppeal extends OpenAppeal {
  outcome: AppealOutcome;
}

export async function openAppeals(
  trx: Transaction<Tables>,
  campaign: Hex,
  secret: Hex,
): Promise<OpenAppeal[]> {
  const found = await trx
    .selectFrom('appeals')
    .select('batch')
    .where('campaign', '=', campaign)
    .where('decided_epoch', 'is', null)
    .execute();
  if (found.length === 0) return [];
  const rows = await selectLabels(trx, campaign)
    // Looked up for each label: as a plain join each label was compared with every appeal.
    .innerJoinLateral(
      (from) =>
        from
          .selectFrom('appeals')
          .select(['appeals.evidence', 'appeals.signature'])
          .whereRef('appeals.batch', '=', 'labels.batch')
          .whereRef('appeals.position', '=', 'labels.position')
          .where('decided_epoch', 'is', null)
          .limit(1)
          .as('appealed'),
      (on) => on.onTrue(),
    )
    .select(['appealed.evidence', 'appealed.signature', 'reopened.until'])
    .where(sql<boolean>`batches.id = any(${found.map(({ batch }) => batch)}::int8[])`)
    .execute();
  const batches = await batchesOf(trx, rows);
  return rows.map((row) => ({
    label: openLabelOf(row, batches.get(row.batch)!, secret),
    evidence: row.evidence,
    signature: row.signature,
    ref: againRefOf(secret, row.task),
    until: row.until ?? 0,
  }));
}

/**
 * Decides the appeals whose tasks those who label them again have judged, now or before; and those to which nobody came in
 * time, or can come any more.
 *
 * @param tasks all that this epoch judges, with what is remembered
 * @param truths of tasks that this epoch settles
 */
export function decideAppeals(
  { terms, open, before, appeals, dueBy, isOpen }: Situation,
  tasks: ReadonlyMap<Hex, Inferred>,
  truths: ReadonlyMap<Hex, Inferred>,
): DecidedAppeal[] {
  const waiting = new Set(
    open.flatMap(({ ref, judged }) => (judged === null && !truths.has(ref) ? [ref] : [])),
  );
  const labelsOf = (ref: Hex) =>
    before.filter((vote) => vote.ref === ref).length +
    open.filter((one) => one.ref === ref && one.judged === null && truths.has(ref)).length;
  return appeals.flatMap((appeal): DecidedAppeal[] => {
    const { label, ref, until } = appeal;
    const labels = waiting.has(ref) ? 0 : labelsOf(ref);
    if (waiting.has(ref) || (labels === 0 && until > dueBy && isOpen)) return [];
    const truth = tasks.get(ref)?.truth;
    const again = truth === undefined ? undefined : { truth, labels };
    return [{ ...appeal, outcome: appealOutcome(terms, readOpened(label).body, again) }];
  });
}

/** What the campaign's file says of the appealed label: all that it said before, and what became of the appeal. */
export function appealRow({ label, evidence, signature, ref, outcome }: DecidedAppeal): LabelRow {
  const { judged: finding, price } = label;
  if (finding === null) throw new TypeError(`label ${label.number}/${label.position} was never judged`);
  const row = labelRowOf(label, {
    opened: readOpened(label),
    finding,
    payment:
      outcome === 'won'
        ? { state: 'paid', credit: price }
        : { state: 'rejected', code: 'below-guess', evidence },
  });
  return row.state === 'held' ? row : { ...row, appeal: { outcome, ref, signature } };
}

/** Keeps what a statement decides. Should its epoch be dropped, the appeals wait for the next. */
export async function writeAppeals(
  trx: Transaction<Tables>,
  campaign: Hex,
  decided: readonly DecidedAppeal[],
  epoch: number,
): Promise<void> {
  for (const { label, outcome } of decided) {
    await sql`update appeals a set outcome = ${outcome}, decided_epoch = ${epoch} from batches b
      where b.campaign = ${campaign} and b.number = ${label.number} and a.batch = b.id and a.position = ${label.position}`.execute(
      trx,
    );
    await sql`update reopened set closed_epoch = coalesce(closed_epoch, ${epoch})
      where task = decode(substr(${label.task}, 3), 'hex')`.execute(trx);
  }
}
