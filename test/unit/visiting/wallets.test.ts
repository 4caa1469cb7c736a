import '../serving/own-browser.ts';
import { network } from 'hardhat';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Tabs } from 'webextension-polyfill';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { CallFailed } from '../../../lib/messages.ts';
import { type Hex, lower, zero32 } from '../../../lib/protocol/scalar/hex.ts';
import { delegationHash, delegationTypes } from '../../../lib/protocol/signed/delegation.ts';
import { domainOf } from '../../../lib/protocol/signed/domain.ts';
import { signerOf } from '../../../lib/protocol/signed/recover.ts';
import type { ChooseWallet } from '../../../lib/view/wallet.ts';
import { sendFromWallet, signByWallet } from '../../../lib/visiting/wallets.ts';

interface Provider {
  request(asked: { method: string; params?: unknown[] }): Promise<unknown>;
}

/** Hardhat's provider: an EIP-1193 provider over a chain of its own, whose inner ways are not ours. */
let hardhat: Provider;
let chainId: Hex;
let accounts: Hex[];
const page = new EventTarget();

beforeAll(async () => {
  const { provider } = await network.connect();
  // It has all of EIP-1193 but the one request that asks a person.
  const named = (method: string) => (method === 'eth_requestAccounts' ? 'eth_accounts' : method);
  hardhat = {
    request: ({ method, params = [] }) => (provider as Provider).request({ method: named(method), params }),
  };
  chainId = (await hardhat.request({ method: 'eth_chainId' })) as Hex;
  accounts = ((await hardhat.request({ method: 'eth_accounts' })) as Hex[]).map(lower);
  // What a page has, as far as the functions go that run in it.
  Object.assign(globalThis, {
    addEventListener: page.addEventListener.bind(page),
    removeEventListener: page.removeEventListener.bind(page),
    dispatchEvent: page.dispatchEvent.bind(page),
  });
});

/** What a wallet does otherwise; undefined leaves it to the provider. */
type Otherwise = (method: string) => unknown;
const failing = (code: number) => () => {
  throw Object.assign(new Error('No'), { code });
};

let asked: string[];
let leave: AbortController;
const front = vi.fn(async (_: number | undefined, __: Tabs.UpdateUpdatePropertiesType) => ({}));
const closed = vi.fn(async (_: number | number[]) => {});

beforeEach(() => {
  asked = [];
  leave = new AbortController();
  fakeBrowser.scripting.executeScript = (async ({
    func,
    args,
  }: {
    func: (...a: unknown[]) => unknown;
    args: unknown[];
  }) => [
    // As it crosses from one world to another.
    { result: structuredClone(await func(...args)) },
  ]) as never;
  const tab = { id: 7, url: 'https://relay.example/connect', status: 'complete' };
  Object.assign(fakeBrowser.tabs, {
    query: async () => [{ id: 1 }],
    create: async () => tab,
    get: async () => tab,
    update: front,
    remove: closed,
  });
});
afterEach(() => {
  leave.abort();
  vi.useRealTimers();
  delete (globalThis as { ethereum?: unknown }).ethereum;
  front.mockClear();
  closed.mockClear();
});

/** A wallet that announces itself; it asks the provider what it does not do otherwise. */
function announces(name: string, otherwise: Otherwise = () => undefined): void {
  const provider: Provider = {
    async request(asking) {
      asked.push(`${name} ${asking.method}`);
      return otherwise(asking.method) ?? hardhat.request(asking);
    },
  };
  const detail = Object.freeze({ info: { uuid: name, name }, provider });
  page.addEventListener(
    'eip6963:requestProvider',
    () => page.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail })),
    { signal: leave.signal },
  );
}

const place = { chainId: 31337, escrow: `0x${'e5'.repeat(20)}` as Hex };
const meeting = () => ({ page: 'https://relay.example/connect', chainId });
const yes = Promise.resolve(true);
const nobody: ChooseWallet = async () => null;

/** As the background makes it. */
async function question(account: Hex) {
  const delegation = {
    ...{ account, payTo: account, key: `0x${'de'.repeat(20)}` as Hex },
    ...{ campaign: zero32, blind: zero32, notAfter: 1_900_000_000 },
  };
  const types = {
    EIP712Domain: [
      { name: 'name', type: 'string' },
      { name: 'version', type: 'string' },
      { name: 'chainId', type: 'uint256' },
      { name: 'verifyingContract', type: 'address' },
    ],
    ...delegationTypes,
  };
  const typed = { domain: domainOf(place), types, primaryType: 'Delegation', message: delegation };
  return { delegation, typedData: JSON.stringify(typed) };
}
const sign = (choose: ChooseWallet = nobody) => signByWallet(meeting(), yes, choose, question);
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: CallFailed) => error.failure.code,
  );

test('a wallet signs what the extension made, once, and the signature is of its account', async () => {
  announces('one');
  const { delegation, signature } = await sign();
  expect(await signerOf(delegationHash(place, delegation), lower(signature))).toBe(accounts[0]);
  expect(asked.filter((one) => /sign|send/i.test(one))).toEqual(['one eth_signTypedData_v4']);
  expect(closed).toHaveBeenCalledWith(7);
  expect(front).toHaveBeenLastCalledWith(1, { active: true });
});

