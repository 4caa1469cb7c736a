import type { Handler } from 'hono';
import type { RelayInfo } from '../../../lib/protocol/api/relay.ts';
import type { Context } from '../../context.ts';
import { jsonAnswer } from '../door.ts';

/** What this relay serves. */
export const getRelay =
  (context: Context): Handler =>
  async (exchange) => {
    const { epoch, receipt_key: receiptKey } = await context.db
      .selectFrom('epochs')
      .select(['epoch', 'receipt_key'])
      .where('state', '=', 'open')
      .executeTakeFirstOrThrow();
    if (receiptKey === null) throw new Error(`epoch ${epoch} has no receipt key`);
    const info: RelayInfo = {
      version: 1,
      chainId: context.chain.chainId,
      escrow: context.chain.escrow,
      distributor: context.chain.distributor,
      receiptKey,
      rpcUrl: context.publicRpcUrl,
      epoch,
      timelock: context.chain.timelock,
      epochSeconds: context.epochSeconds,
      tokens: context.tokens,
    };
    return jsonAnswer(exchange, info);
  };
