import type { Token } from '../protocol/api/relay.ts';
import { moneyOf } from '../queue/offers.ts';
import type { PurseView } from '../view/console.ts';
import { tokenOf } from './can-pay.ts';
import { followPayouts } from './pay-out.ts';
import { purseAt, type Requesting, relayInUse } from './requesting.ts';

const newest = 5;
/** Of every chain's own coin, in the EVM's wei. */
const coinDecimals = 18;

async function payoutViews({ store }: Requesting, token: Token): Promise<PurseView['payouts']> {
  const payouts = await (await store.open()).getAll('payouts');
  return payouts
    .sort((a, b) => b.placedAt - a.placedAt)
    .slice(0, newest)
    .map(({ id, to, amount, placedAt, sent, state, ...payout }) => ({
      id,
      to,
      amount: moneyOf(amount, payout.token, [token]),
      placedAt,
      txHash: sent.hash,
      state,
    }));
}

/** What the account can pay with, asked of the chain. */
export async function purseView(requesting: Requesting): Promise<PurseView> {
  await followPayouts(requesting);
  const relay = await relayInUse(requesting);
  const token = tokenOf(relay);
  const purse = await purseAt(requesting, relay);
  const [{ gas, tokens }, { grace, window }] = await Promise.all([
    purse.balances(token.address),
    purse.rules(),
  ]);
  return {
    account: (await requesting.identity.account()).address,
    tokens: moneyOf(String(tokens), token.address, [token]),
    hasGas: gas > 0n,
    gasMissing: gas > 0n ? null : { units: String(await purse.someGas()), decimals: coinDecimals },
    graceSeconds: grace,
    windowSeconds: window,
    payouts: await payoutViews(requesting, token),
  };
}
