import { sql, type Transaction } from 'kysely';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.ts';
import type { Decisions } from './decide.ts';
import type { FoundLabels } from './find-labels.ts';

/** An open task that the catalogue calls closed until then. Who labels it nevertheless is received. */
export interface Rest {
  task: Hex;
  /** Seconds. */
  until: number;
}

/** Of the tasks that wait so many rest for each rejected label that its task speaks against; and one in so many at most. */
const perAppeal = 2;
const atMost = 4;

/**
 * A task that an appeal opens again is one that was closed before, as anybody sees who keeps old catalogues. So for each
 * label that could be appealed some tasks that wait for labels are called closed, by chance, and open again at a time up to
 * the middle of the way to their promise: of the tasks that open again most are common ones.
 */
export function restsOf(
  { randomBytes }: Pick<Context, 'randomBytes'>,
  { open, waiting }: Pick<FoundLabels, 'open' | 'waiting'>,
  { labels: decided, deferred }: Pick<Decisions, 'labels' | 'deferred'>,
  cut: number,
): Rest[] {
  const contradicted = [...decided.values()].filter(
    ({ payment, finding: { score, given } }) =>
      payment.state === 'rejected' && ((score ?? 0) < 0 || (given ?? 0) < 0),
  );
  if (contradicted.length === 0) return [];
  const promised = new Map(
    waiting.flatMap(({ task, acceptBy, isClosed }) => (isClosed ? [] : [[task, acceptBy]])),
  );
  for (const { task, acceptBy, judged } of open)
    if (judged === null) promised.set(task, Math.min(promised.get(task) ?? acceptBy, acceptBy));
  for (const one of open) if (decided.has(one) || deferred.has(one.ref)) promised.delete(one.task);
  const tasks = [...promised].map(([task, acceptBy]) => {
    const bytes = Buffer.from(randomBytes(8));
    const until = cut + Math.floor(((acceptBy - cut) / 2) * (bytes.readUInt32BE(4) / 2 ** 32));
    return { task, lot: bytes.readUInt32BE(0), until };
  });
  const most = Math.min(perAppeal * contradicted.length, Math.floor(tasks.length / atMost));
  return tasks
    .sort((a, b) => a.lot - b.lot)
    .slice(0, most)
    .map(({ task, until }) => ({ task, until }));
}

/** Only the newest rests of a campaign are kept: whoever was resting opens at the latest with the next ones. */
export async function writeRests(
  trx: Transaction<Tables>,
  campaign: Hex,
  rests: readonly Rest[],
): Promise<void> {
  if (rests.length === 0) return;
  await trx.deleteFrom('rests').where('campaign', '=', campaign).execute();
  await sql`insert into rests select decode(substr(task, 3), 'hex'), ${campaign}, until
    from unnest(${rests.map(({ task }) => task)}::text[], ${rests.map(({ until }) => until)}::int8[]) given (task, until)`.execute(
    trx,
  );
}
