import { moneyOf } from '../queue/offers.ts';
import type { PurseView } from '../view/console.ts';
import { tokenOf } from './can-pay.ts';
import { purseAt, type Requesting, relayInUse } from './requesting.ts';

/** What the account can pay with, asked of the chain. */
export async function purseView(requesting: Requesting): Promise<PurseView> {
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
    graceSeconds: grace,
    windowSeconds: window,
  };
}
