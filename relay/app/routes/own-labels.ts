import type { Handler } from 'hono';
import { type RawBuilder, sql } from 'kysely';
import * as v from 'valibot';
import { parseJson } from '../../../lib/protocol/api/json.ts';
import { type OwnLabel, ownLabel } from '../../../lib/protocol/api/me.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { integer } from '../../../lib/protocol/scalar/integer.ts';
import type { Context } from '../../context.ts';
import type { BatchesTable, LabelsTable } from '../../db/tables.ts';
import { toDisk } from '../../db/to-disk.ts';
import { accountsAsOne } from '../../ingest/linked-accounts.ts';
import { ProblemError } from '../../problem-error.ts';
import { jsonAnswer } from '../door.ts';
import { accountOf } from '../session.ts';

/** Labels of one answer, and no further batch; the last one may go over it. */
const page = 500;

const transaction = v.pipe(v.string(), v.regex(/^[0-9]{1,19}$/));
const id = integer(0, Number.MAX_SAFE_INTEGER);
/**
 * The last batch of the answer before: the transaction that changed it, and its id; and how many accounts counted as one
 * then, which is not in a cursor of before there were any.
 */
const cursorSchema = v.union([
  v.strictTuple([transaction, id]),
  v.strictTuple([transaction, id, integer(1, 1000)]),
]);
type Cursor = v.InferOutput<typeof cursorSchema>;
type LabelRow = Pick<
  LabelsTable,
  'batch' | 'position' | 'state' | 'state_epoch' | 'credit' | 'code' | 'evidence'
>;
type BatchRow = Pick<BatchesTable, 'hash' | 'number' | 'campaign' | 'price' | 'count'> & {
  id: number;
  changed: string;
};

/**
 * The account's labels, batch by batch, in the order in which the batches or a label of them changed. Those of
 * transactions that may still have older neighbours uncommitted wait (pg_snapshot_xmin), so that a cursor never passes
 * over one. Once the account is linked to another one, a cursor of before begins anew.
 */
export const getOwnLabels =
  (context: Context): Handler =>
  async (exchange) => {
    const { accounts } = await accountsAsOne(context.db, await accountOf(context, exchange));
    const since = exchange.req.query('since') ?? '';
    const cursor = since === '' ? undefined : readCursor(since);
    const { rows } = await batchesAfter(accounts, cursor).execute(context.db);
    if (rows.length > 0) await toDisk(context.db);
    let labels = 0;
    const enough = rows.findIndex(({ count }) => {
      labels += count;
      return labels >= page;
    });
    const shown = enough === -1 ? rows : rows.slice(0, enough + 1);
    const last = shown.at(-1);
    return jsonAnswer(exchange, {
      labels: await labelsOf(context, shown),
      cursor: last === undefined ? since : writeCursor([last.changed, last.id, accounts.length]),
      more: rows.length > shown.length,
    });
  };

function batchesAfter(accounts: readonly Hex[], cursor: Cursor | undefined): RawBuilder<BatchRow> {
  const after =
    cursor === undefined || (cursor[2] ?? 1) !== accounts.length
      ? sql`true`
      : sql`(changed, id) > (${cursor[0]}::xid8, ${cursor[1]}::int8)`;
  return sql<BatchRow>`select id, changed, hash, number, campaign, price, count from batches
    where account = any(${accounts}) and changed < pg_snapshot_xmin(pg_current_snapshot()) and ${after}
    order by changed, id limit ${page + 1}`;
}

async function labelsOf({ db }: Context, batches: readonly BatchRow[]): Promise<OwnLabel[]> {
  if (batches.length === 0) return [];
  const rows = await db
    .selectFrom('labels')
    .select(['batch', 'position', 'state', 'state_epoch', 'credit', 'code', 'evidence'])
    .where(
      'batch',
      'in',
      batches.map(({ id }) => id),
    )
    .orderBy('position')
    .execute();
  const labels = Map.groupBy(rows, ({ batch }) => batch);
  return batches.flatMap((batch) => (labels.get(batch.id) ?? []).map((label) => toOwn(batch, label)));
}

function toOwn({ hash, number, campaign, price }: BatchRow, row: LabelRow): OwnLabel {
  const own = {
    batchHash: hash,
    number,
    index: row.position,
    campaign,
    state: row.state,
    epoch: row.state_epoch ?? undefined,
    amount: row.state === 'refused' ? undefined : (row.credit ?? price).toString(),
    code: row.code ?? undefined,
    evidence: row.evidence ?? undefined,
  };
  return v.parse(
    ownLabel,
    Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)),
  );
}

function readCursor(text: string): Cursor {
  const read = parseJson(cursorSchema, Buffer.from(text, 'base64url').toString());
  if (!read.ok) throw new ProblemError('malformed', 'since: not a cursor of this relay');
  return read.value;
}

const writeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url');
