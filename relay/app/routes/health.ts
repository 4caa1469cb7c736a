import type { Handler } from 'hono';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { soon } from '../../soon.ts';

/** The process is up. */
export const getHealth: Handler = (exchange) => exchange.json({ ok: true });

/** The process can do its work: database and chain answer. */
export const getReady =
  (context: Context): Handler =>
  async (exchange) => {
    const [database, chain] = await Promise.all([
      answers(sql`select 1`.execute(context.db)),
      answers(context.chain.client.getChainId()),
    ]);
    return exchange.json({ database, chain }, database && chain ? 200 : 503);
  };

const answers = (question: Promise<unknown>): Promise<boolean> =>
  soon(question).then(
    () => true,
    () => false,
  );
