import { erc20Abi } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import { testTokenAbi } from '../../lib/protocol/abi/test-token.ts';
import { createApp } from '../../relay/app/app.ts';
import { chainClient } from '../../relay/chain/client.ts';
import { enqueue, transactionNamed } from '../../relay/chain/outbox.ts';
import { sendRound } from '../../relay/chain/send.ts';
import { cursorName, watcher } from '../../relay/chain/watch.ts';
import type { Context } from '../../relay/context.ts';
import { type OddNode, startOddNode } from './odd-node.ts';
import { ended, environmentOf, runProgram } from './program.ts';
import { makeScene, type Scene } from './scene.ts';

let scene: Scene;
let node: OddNode;
let context: Context;
beforeAll(async () => {
  scene = await makeScene();
  node = await startOddNode(scene.config.RPC_URL);
  context = { ...scene.context, chain: { ...scene.context.chain, client: chainClient(node.url) } };
});
beforeEach(() => node.behave(() => undefined));
afterAll(async () => {
  await node.stop();
  await scene.stop();
});

/** Above whatever the chain of a test has. */
const farAhead = '0x1000000';
const hexOf = (block: bigint) => `0x${block.toString(16)}` as const;

const seen = async () => {
  const { db, chain } = scene.context;
  const name = cursorName(chain);
  const row = await db.selectFrom('cursors').select('block').where('name', '=', name).executeTakeFirst();
  return row?.block;
};
const head = async () => Number(await scene.publicClient.getBlockNumber({ cacheTime: 0 }));

/** More money on chain for a campaign that the relay knows, and some blocks behind it. */
async function topUp(campaign: `0x${string}`): Promise<void> {
  const requester = scene.walletOf(scene.keys.requester);
  const { ESCROW: escrow } = scene.config;
  const amount = 1_000_000n;
  const mined = async (hash: `0x${string}`) => scene.publicClient.waitForTransactionReceipt({ hash });
  const own = { address: scene.token } as const;
  const mint = {
    ...own,
    abi: testTokenAbi,
    functionName: 'mint',
    args: [requester.account.address, amount],
  } as const;
  await mined(await requester.writeContract(mint));
  const approve = { ...own, abi: erc20Abi, functionName: 'approve', args: [escrow, amount] } as const;
  await mined(await requester.writeContract(approve));
  const add = {
    address: escrow,
    abi: campaignEscrowAbi,
    functionName: 'topUp',
    args: [campaign, amount],
  } as const;
  await mined(await requester.writeContract(add));
  const request = { jsonrpc: '2.0', id: 1, method: 'anvil_mine', params: ['0x5'] };
  const headers = { 'content-type': 'application/json' };
  await fetch(scene.config.RPC_URL, { method: 'POST', headers, body: JSON.stringify(request) });
}

const depositOf = async (campaign: `0x${string}`) =>
  (
    await scene.context.db
      .selectFrom('campaigns')
      .select('deposited')
      .where('campaign', '=', campaign)
      .executeTakeFirstOrThrow()
  ).deposited;

/** Rounds as the relay's work makes them, until it has seen the newest block. */
async function watched(): Promise<number> {
  const round = watcher(context);
  let failed = 0;
  while ((await seen()) !== (await head()))
    try {
      await round();
    } catch {
      failed += 1;
    }
  return failed;
}

describe('the watch', () => {
  test('a node that is led to another chain for a while moves nothing', async () => {
    await watched();
    const before = await seen();
    node.behave(({ method }) => {
      if (method === 'eth_chainId') return { result: '0x1' };
      if (method === 'eth_blockNumber') return { result: farAhead };
      if (method === 'eth_call') return { result: '0x' };
      return method === 'eth_getLogs' ? { result: [] } : undefined;
    });
    await expect(watcher(context)()).rejects.toThrow();
    expect(await seen()).toBe(before);
    const ready = await createApp(context).request('/readyz');
    expect([ready.status, await ready.json()]).toEqual([503, { database: true, chain: false }]);
  });

  test('a node that tells the events of few blocks at once is asked for fewer', async () => {
    const { campaign } = await scene.openCampaign();
    await watched();
    await topUp(campaign);
    node.behave(({ method, params }) => {
      const { fromBlock, toBlock }: Record<string, string> = Object(params?.[0]);
      const isWide = method === 'eth_getLogs' && Number(toBlock) - Number(fromBlock) >= 2;
      return isWide ? { error: { code: -32602, message: 'at most 2 blocks' } } : undefined;
    });
    expect(await watched()).toBeGreaterThan(0);
    expect(await depositOf(campaign)).toBe(11_000_000n);
  });

  test('where a node has no events any more, the campaigns are read', async () => {
    const { campaign } = await scene.openCampaign();
    await watched();
    await topUp(campaign);
    node.behave(({ method }) =>
      method === 'eth_getLogs' ? { error: { code: 4444, message: 'pruned history unavailable' } } : undefined,
    );
    await watched();
    expect(await depositOf(campaign)).toBe(11_000_000n);
  });

  test('a node that refuses everybody for a while loses no event', async () => {
    const { campaign } = await scene.openCampaign();
    await watched();
    await topUp(campaign);
    let refused = 0;
    node.behave(({ method }) => (method === 'eth_getLogs' && refused++ < 12 ? { status: 429 } : undefined));
    await watched();
    expect(await depositOf(campaign)).toBe(11_000_000n);
  });

  test('of two nodes behind one address one is behind the other, and no event is lost', async () => {
    const { campaign } = await scene.openCampaign();
    await watched();
    const old = hexOf(BigInt(await head()));
    await topUp(campaign);
    let asked = 0;
    node.behave(({ method }) => (method === 'eth_blockNumber' && asked++ > 0 ? { result: old } : undefined));
    await watched();
    expect(await depositOf(campaign)).toBe(11_000_000n);
  });
});

