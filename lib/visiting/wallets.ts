import * as v from 'valibot';
import { browser } from '../browser.ts';
import type { WalletCalls } from '../view/console.ts';
import { failed, loaded } from './reach.ts';
import { askWallet, walletsHere } from './wallet-in-page.ts';

const answered = v.variant('ok', [
  v.strictObject({ ok: v.literal(true), value: v.unknown() }),
  v.strictObject({ ok: v.literal(false), code: v.number(), message: v.string() }),
]);
const accounts = v.pipe(v.array(v.pipe(v.string(), v.regex(/^0x[0-9a-fA-F]{40}$/))), v.minLength(1));

/** EIP-1193: the person said no. */
const refused = 4001;

async function run<Args extends unknown[], T>(
  tabId: number,
  func: (...args: Args) => T,
  args: Args,
): Promise<unknown> {
  const [done] = await browser.scripting
    .executeScript({ target: { tabId }, world: 'MAIN', func, args })
    .catch(() => {
      throw failed('page-not-reached');
    });
  return done?.result;
}

/**
 * Has a wallet of this browser send what the background has built. Resolves when the wallet has taken it all; whether it
 * arrived is looked up on chain, never believed.
 * @param asked the browser's answer to the request for the relay's site, made in the click's own turn
 * @throws CallFailed `site-not-granted`, `page-not-reached`, `no-wallet`, `wallet-refused`, `wallet-failed`
 */
export async function sendFromWallet(
  { page, chainId, calls }: WalletCalls,
  asked: Promise<boolean>,
): Promise<void> {
  if (!(await asked)) throw failed('site-not-granted');
  const tab = await browser.tabs.create({ url: page });
  const { id: tabId } = tab;
  if (tabId === undefined) throw failed('page-not-reached');
  await loaded(tabId);
  const [wallet] = v.parse(v.array(v.string()), await run(tabId, walletsHere, []));
  if (wallet === undefined) throw failed('no-wallet');
  const ask = async (method: string, params: unknown[]): Promise<unknown> => {
    const said = v.safeParse(answered, await run(tabId, askWallet, [wallet, method, params]));
    if (!said.success) throw failed('page-not-reached');
    if (said.output.ok) return said.output.value;
    const { code, message } = said.output;
    throw failed(code === refused ? 'wallet-refused' : 'wallet-failed', true, message.slice(0, 200));
  };
  const read = v.safeParse(accounts, await ask('eth_requestAccounts', []));
  if (!read.success) throw failed('wallet-failed');
  await ask('wallet_switchEthereumChain', [{ chainId }]);
  for (const call of calls) await ask('eth_sendTransaction', [{ from: read.output[0], chainId, ...call }]);
  await browser.tabs.remove(tabId);
}
