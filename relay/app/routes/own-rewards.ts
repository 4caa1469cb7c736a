import type { Handler } from 'hono';
import type { OwnRewards } from '../../../lib/protocol/api/me.ts';
import { claimedBy } from '../../chain/claimed.ts';
import type { Context } from '../../context.ts';
import { payTosOf } from '../../settlement/pay-tos.ts';
import { soon } from '../../soon.ts';
import { jsonAnswer } from '../door.ts';
import { accountOf } from '../session.ts';

/** What the account's payTos have earned up to the last active epoch, with proofs that the chain accepts. */
export const getOwnRewards =
  (context: Context): Handler =>
  async (exchange) => {
    const account = await accountOf(context, exchange);
    const payTos = await payTosOf(context.db, account);
    const { epoch, leaves, tree } = await context.activeRewards();
    const own = leaves.flatMap((leaf, index) => (payTos.has(leaf[0]) ? [{ leaf, index }] : []));
    const rewards = await Promise.all(
      own.map(async ({ leaf: [payTo, token, cumulative], index }) => ({
        payTo,
        token,
        cumulative,
        claimed: (await soon(claimedBy(context.chain, payTo, token))).toString(),
        epoch,
        proof: tree.proof(index),
      })),
    );
    const answer: OwnRewards = { activeEpoch: epoch, rewards };
    return jsonAnswer(exchange, answer);
  };
