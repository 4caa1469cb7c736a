import type { Handler } from 'hono';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { soon } from '../../soon.ts';

/** The process is up. */
export const getHealth: Handler = (exchange) => exchange.json({ ok: true });

/** The process can do its work: the database answers, and a node of its own chain. */
export const getReady = (context: Context): Handler => {
  // Anybody may ask: of the node, whose answers are counted, no more than one question a second.
  let asked = { at: Number.NEGATIVE_INFINITY, chain: Promise.resolve(false) };
  const chainAnswers = () => {
    const at = performance.now();
    if (at - asked.at >= 1000) {
      const chain = context.chain.client.getChainId().then((id) => id === context.chain.chainId);
      asked = { at, chain: answers(chain) };
    }
    return asked.chain;
  };
  return async (exchange) => {
    const [database, chain] = await Promise.all([
      answers(sql`select 1`.execute(context.db).then(() => true)),
      chainAnswers(),
    ]);
    return exchange.json({ database, chain }, database && chain ? 200 : 503);
  };
};

const answers = (question: Promise<boolean>): Promise<boolean> => soon(question).catch(() => false);
