import type { Transaction } from 'kysely';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { bytesToHex } from '../../lib/protocol/ledger/bytes.ts';
import { type Body, body } from '../../lib/protocol/question/body.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { canonicalText } from '../../lib/protocol/signed/canonical.ts';
import type { Gold } from '../../lib/protocol/signed/gold.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import { chooseGolds } from '../../lib/truth/choose-golds.ts';
import type { Defer } from '../../lib/truth/settle-tasks.ts';
import type { Inferred } from '../../lib/truth/truth.ts';
import type { Context } from '../context.ts';
import { chunks } from '../db/chunks.ts';
import type { Tables } from '../db/tables.ts';
import type { OpenLabel } from './open-label.ts';

/** Golds of a campaign at a cut. */
export interface KnownGolds {
  /** Committed by an active epoch and not opened: this one opens them and settles their tasks. By ref. */
  opened: ReadonlyMap<Hex, Gold>;
  /** Their truths, and those of earlier golds whose labels are remembered. By ref. */
  truths: ReadonlyMap<Hex, Body>;
  /** Whether a label came after the commitment to its task's truth. */
  isOn(label: Pick<OpenLabel, 'ref' | 'epoch'>): boolean;
}

/** Refs of the tasks of those that are committed to and not opened. */
export async function goldsToOpen(trx: Transaction<Tables>, campaign: Hex): Promise<ReadonlySet<Hex>> {
  const rows = await trx
    .selectFrom('golds')
    .select('ref')
    .where('campaign', '=', campaign)
    .where('opened_epoch', 'is', null)
    .execute();
  return new Set(rows.map(({ ref }) => ref));
}

/** Later than any. */
const noEpoch = 2 ** 31 - 1;

/** @param from the first epoch of which labels are remembered */
export async function knownGolds(
  trx: Transaction<Tables>,
  campaign: Hex,
  from: number | null,
): Promise<KnownGolds> {
  const rows = await trx
    .selectFrom('golds')
    .innerJoin('epochs', 'epochs.epoch', 'golds.epoch')
    .selectAll('golds')
    .where('campaign', '=', campaign)
    .where('state', '=', 'active')
    .where((row) => row.or([row('opened_epoch', 'is', null), row('opened_epoch', '>=', from ?? noEpoch)]))
    .orderBy('ref')
    .execute();
  const opened = new Map<Hex, Gold>();
  const truths = new Map<Hex, Body>();
  const since = new Map<Hex, number>();
  for (const { ref, truth, salt, epoch, opened_epoch: before } of rows) {
    const read = parseJson(body, truth);
    if (!read.ok) throw new TypeError(`gold in the database: ${read.detail}`);
    truths.set(ref, read.value);
    if (before !== null) continue;
    opened.set(ref, { ref, truth: read.value, salt });
    since.set(ref, epoch);
  }
  return { opened, truths, isOn: ({ ref, epoch }) => epoch > (since.get(ref) ?? noEpoch) };
}

/**
 * Puts some of the sure tasks off as golds: whoever knew which would know where to be careful. Only where people are paid by
 * their work, and only while more labels can come.
 */
export function deferSome(
  { randomBytes }: Pick<Context, 'randomBytes'>,
  { policy }: Terms,
  open: readonly OpenLabel[],
  isOpen: boolean,
): Defer {
  if (policy.pay === 'flat' || !isOpen) return () => [];
  const counts = new Map<Hex, number>();
  for (const { ref, judged } of open) if (judged === null) counts.set(ref, (counts.get(ref) ?? 0) + 1);
  return (sure) => chooseGolds(policy, sure, counts, () => randomBytes(1)[0]! / 256);
}

/** What the deferred tasks are, with salts: nobody can try which truth is committed to. */
export const goldsOf = (
  { randomBytes }: Pick<Context, 'randomBytes'>,
  deferred: ReadonlyMap<Hex, Inferred>,
): Gold[] => [...deferred].map(([ref, { truth }]) => ({ ref, truth, salt: bytesToHex(randomBytes(16)) }));

/** Keeps what a statement opens and commits to. Should its epoch be dropped, what it opened waits for the next. */
export async function writeGolds(
  trx: Transaction<Tables>,
  campaign: Hex,
  { opened, committed }: { opened: readonly Gold[]; committed: readonly Gold[] },
  epoch: number,
): Promise<void> {
  for (const some of chunks(opened))
    await trx
      .updateTable('golds')
      .set({ opened_epoch: epoch })
      .where('campaign', '=', campaign)
      .where(
        'ref',
        'in',
        some.map(({ ref }) => ref),
      )
      .where('opened_epoch', 'is', null)
      .execute();
  for (const some of chunks(committed))
    await trx
      .insertInto('golds')
      .values(
        some.map(({ ref, truth, salt }) => ({
          campaign,
          epoch,
          ref,
          truth: canonicalText(truth),
          salt,
          opened_epoch: null,
        })),
      )
      .execute();
}
