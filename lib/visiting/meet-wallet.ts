import * as v from 'valibot';
import { browser } from '../browser.ts';
import { CallFailed } from '../messages.ts';
import { type Hex, lower } from '../protocol/scalar/hex.ts';
import type { ChooseWallet, Meeting } from '../view/wallet.ts';
import { failed, loaded } from './reach.ts';
import { askWallet, walletsHere } from './wallet-in-page.ts';

export interface MetWallet {
  /** The account that the wallet lets us use. */
  account: Hex;
  /**
   * Asks the person something, in their wallet; its chain is looked at first, since it may have been switched meanwhile.
   * @throws CallFailed as `withWallet`
   */
  prompt(method: string, params: unknown[]): Promise<unknown>;
}

const text = (most: number) =>
  v.pipe(
    v.string(),
    v.transform((said) => said.slice(0, most)),
  );
const wallets = v.array(v.strictObject({ id: v.string(), name: text(60) }));
const answered = v.variant('ok', [
  v.strictObject({ ok: v.literal(true), value: v.unknown() }),
  v.strictObject({ ok: v.literal(false), code: v.number(), message: text(200) }),
]);
const address = v.pipe(v.string(), v.regex(/^0x[0-9a-fA-F]{40}$/));
const accounts = v.pipe(v.array(address), v.minLength(1));

const lacksChain = 4902;

/** Of EIP-1193, EIP-3085 and EIP-1474. */
const codes: { readonly [code: number]: string } = {
  4001: 'wallet-refused',
  4100: 'wallet-other-account',
  [lacksChain]: 'wallet-lacks-chain',
  [-32002]: 'wallet-busy',
};

/** A person may read for a while; a wallet that has gone says nothing for ever. */
const patience = 5 * 60_000;

/** Rejects when the page closes, is left, or nobody answers. */
function watching(tabId: number) {
  const { promise, reject } = Promise.withResolvers<never>();
  const closed = (tab: number) => {
    if (tab === tabId) reject(failed('wallet-page-closed'));
  };
  const left = (tab: number, { status }: { status?: string | undefined }) => {
    if (status === 'loading') closed(tab);
  };
  browser.tabs.onRemoved.addListener(closed);
  promise.catch(() => {});
  const orClosed = <T>(work: Promise<T>): Promise<T> => {
    const silent = Promise.withResolvers<never>();
    const timer = setTimeout(() => silent.reject(failed('wallet-silent')), patience);
    return Promise.race([work, promise, silent.promise]).finally(() => clearTimeout(timer));
  };
  const stop = () => {
    browser.tabs.onRemoved.removeListener(closed);
    browser.tabs.onUpdated.removeListener(left);
  };
  return { orClosed, stop, asLoaded: () => browser.tabs.onUpdated.addListener(left) };
}

type Run = <Args extends unknown[], T>(func: (...args: Args) => T, args: Args) => Promise<unknown>;

const runningIn =
  (tabId: number): Run =>
  async (func, args) => {
    const [done] = await browser.scripting
      .executeScript({ target: { tabId }, world: 'MAIN', func, args })
      .catch(() => {
        throw failed('wallet-page-closed');
      });
    return done?.result;
  };

/** What a wallet does not know is said with the chain's number. */
const asking = (run: Run, wallet: string, chainId: Hex) => async (method: string, params: unknown[]) => {
  const said = v.safeParse(answered, await run(askWallet, [wallet, method, params]));
  if (!said.success) throw failed('wallet-page-closed');
  if (said.output.ok) return said.output.value;
  const { code, message } = said.output;
  const chain = code === lacksChain ? String(BigInt(chainId)) : message;
  throw failed(codes[code] ?? 'wallet-failed', true, chain);
};

async function chosen(found: unknown, choose: ChooseWallet): Promise<string> {
  const read = v.safeParse(wallets, found);
  if (!read.success) throw failed('wallet-page-closed');
  const [first, ...others] = read.output;
  if (first === undefined) throw failed('no-wallet');
  const id = others.length === 0 ? first.id : await choose(read.output);
  if (id === null) throw failed('wallet-refused');
  return id;
}

async function meet(run: Run, { chainId }: Meeting, wallet: string): Promise<MetWallet> {
  const ask = asking(run, wallet, chainId);
  const read = v.safeParse(accounts, await ask('eth_requestAccounts', []));
  if (!read.success) throw failed('wallet-failed');
  const onChain = async () => BigInt(String(await ask('eth_chainId', []))) === BigInt(chainId);
  // A wallet that can not be switched may be there already.
  if (!(await onChain())) await ask('wallet_switchEthereumChain', [{ chainId }]);
  return {
    account: lower(read.output[0] as Hex),
    async prompt(method, params) {
      if (!(await onChain())) throw failed('wallet-other-chain');
      return ask(method, params);
    },
  };
}

/**
 * Opens a page of the relay, meets a wallet of this browser there, and closes the page when `work` is done or has failed;
 * the page from which it was asked is in front again then, and while the person chooses among several wallets.
 *
 * @param asked the browser's answer to the request for the relay's site, made in the click's own turn
 * @throws CallFailed `site-not-granted`, `wallet-page-closed`, `wallet-silent`, `no-wallet`, `wallet-refused`,
 *   `wallet-busy`, `wallet-lacks-chain`, `wallet-other-chain`, `wallet-other-account`, `wallet-failed`
 */
export async function withWallet<T>(
  meeting: Meeting,
  asked: Promise<boolean>,
  choose: ChooseWallet,
  work: (wallet: MetWallet) => Promise<T>,
): Promise<T> {
  if (!(await asked)) throw failed('site-not-granted');
  const [before] = await browser.tabs.query({ active: true, currentWindow: true });
  const { id } = await browser.tabs.create({ url: meeting.page });
  if (id === undefined) throw failed('page-not-reached');
  const show = (tab: number | undefined) =>
    tab === undefined ? undefined : browser.tabs.update(tab, { active: true }).catch(() => {});
  const { orClosed, stop, asLoaded } = watching(id);
  try {
    await orClosed(loaded(id));
    asLoaded();
    const run = runningIn(id);
    const wallet = await orClosed(
      run(walletsHere, []).then((found) =>
        chosen(found, async (names) => {
          await show(before?.id);
          const name = await choose(names);
          await show(id);
          return name;
        }),
      ),
    );
    return await orClosed(meet(run, meeting, wallet).then(work));
  } catch (error) {
    throw error instanceof CallFailed ? error : failed('wallet-failed');
  } finally {
    stop();
    await browser.tabs.remove(id).catch(() => {});
    await show(before?.id);
  }
}
