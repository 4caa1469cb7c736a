import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testTokenBytecode } from '../../contracts/out/test-token.ts';
import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import { testTokenAbi } from '../../lib/protocol/abi/test-token.ts';
import { type Hex, lower } from '../../lib/protocol/scalar/hex.ts';
import { termsHash } from '../../lib/protocol/signed/ids.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import { createApp } from '../../relay/app/app.ts';
import { chainClient } from '../../relay/chain/client.ts';
import { watcher } from '../../relay/chain/watch.ts';
import { cutEpoch } from '../../relay/settlement/cut.ts';
import { dropEpoch } from '../../relay/settlement/dropped.ts';
import { article, makeLabel, type Opened } from './labeler.ts';
import { joined, onChain, statementOf } from './reading.ts';
import { day, makeScene, type Scene } from './scene.ts';
import { activateByStranger, epochsOf } from './stranger.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
});
afterAll(() => scene.stop());
beforeEach(() => scene.startWork());
afterEach(() => scene.stopWork());

async function rpc(method: string, ...params: unknown[]): Promise<unknown> {
  const response = await fetch(scene.config.RPC_URL, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  const { result, error } = JSON.parse(await response.text());
  if (error !== undefined) throw new Error(error.message);
  return result;
}

async function deployToken(): Promise<Hex> {
  const wallet = scene.walletOf(scene.keys.deployer);
  const hash = await wallet.deployContract({ abi: testTokenAbi, bytecode: testTokenBytecode });
  const { contractAddress } = await scene.publicClient.waitForTransactionReceipt({ hash });
  if (contractAddress == null) throw new Error('no token');
  return lower(contractAddress);
}

async function amend(
  { campaign, terms }: Opened,
  given: { terms?: Terms; closesAt?: bigint; settleBy?: bigint },
) {
  const now = await onChain(scene, campaign);
  const hash = await scene.walletOf(scene.keys.requester).writeContract({
    address: scene.config.ESCROW,
    abi: campaignEscrowAbi,
    functionName: 'amend',
    args: [
      campaign,
      termsHash(given.terms ?? terms),
      given.closesAt ?? now.closesAt,
      given.settleBy ?? now.settleBy,
    ],
  });
  const receipt = await scene.publicClient.waitForTransactionReceipt({ hash });
  expect(receipt.status).toBe('success');
}

/** An honest campaign with one label that waits for its epoch. */
async function honest() {
  const opened = await scene.openCampaign();
  const labeler = await joined(scene, opened);
  await labeler.send(opened, [makeLabel(opened.campaign, article(1))]);
  return opened;
}
const paid = async ({ campaign }: Opened) => (await onChain(scene, campaign)).released;

const never = 2n ** 60n;

describe('a campaign whose times on chain are beyond any clock', () => {
  test('hides no other campaign from the catalogue', async () => {
    const good = await scene.openCampaign();
    const bad = await scene.openCampaign();
    await amend(bad, { closesAt: never, settleBy: never * 2n });
    // Read as text: the relay's own reader refuses what is beyond its integers.
    const closes = sql<{
      at: string;
    }>`select closes_at::text as at from campaigns where campaign = ${bad.campaign}`;
    await expect
      .poll(async () => Number((await closes.execute(scene.context.db)).rows[0]?.at))
      .toBeGreaterThan(2 ** 52);
    const answer = await scene.app.request('/v1/campaigns');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain(good.campaign);
  });

  test('stops neither settlement nor watch', async () => {
    const bad = await honest();
    const good = await honest();
    await amend(bad, { closesAt: 2n ** 63n, settleBy: 2n ** 64n - 1n });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await scene.closeEpoch();
    expect([await paid(bad), await paid(good)]).toEqual([20_000n, 20_000n]);
    await watcher(scene.context)();
  });
});

describe('tokens', () => {
  test('one that the operator does not vouch for is refused at creation', async () => {
    const token = await deployToken();
    await expect(scene.openCampaign({ token })).rejects.toThrow(/token/);
  });

  test('one that stops moving holds up its own campaigns only', async () => {
    const token = await deployToken();
    scene.context.tokens.push({ address: token, symbol: 'odd', decimals: 6 });
    const stuck = await scene.openCampaign({ token });
    await (await joined(scene, stuck)).send(stuck, [makeLabel(stuck.campaign, article(1))]);
    const good = await honest();
    const code = await scene.publicClient.getCode({ address: token });
    await rpc('anvil_setCode', token, '0x5f5ffd');
    await scene.closeEpoch();
    expect([await paid(stuck), await paid(good)]).toEqual([0n, 20_000n]);
    await rpc('anvil_setCode', token, code);
    await scene.closeEpoch();
    expect(await paid(stuck)).toBe(20_000n);
  });
});

test('more batches than PostgreSQL takes parameters', async () => {
  const opened = await honest();
  await sql`insert into batches (hash, key, sequence, campaign, terms_hash, count, labels_root, signature, account, number,
    epoch, pay_to, received, amount, refused, duplicates, accept_by, receipt_key, price)
    select '0x' || lpad(to_hex(n), 64, '0'), key, n, campaign, terms_hash, count, labels_root, signature, account, n, epoch,
    pay_to, 0, 0, '[[0,"bad-task"]]', '[]', accept_by, receipt_key, price
    from batches, generate_series(1, 66000) n where campaign = ${opened.campaign}`.execute(scene.context.db);
  await sql`insert into labels (batch, position, account, task, task_part, body_part, active_ms, state, code)
    select id, 0, decode(substr(account, 3), 'hex'), '\\x00', '\\x00', '\\x00', 0, 'refused', 'bad-task'
    from batches where campaign = ${opened.campaign} and received = 0`.execute(scene.context.db);
  await scene.closeEpoch();
  expect(await paid(opened)).toBe(20_000n);
});

test('new terms that went back on chain do not hold', async () => {
  const first = await scene.openCampaign();
  const raised = { ...first.terms, price: '30000' };
  await amend(first, { terms: raised });
  expect((await scene.post('/v1/campaigns', { salt: first.salt, terms: raised })).status).toBe(200);
  await amend(first, { terms: first.terms });
  await new Promise((resolve) => setTimeout(resolve, 300));
  const row = await scene.context.db
    .selectFrom('campaigns')
    .select('terms_hash')
    .where('campaign', '=', first.campaign)
    .executeTakeFirstOrThrow();
  expect(row.terms_hash).toBe(termsHash(raised));
});

test('a clock that was years ahead for a moment does not stop settlement for years', async () => {
  const opened = await honest();
  const closing = scene.closeEpoch();
  await scene.stopWork();
  scene.skew.seconds = 400 * day;
  scene.startWork();
  await new Promise((resolve) => setTimeout(resolve, 500));
  scene.skew.seconds = 0;
  await closing;
  expect(await paid(opened)).toBe(20_000n);
});

test('P13: a node that is gone puts no person and no node address into the log', async () => {
  const opened = await honest();
  const labeler = await joined(scene, opened);
  await labeler.send(opened, [makeLabel(opened.campaign, article(2))]);
  await scene.closeEpoch();
  const headers = await labeler.openSession();
  const gone = chainClient('http://127.0.0.1:1/secret-key');
  const context = { ...scene.context, chain: { ...scene.context.chain, client: gone } };
  const app = createApp(context);
  const answer = await app.request('/v1/me/rewards', { headers });
  expect(answer.status).toBe(503);
  expect(scene.logged.join('')).toContain('chain-unavailable');
  const log = scene.logged.join('');
  expect(log).not.toContain('secret-key');
  expect(log.toLowerCase()).not.toContain(labeler.payTo);
});

test('terms of megabytes take no ordinary campaign out of the catalogue', async () => {
  const good = await scene.openCampaign();
  const addresses = Array.from({ length: 5000 }, (_, n) => `https://news.example/${'b'.repeat(330)}${n}`);
  const bad = await scene.openCampaign({ universe: { kind: 'list', addresses } });
  const { db } = scene.context;
  await sql`insert into campaigns select '0x' || lpad(to_hex(n), 64, '0'), salt, requester, token, terms_hash, secret,
    deposited, closes_at, 1, chain_state, block, 0, 0, 0, 0, 0, null from campaigns, generate_series(1, 300) n
    where campaign = ${bad.campaign}`.execute(db);
  await sql`insert into campaign_terms select '0x' || lpad(to_hex(n), 64, '0'), terms_hash, terms
    from campaign_terms, generate_series(1, 300) n where campaign = ${bad.campaign}`.execute(db);
  try {
    const answer = await scene.app.request('/v1/campaigns');
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(text.length).toBeLessThan(30_000_000);
    expect(text).toContain(good.campaign);
  } finally {
    const fakes = sql`campaign in (select campaign from campaigns where settle_by = 1)`;
    await sql`delete from catalogue_entries where ${fakes}`.execute(db);
    await sql`delete from campaign_terms where ${fakes}`.execute(db);
    await sql`delete from campaigns where ${fakes}`.execute(db);
  }
});

test('a cursor beyond PostgreSQL’s numbers is malformed', async () => {
  const labeler = await joined(scene, await scene.openCampaign());
  const cursor = JSON.stringify(['9'.repeat(20), `0x${'0'.repeat(64)}`, 0, 0]);
  const since = Buffer.from(cursor).toString('base64url');
  const headers = await labeler.openSession();
  expect((await scene.app.request(`/v1/me/labels?since=${since}`, { headers })).status).toBe(400);
});

test('more campaigns than one activation can carry are shared out, and the next epoch comes at once', async () => {
  const opened = await honest();
  await scene.stopWork();
  const { db } = scene.context;
  await sql`insert into campaigns select '0x' || lpad(to_hex(n), 64, '0'), salt, requester, token, terms_hash, secret,
    deposited, 1, settle_by, chain_state, block, 0, 0, 0, 0, 0, null from campaigns, generate_series(1, 600) n
    where campaign = ${opened.campaign}`.execute(db);
  const epoch = await cutEpoch(scene.context);
  await sql`delete from campaigns where closes_at = 1`.execute(db);
  const { statement } = await statementOf(scene, epoch);
  // Each becomes final, and a block takes so much gas only.
  expect(statement.entries.filter(({ final }) => final)).toHaveLength(214);
  expect(statement.entries.map(({ campaign }) => campaign)).toContain(opened.campaign);
  await dropEpoch(scene.context, epoch, 'not on this chain', false);
  // It was asked for by the cut.
  scene.startWork();
  await expect.poll(() => paid(opened), { timeout: 10_000 }).toBe(20_000n);
});

describe('what the relay does not see yet, since it looks at blocks that are deep enough', () => {
  let mining: ReturnType<typeof setInterval>;
  const deeper = () => {
    scene.context.chain.confirmations = 2;
    mining = setInterval(() => void rpc('evm_mine'), 1000);
  };
  afterEach(() => {
    clearInterval(mining);
    scene.context.chain.confirmations = 0;
  });

  test('P8: an activation by somebody else does not give the epoch up', async () => {
    const opened = await honest();
    deeper();
    const from = scene.logged.length;
    const closing = scene.closeEpoch();
    await expect.poll(async () => (await epochsOf(scene)).pending, { timeout: 10_000 }).toBeGreaterThan(0);
    const { pending } = await epochsOf(scene);
    await activateByStranger(scene, pending);
    expect(await closing).toBe(pending);
    expect(scene.logged.slice(from).join('')).not.toContain('epoch dropped');
    expect(await paid(opened)).toBe(20_000n);
  });

  test('a requester who moves the close at the last moment delays nobody', async () => {
    const good = await honest();
    const bad = await scene.openCampaign({ closes: scene.context.now() + 60 });
    deeper();
    await amend(bad, { closesAt: BigInt(bad.terms.closes + 3600) });
    await rpc('evm_increaseTime', 120);
    scene.skew.seconds = 120;
    await scene.closeEpoch();
    expect(await paid(good)).toBe(20_000n);
  });
});
