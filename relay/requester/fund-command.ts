import type { Asked } from './asked.ts';
import { isOpen, openOnChain, topUp } from './fund.ts';
import { readAccount } from './key.ts';
import { moneyOf } from './money.ts';
import { begunAs } from './own-campaign.ts';
import { Refusal, UsageError } from './refusal.ts';
import { relayDoor } from './relay-door.ts';
import { openWallet } from './wallet.ts';

/** `campaign fund FILE`: what a `create` that broke off has left to do, then more money when an amount is given. */
export async function fund({ positionals, values, env, terminal, sleep }: Asked): Promise<void> {
  const [termsFile] = positionals;
  if (termsFile === undefined) throw new UsageError('Say which file has the terms.');
  const { file, state } = await begunAs(termsFile);
  const account = await readAccount(env, values['key-file'], terminal.err);
  const relay = relayDoor(values.relay ?? state.relay);
  const info = await relay.ask('relay');
  if (info.escrow !== state.terms.escrow || info.chainId !== state.terms.chainId)
    throw new Refusal(
      `The relay serves another escrow than ${state.terms.escrow}, which this campaign is for.`,
    );
  const wallet = await openWallet(values.rpc ?? info.rpcUrl, info.chainId, account);
  const funding = { wallet, relay, file, state, say: terminal.err, sleep };
  const money = moneyOf(info, state.terms.token);
  const agreed = async (amount: bigint) => {
    const question = `Lock ${money.show(amount)} in the escrow ${state.terms.escrow} on chain ${state.terms.chainId}?`;
    if (!values.yes && !(await terminal.confirm(question))) throw new Refusal('Nothing was sent.');
  };
  if (!(await isOpen(funding))) await agreed(BigInt(state.deposit));
  await openOnChain(funding);
  if (values.amount === undefined) return;
  const amount = money.read(values.amount);
  if (amount === 0n) throw new UsageError('--amount: nothing to add.');
  await agreed(amount);
  await topUp(funding, amount);
  terminal.err(`${money.show(amount)} added`);
}