test('whoever asks whether the relay is ready asks the node no more than once a second', async () => {
  let asked = 0;
  node.behave(() => {
    asked += 1;
    return undefined;
  });
  const app = createApp(context);
  for (let n = 0; n < 20; n++) expect((await app.request('/readyz')).status).toBe(200);
  expect(asked).toBeLessThan(5);
});

test('without gas the log says what to do, and what waits is sent when there is some', async () => {
  const { db, chain } = context;
  const name = 'claim:nobody';
  await enqueue(db, { name, to: chain.relay, data: '0x' });
  node.behave(({ method }) =>
    method === 'eth_sendRawTransaction'
      ? { error: { code: -32000, message: 'insufficient funds for gas * price + value' } }
      : undefined,
  );
  const account = privateKeyToAccount(scene.config.RELAY_KEY);
  await sendRound(context, account);
  expect(scene.logged.at(-1)).toContain('can not pay the gas: send it some');
  node.behave(() => undefined);
  await expect
    .poll(async () => {
      await sendRound(context, account);
      return (await transactionNamed(db, name))?.state;
    })
    .toBe('mined');
});

describe('a start says which it is', () => {
  const refusal = async (given: Record<string, string> = {}) => {
    const program = runProgram(environmentOf(scene.config, { RPC_URL: node.url, ...given }));
    expect(await ended(program)).toBe(1);
    return program.output().trim();
  };

  test('a node that allows no more requests is no wrong contract', async () => {
    node.behave(({ method }) => (method === 'eth_chainId' ? undefined : { status: 429 }));
    expect(await refusal()).toMatch(/^The node at http.* does not answer \(HTTP 429\): .*check RPC_URL\.$/);
    node.behave(({ method }) =>
      method === 'eth_call' ? { error: { code: -32005, message: 'slower' } } : undefined,
    );
    expect(await refusal()).toMatch(/^The node at http.* does not answer \(its error -32005\)/);
  });

  test('a node that is behind is no chain that was set back', async () => {
    await watched();
    const old = hexOf(BigInt((await head()) - 2));
    const block = await scene.publicClient.request({ method: 'eth_getBlockByNumber', params: [old, false] });
    node.behave(({ method, params }) => {
      if (method === 'eth_blockNumber') return { result: old };
      return method === 'eth_getBlockByNumber' && params?.[0] === 'latest' ? { result: block } : undefined;
    });
    expect(await refusal()).toMatch(/If it is still catching up, wait/);
  });

  test('a clock that is behind the chain', async () => {
    scene.skew.seconds = -3600;
    await scene.another().finally(() => {
      scene.skew.seconds = 0;
    });
    expect(scene.logged.filter((line) => line.includes('the clock is not the chain’s'))).toHaveLength(1);
  });

  test('a public node of another chain, and a token that has other decimals', async () => {
    node.behave(({ method }) => (method === 'eth_chainId' ? { result: '0x1' } : undefined));
    const { RPC_URL } = scene.config;
    expect(await refusal({ RPC_URL, PUBLIC_RPC_URL: node.url })).toBe(
      'PUBLIC_RPC_URL is of chain 1, and RPC_URL of 31337: check both.',
    );
    const TOKENS = JSON.stringify([{ address: scene.token, symbol: 'tUSD', decimals: 18 }]);
    expect(await refusal({ RPC_URL, TOKENS })).toBe(
      `TOKENS: ${scene.token} has 6 decimals on chain, not 18.`,
    );
  });
});
