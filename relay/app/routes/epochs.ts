import type { Handler } from 'hono';
import type { Context } from '../../context.ts';
import { ProblemError } from '../../problem-error.ts';
import { readFileText } from '../../settlement/files.ts';
import { cachedJson } from '../cached.ts';

/** The statement of an epoch that was cut; whether it is active, pending or revoked is on chain. */
export const getEpoch =
  (context: Context): Handler =>
  async (exchange) => {
    const number = /^[1-9][0-9]{0,8}$/.exec(exchange.req.param('epoch') ?? '')?.[0];
    if (number === undefined) throw new ProblemError('not-found');
    const epoch = await context.db
      .selectFrom('epochs')
      .select('statement_hash')
      .where('epoch', '=', Number(number))
      .executeTakeFirst();
    const hash = epoch?.statement_hash ?? undefined;
    const text = hash === undefined ? undefined : await readFileText(context.db, hash);
    if (hash === undefined || text === undefined) throw new ProblemError('not-found');
    return cachedJson(exchange, text, hash, 'public, max-age=60');
  };
