import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTestClient, http, publicActions, walletActions } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { foundry } from 'viem/chains';
import { afterEach, expect, test } from 'vitest';
import { startElsewhere } from './another-process.ts';
import { type Chain, startChain } from './chain.ts';
import { standKeys } from './keys.ts';
import { gone } from './process.ts';
import { makeTempFolder } from './temp.ts';

const payee = '0x00000000000000000000000000000000000a11ce';
const cleanUp: Array<() => Promise<void>> = [];

afterEach(async () => {
  for (const stop of cleanUp.splice(0).reverse()) await stop();
});

async function folder(): Promise<string> {
  const temp = await makeTempFolder('chain');
  cleanUp.push(temp.stop);
  return temp.dir;
}

async function start(dir?: string, said: string[] = []): Promise<Chain & { pid: number }> {
  const chain = await startChain({ dir, say: (line) => said.push(line) });
  cleanUp.push(chain.stop);
  if (chain.pid === undefined) throw new Error('no pid');
  return { ...chain, pid: chain.pid };
}

function client(url: string) {
  const account = privateKeyToAccount(standKeys().requester.privateKey);
  return createTestClient({
    account,
    chain: foundry,
    mode: 'anvil',
    transport: http(url),
    pollingInterval: 20,
  })
    .extend(publicActions)
    .extend(walletActions);
}

async function pay(url: string, value: bigint): Promise<void> {
  const hash = await client(url).sendTransaction({ to: payee, value });
  await client(url).waitForTransactionReceipt({ hash });
}

/** Init code that emits one empty event and leaves no code: PUSH0 PUSH0 LOG0 STOP. */
async function emit(url: string): Promise<void> {
  const hash = await client(url).sendTransaction({ data: '0x5f5fa000' });
  await client(url).waitForTransactionReceipt({ hash });
}

test('mines at once, as the local chain, with the development accounts', async () => {
  const chain = await start();
  await pay(chain.url, 5n);
  expect(await client(chain.url).getBalance({ address: payee })).toBe(5n);
  expect(await client(chain.url).getChainId()).toBe(chain.chainId);
  expect(chain.accounts.deployer.address).toBe('0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266');
  expect(await client(chain.url).getBalance({ address: chain.accounts.labeler.address })).toBeGreaterThan(0n);
});

test('balances, blocks and events are there after a stop and a second start', async () => {
  const dir = await folder();
  const first = await start(dir);
  await pay(first.url, 7n);
  await emit(first.url);
  await Promise.all([first.stop(), first.stop()]);
  const second = client((await start(dir)).url);
  expect(await second.getBalance({ address: payee })).toBe(7n);
  expect(await second.getBlockNumber()).toBe(2n);
  expect(await second.getLogs({ fromBlock: 0n })).toHaveLength(1);
  expect((await second.getBlock({ blockNumber: 1n })).transactions).toHaveLength(1);
});

test('a killed chain loses at most a second', async () => {
  const dir = await folder();
  const first = await start(dir);
  await pay(first.url, 7n);
  await emit(first.url);
  await sleep(1500);
  process.kill(first.pid, 'SIGKILL');
  await gone(first.pid, 1000);
  const second = client((await start(dir)).url);
  expect(await second.getBalance({ address: payee })).toBe(7n);
  expect(await second.getLogs({ fromBlock: 0n })).toHaveLength(1);
});

test('anvil ends when its starter is killed, and nothing is lost', async () => {
  const dir = await folder();
  const killed = await startElsewhere('./chain.ts', 'startChain', dir);
  await pay(killed.url, 7n);
  await killed.kill();
  expect(await gone(killed.pid, 3000)).toBe(true);
  const second = await start(dir);
  expect(await client(second.url).getBalance({ address: payee })).toBe(7n);
});

test('a start right after the starter was killed waits for the old anvil', async () => {
  const dir = await folder();
  const killed = await startElsewhere('./chain.ts', 'startChain', dir);
  await pay(killed.url, 7n);
  await killed.kill();
  const second = await start(dir);
  expect(await gone(killed.pid, 0)).toBe(true);
  expect(await client(second.url).getBalance({ address: payee })).toBe(7n);
});

test('half a state file is replaced by the state of the last start, and that is said', async () => {
  const dir = await folder();
  const first = await start(dir);
  await pay(first.url, 7n);
  await first.stop();
  await (await start(dir)).stop();
  await truncate(join(dir, 'chain.json'), 500);
  const said: string[] = [];
  const again = await start(dir, said);
  expect(said).toEqual(['The chain was killed while it wrote its state: going back to its last start.']);
  expect(await client(again.url).getBalance({ address: payee })).toBe(7n);
});

test('a node that does not answer is said', async () => {
  await expect(startChain({ rpcUrl: 'http://127.0.0.1:9', say: () => {} })).rejects.toMatchObject({
    name: 'StandError',
    message: 'No chain answers at http://127.0.0.1:9: check RPC_URL.',
  });
});