test('what a wallet sends arrives as it was built, in whole', async () => {
  announces('one');
  const to = `0x${'ab'.repeat(20)}` as const;
  const calls = [
    { to, data: '0x' as const, value: '0x5' as const },
    { to, data: '0x' as const, value: '0x7' as const },
  ];
  await sendFromWallet({ ...meeting(), calls }, yes, nobody);
  expect(await hardhat.request({ method: 'eth_getBalance', params: [to, 'latest'] })).toBe('0xc');
});

test('of several the person chooses, in front of the page that asked; a wallet that is not chosen is asked nothing', async () => {
  announces('one');
  announces('two');
  const choose = vi.fn<ChooseWallet>(async (wallets) => wallets[1]!.id);
  await sign(choose);
  expect(choose).toHaveBeenCalledWith([
    { id: 'one', name: 'one' },
    { id: 'two', name: 'two' },
  ]);
  expect(front.mock.calls.map(([tab]) => tab)).toEqual([1, 7, 1]);
  expect(asked.filter((one) => one.startsWith('one'))).toEqual([]);
  expect(await code(sign())).toBe('wallet-refused');
});

test('a wallet that announces nothing is met at `window.ethereum`', async () => {
  Object.assign(globalThis, { ethereum: hardhat });
  expect((await sign()).delegation.account).toBe(accounts[0]);
});

describe('each way in which it can go wrong has its name, and leaves no page behind', () => {
  test.each<[string, string, Otherwise]>([
    [
      'no account is shared',
      'wallet-refused',
      (method) => method === 'eth_requestAccounts' && failing(4001)(),
    ],
    ['no signature', 'wallet-refused', (method) => method === 'eth_signTypedData_v4' && failing(4001)()],
    ['it asks already', 'wallet-busy', failing(-32002)],
    [
      'the account was taken away',
      'wallet-other-account',
      (method) => method === 'eth_signTypedData_v4' && failing(4100)(),
    ],
    ['it breaks', 'wallet-failed', failing(-32603)],
    ['no accounts', 'wallet-failed', (method) => (method === 'eth_requestAccounts' ? [] : undefined)],
    [
      'an account that is none',
      'wallet-failed',
      (method) => (method === 'eth_requestAccounts' ? ['me'] : undefined),
    ],
    ['a chain that is none', 'wallet-failed', (method) => (method === 'eth_chainId' ? 'mainnet' : undefined)],
    [
      'a signature that is none',
      'wallet-failed',
      (method) => (method === 'eth_signTypedData_v4' ? { r: 1 } : undefined),
    ],
  ])('%s: %s', async (_, expected, otherwise) => {
    announces('one', (method) => otherwise(method) || undefined);
    expect(await code(sign())).toBe(expected);
    expect(closed).toHaveBeenCalledWith(7);
  });

  test('no wallet, and no leave to open the page', async () => {
    expect(await code(sign())).toBe('no-wallet');
    announces('one');
    expect(await code(signByWallet(meeting(), Promise.resolve(false), nobody, question))).toBe(
      'site-not-granted',
    );
    expect(asked).toEqual([]);
  });

  test('it lacks the chain: the number is said, however the wallet wraps it', async () => {
    const wrapped = Object.assign(new Error('No'), { code: -32603, data: { originalError: { code: 4902 } } });
    announces('one', (method) => {
      if (method === 'eth_chainId') return '0x1';
      if (method === 'wallet_switchEthereumChain') throw wrapped;
      return undefined;
    });
    await expect(sign()).rejects.toMatchObject({
      failure: { code: 'wallet-lacks-chain', detail: '31337' },
    });
  });

  test('it is switched to another chain before the second of two payments: that one is not asked for', async () => {
    let sent = 0;
    announces('one', (method) => {
      if (method === 'eth_sendTransaction') sent += 1;
      return method === 'eth_chainId' && sent === 1 ? '0x1' : undefined;
    });
    const to = `0x${'cd'.repeat(20)}` as const;
    const calls = [1, 2].map(() => ({ to, data: '0x' as const, value: '0x1' as const }));
    expect(await code(sendFromWallet({ ...meeting(), calls }, yes, nobody))).toBe('wallet-other-chain');
    expect(sent).toBe(1);
  });

  test.each(['eth_requestAccounts', 'eth_signTypedData_v4'])('the page is closed at %s', async (moment) => {
    announces('one', (method) => {
      if (method !== moment) return undefined;
      void fakeBrowser.tabs.onRemoved.trigger(7, { windowId: 1, isWindowClosing: false });
      return new Promise(() => {});
    });
    expect(await code(sign())).toBe('wallet-page-closed');
  });

  test('nobody answers for five minutes', async () => {
    vi.useFakeTimers();
    announces('one', (method) => (method === 'eth_signTypedData_v4' ? new Promise(() => {}) : undefined));
    const said = code(sign());
    await vi.advanceTimersByTimeAsync(301_000);
    await vi.advanceTimersByTimeAsync(301_000);
    expect(await said).toBe('wallet-silent');
  });
});
