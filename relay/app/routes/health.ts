import type { Handler } from 'hono';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { soon } from '../../soon.ts';

/** The process is up. */
export const getHealth: Handler = (exchange) => exchange.json({ ok: true });

/** The process can do its work: the database answers, and a node of its own chain. */
export const getReady =
  (context: Context): Handler =>
  async (exchange) => {
    const [database, chain] = await Promise.all([
      answers(sql`select 1`.execute(context.db).then(() => true)),
      answers(context.chain.client.getChainId().then((id) => id === context.chain.chainId)),
    ]);
    return exchange.json({ database, chain }, database && chain ? 200 : 503);
  };

const answers = (question: Promise<boolean>): Promise<boolean> => soon(question).catch(() => false);
