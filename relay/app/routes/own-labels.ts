import type { Handler } from 'hono';
import { type RawBuilder, sql } from 'kysely';
import * as v from 'valibot';
import { parseJson } from '../../../lib/protocol/api/json.ts';
import { type OwnLabel, ownLabel } from '../../../lib/protocol/api/me.ts';
import { bytes32, type Hex } from '../../../lib/protocol/scalar/hex.ts';
import { uint16, uint32 } from '../../../lib/protocol/scalar/integer.ts';
import type { Context } from '../../context.ts';
import type { LabelsTable } from '../../db/tables.ts';
import { ProblemError } from '../../problem-error.ts';
import { jsonAnswer } from '../door.ts';
import { accountOf } from '../session.ts';

/** The most labels of one answer. */
const page = 500;

/** The last row of the answer before: its transaction and its primary key. */
const cursorSchema = v.strictTuple([v.pipe(v.string(), v.regex(/^[0-9]{1,19}$/)), bytes32, uint32, uint16]);
type Cursor = v.InferOutput<typeof cursorSchema>;
type LabelRow = { [Column in keyof LabelsTable]: Column extends 'changed' ? string : LabelsTable[Column] };

/**
 * The account's labels in the order in which they changed. Rows of transactions that may still have older neighbours
 * uncommitted wait (pg_snapshot_xmin), so that a cursor never passes over one.
 */
export const getOwnLabels =
  (context: Context): Handler =>
  async (exchange) => {
    const account = await accountOf(context, exchange);
    const since = exchange.req.query('since') ?? '';
    const cursor = since === '' ? undefined : readCursor(since);
    const { rows } = await select(account, cursor).execute(context.db);
    const shown = rows.slice(0, page);
    const last = shown.at(-1);
    return jsonAnswer(exchange, {
      labels: shown.map(toOwn),
      cursor:
        last === undefined ? since : writeCursor([last.changed, last.campaign, last.number, last.position]),
      more: rows.length > page,
    });
  };

function select(account: Hex, cursor: Cursor | undefined): RawBuilder<LabelRow> {
  const after =
    cursor === undefined
      ? sql`true`
      : sql`(changed, campaign, number, position) > (${cursor[0]}::xid8, ${cursor[1]}, ${cursor[2]}, ${cursor[3]})`;
  return sql<LabelRow>`select * from labels
    where account = ${account} and changed < pg_snapshot_xmin(pg_current_snapshot()) and ${after}
    order by changed, campaign, number, position limit ${page + 1}`;
}

function toOwn(row: LabelRow): OwnLabel {
  const own = {
    batchHash: row.batch_hash,
    number: row.number,
    index: row.position,
    campaign: row.campaign,
    state: row.state,
    epoch: row.state_epoch ?? undefined,
    amount: amountOf(row)?.toString(),
    code: row.code ?? undefined,
    evidence: row.evidence ?? undefined,
  };
  return v.parse(
    ownLabel,
    Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)),
  );
}

/** Reserved while it is not settled, then what it was credited; nothing is owed for a refused one. */
function amountOf({ state, price, credit }: LabelRow): bigint | undefined {
  if (state === 'refused') return undefined;
  return credit ?? price;
}

function readCursor(text: string): Cursor {
  const read = parseJson(cursorSchema, Buffer.from(text, 'base64url').toString());
  if (!read.ok) throw new ProblemError('malformed', 'since: not a cursor of this relay');
  return read.value;
}

const writeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url');
