import type { Handler } from 'hono';
import type { RelayInfo } from '../../../lib/protocol/api/relay.ts';
import type { Context } from '../../context.ts';
import { jsonAnswer } from '../door.ts';

/** What this relay serves. */
export const getRelay =
  (context: Context): Handler =>
  async (exchange) => {
    const { epoch } = await context.db
      .selectFrom('epochs')
      .select('epoch')
      .where('state', '=', 'open')
      .executeTakeFirstOrThrow();
    const info: RelayInfo = {
      version: 1,
      chainId: context.chain.chainId,
      escrow: context.chain.escrow,
      distributor: context.chain.distributor,
      receiptKey: context.receipts.address,
      rpcUrl: context.publicRpcUrl,
      epoch,
      timelock: context.chain.timelock,
      epochSeconds: context.epochSeconds,
      tokens: context.tokens,
    };
    return jsonAnswer(exchange, info);
  };
