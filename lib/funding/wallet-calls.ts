import { transferCall } from '../chain/calls.ts';
import { Expected } from '../storage/expected.ts';
import type { WalletCalls } from '../view/console.ts';
import { tokenOf } from './can-pay.ts';
import { planView } from './plan-view.ts';
import { planNamed } from './plans.ts';
import { purseAt, type Requesting, relayInUse } from './requesting.ts';

const hex = (amount: bigint): `0x${string}` => `0x${amount.toString(16)}`;

/**
 * What a wallet is asked to send so that the account can lock a plan's deposit: what is missing of the token, and a little
 * of the chain's coin where there is none. Built here, from the chain and the plan alone.
 * @throws Expected `no-plan`, `plan-faulty`, `nothing-missing`
 */
export async function walletCalls(requesting: Requesting, id: `0x${string}`): Promise<WalletCalls> {
  const plan = await planView(requesting, await planNamed(await requesting.store.open(), id));
  if (plan.deposit === null) throw new Expected('plan-faulty', false);
  const relay = await relayInUse(requesting);
  const token = tokenOf(relay);
  const purse = await purseAt(requesting, relay);
  const { gas, tokens } = await purse.balances(token.address);
  const { address } = await requesting.identity.account();
  const missing = BigInt(plan.deposit.units) - tokens;
  const calls = [
    ...(missing > 0n ? [{ ...transferCall(token.address, address, missing), value: hex(0n) }] : []),
    ...(gas === 0n ? [{ to: address, data: '0x' as const, value: hex(await purse.someGas()) }] : []),
  ];
  if (calls.length === 0) throw new Expected('nothing-missing', false);
  return { page: `${relay.url}/connect`, chainId: hex(BigInt(relay.info.chainId)), calls };
}
