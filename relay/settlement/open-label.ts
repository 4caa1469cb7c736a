import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { label, type Opened } from '../../lib/protocol/label/label.ts';
import type { MissedPage } from '../../lib/protocol/label/missed-page.ts';
import { hexToBytes } from '../../lib/protocol/ledger/bytes.ts';
import { posterior } from '../../lib/protocol/ledger/statement.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { openedOf } from '../../lib/protocol/signed/leaf.ts';
import { storedAs } from '../db/stored.ts';
import type { Tables } from '../db/tables.ts';

/** What the settlement of its task found out about a label. */
export interface Finding {
  /** Per question, in parts per million. */
  posterior: Record<string, number>;
  /** In parts per million; null where the others say too little. */
  score: number | null;
  /** The same by a gold of the requester's; null where none counts. */
  given: number | null;
  onGold: boolean;
  /** What it owns of the dataset once it is paid; 0 for nothing. */
  weight: number;
}

/** What the relay has found of a labeled page. */
export interface PageFound extends MissedPage {
  outcome: 'exists' | 'gone' | 'unknown';
}

/** A received label that is not settled, as an epoch's cut finds it. */
export interface OpenLabel {
  number: number;
  position: number;
  key: Hex;
  payTo: Hex;
  task: Hex;
  /** The task's name in public files. */
  ref: Hex;
  /** Whether it was given after its task was opened again: it decides an appeal. */
  again: boolean;
  taskPart: Hex;
  bodyPart: Hex;
  price: bigint;
  acceptBy: number;
  /** Whether an active epoch's statement has a row of it already. */
  reported: boolean;
  /** The epoch that its receipt names. */
  epoch: number;
  /** Whether its task was settled by a statement that did not become active. */
  closed: boolean;
  /** What looks at its page have found; null before, and where nobody looks. */
  page: PageFound | null;
  /** What an active epoch found when it settled the task: the label waits for evidence of its key's work. */
  judged: Finding | null;
  /** The label as it was sent. */
  text: string;
}

/** HMAC-SHA256 under the campaign's secret of the task, or of the task and a byte: names no page to whoever has not the secret (P13). */
const hmac = (key: KeyObject, of: Hex): Hex =>
  `0x${createHmac('sha256', key).update(hexToBytes(of)).digest('hex')}`;
const keyOf = (secret: Hex): KeyObject => createSecretKey(hexToBytes(secret));

/** The names of a campaign's tasks in its public files; each is made once. */
export function refsOf(secret: Hex): (task: Hex) => Hex {
  const key = keyOf(secret);
  const refs = new Map<Hex, Hex>();
  return (task) => {
    const known = refs.get(task) ?? hmac(key, task);
    refs.set(task, known);
    return known;
  };
}

/** The name of a task that was opened again: until an appeal is decided nobody can tell that it is the same one. */
export const againRefOf = (secret: Hex, task: Hex): Hex => hmac(keyOf(secret), `${task}01`);

/** What labels of a batch have in common, of each batch of these labels once; by its id. */
export async function batchesOf(trx: Transaction<Tables>, labels: readonly { batch: number }[]) {
  const ids = [...new Set(labels.map(({ batch }) => batch))];
  const find = trx
    .selectFrom('batches')
    .select(['id', 'number', 'key', 'pay_to', 'price', 'accept_by', 'epoch'])
    .where(sql<boolean>`id = any(${ids}::int8[])`);
  const batches = ids.length === 0 ? [] : await find.execute();
  return new Map(batches.map((one) => [one.id, one]));
}

type SharedByBatch = NonNullable<ReturnType<Awaited<ReturnType<typeof batchesOf>>['get']>>;

/** A campaign's labels with all that a row says of them beside what their batch says, by receipt number and position. */
export const selectLabels = (trx: Transaction<Tables>, campaign: Hex) =>
  trx
    .selectFrom('labels')
    .innerJoin('batches', 'batches.id', 'labels.batch')
    .leftJoin('tasks', 'tasks.task', 'labels.task')
    .leftJoin('reopened', 'reopened.task', 'labels.task')
    .leftJoin('confirmations', 'confirmations.task', 'labels.task')
    // Looked up by its whole key, for each label. As a plain join it was at times looked for by campaign and position alone, among
    // the findings of every batch that the campaign ever had: the longer one lived, the longer its epochs took to cut.
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('findings')
          .select(['posterior', 'score', 'given', 'on_gold', 'weight'])
          .whereRef('findings.campaign', '=', 'batches.campaign')
          .whereRef('findings.number', '=', 'batches.number')
          .whereRef('findings.position', '=', 'labels.position')
          .limit(1)
          .as('findings'),
      (on) => on.onTrue(),
    )
    .select([
      'labels.batch',
      'labels.position',
      'labels.task',
      'labels.task_part',
      'labels.body_part',
      'labels.state',
      'findings.posterior',
      'findings.score',
      'findings.given',
      'findings.on_gold',
      'findings.weight',
      'labels.label',
      'tasks.closed',
      'reopened.from_number',
      'confirmations.outcome',
      'confirmations.missed',
      'confirmations.status',
      'confirmations.first_missed',
      'confirmations.last_missed',
    ])
    .where('batches.campaign', '=', campaign)
    .orderBy('batches.number')
    .orderBy('labels.position');

type SelectedLabel = Awaited<ReturnType<ReturnType<typeof selectLabels>['execute']>>[number];

export function openLabelOf(
  row: SelectedLabel,
  batch: SharedByBatch,
  secret: Hex,
  refOf = refsOf(secret),
): OpenLabel {
  const again = row.from_number !== null && batch.number >= row.from_number;
  return {
    number: batch.number,
    position: row.position,
    key: batch.key,
    payTo: batch.pay_to,
    task: row.task,
    ref: again ? againRefOf(secret, row.task) : refOf(row.task),
    again,
    taskPart: row.task_part,
    bodyPart: row.body_part,
    price: batch.price,
    acceptBy: batch.accept_by,
    reported: row.state === 'held',
    epoch: batch.epoch,
    closed: row.closed ?? false,
    page: pageOf(row),
    judged:
      row.posterior === null
        ? null
        : {
            posterior: readPosterior(row.posterior),
            score: row.score,
            given: row.given,
            onGold: row.on_gold ?? false,
            weight: row.weight ?? 0,
          },
    text: row.label ?? '',
  };
}

function pageOf({ outcome, ...row }: SelectedLabel): PageFound | null {
  if (outcome === null) return null;
  const [first, last] = [row.first_missed ?? 0, row.last_missed ?? 0];
  return { outcome, looks: row.missed ?? 0, status: row.status ?? 0, first, last };
}

const posteriorText = storedAs(posterior);
const labelText = storedAs(label);

const readPosterior = (text: string): Record<string, number> => posteriorText(text, 'posterior');

/** What a label says. Its target, of which nobody asks and which is most of it, is not kept. */
export const readOpened = ({ text, number, position }: OpenLabel): Opened =>
  openedOf(labelText(text, () => `label ${number}/${position}`));
