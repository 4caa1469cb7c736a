import { StandardMerkleTree } from '@openzeppelin/merkle-tree';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import { rewardDistributorAbi } from '../../lib/protocol/abi/reward-distributor.ts';
import { testTokenAbi } from '../../lib/protocol/abi/test-token.ts';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { bytesToHex } from '../../lib/protocol/ledger/bytes.ts';
import { blindedAt, openLeafHash, treeOf, wordLeafHash } from '../../lib/protocol/ledger/leaves.ts';
import { labelRow } from '../../lib/protocol/ledger/statement.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { batchHash } from '../../lib/protocol/signed/batch.ts';
import { leafOf, taskPart } from '../../lib/protocol/signed/leaf.ts';
import { signerOf } from '../../lib/protocol/signed/recover.ts';
import { sendRound } from '../../relay/chain/send.ts';
import { seenUntilOf } from '../../relay/chain/watch.ts';
import { article, makeLabel } from './labeler.ts';
import {
  balanceOf,
  claimUntilMined,
  fileOf,
  joined,
  onChain,
  ownLabels,
  ownRewards,
  statementOf,
} from './reading.ts';
import { makeScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
});
afterAll(() => scene.stop());
beforeEach(() => scene.startWork());
afterEach(() => scene.stopWork());

const many = {
  redundancy: { min: 2, max: 3 },
  // Two strangers who agree are believed so far.
  stopConfidence: 850_000,
  hold: { scored: 0, golds: 0 },
  pay: 'flat',
} as const;

describe('an epoch from receipt to money', () => {
  test('P8: credits leave the escrow, leaves prove on chain, a claim pays exactly, once', async () => {
    const opened = await scene.openCampaign();
    const labeler = await joined(scene, opened);
    await labeler.send(
      opened,
      [1, 2, 3].map((n) => makeLabel(opened.campaign, article(n))),
    );
    const headers = await labeler.openSession();
    expect((await ownLabels(scene, headers)).map(({ state }) => state)).toEqual([
      'received',
      'received',
      'received',
    ]);

    const epoch = await scene.closeEpoch();
    expect(await onChain(scene, opened.campaign)).toMatchObject({ released: 60_000n, remaining: 9_940_000n });
    expect(await ownLabels(scene, headers)).toMatchObject([
      { state: 'paid', amount: '20000', epoch },
      { state: 'paid', amount: '20000', epoch },
      { state: 'paid', amount: '20000', epoch },
    ]);
    const { activeEpoch, rewards } = await ownRewards(scene, headers);
    expect(activeEpoch).toBe(epoch);
    expect(rewards).toMatchObject([
      { payTo: labeler.payTo, token: scene.token, cumulative: '60000', claimed: '0' },
    ]);

    const { statement } = await statementOf(scene, epoch);
    const independent = StandardMerkleTree.of(statement.rewards, ['address', 'address', 'uint256']);
    expect(independent.root).toBe(statement.rewardRoot);
    const root = await scene.publicClient.readContract({
      address: scene.config.DISTRIBUTOR,
      abi: rewardDistributorAbi,
      functionName: 'rewardRoot',
      args: [epoch],
    });
    expect(root).toBe(statement.rewardRoot);

    expect(await balanceOf(scene, labeler.payTo)).toBe(0n);
    const claimed = await claimUntilMined(scene, headers, labeler.payTo);
    expect(claimed).toMatchObject({ epoch, amount: '60000', state: 'mined' });
    expect(await balanceOf(scene, labeler.payTo)).toBe(60_000n);
    expect(await claimUntilMined(scene, headers, labeler.payTo)).toEqual(claimed);
    expect(await balanceOf(scene, labeler.payTo)).toBe(60_000n);

    await labeler.send(opened, [makeLabel(opened.campaign, article(4))]);
    const next = await scene.closeEpoch();
    expect((await ownRewards(scene, headers)).rewards).toMatchObject([
      { cumulative: '80000', claimed: '60000', epoch: next },
    ]);
    expect(await claimUntilMined(scene, headers, labeler.payTo)).toMatchObject({
      amount: '20000',
      epoch: next,
    });
    expect(await balanceOf(scene, labeler.payTo)).toBe(80_000n);
    expect(scene.logged.join('')).not.toContain(labeler.payTo);
  });

  test('a claim is for a payTo of the account only', async () => {
    const opened = await scene.openCampaign();
    const [labeler, stranger] = [await joined(scene, opened), await joined(scene, opened)];
    await labeler.send(opened, [makeLabel(opened.campaign, article(1))]);
    await scene.closeEpoch();
    const headers = await stranger.openSession();
    const { status, text } = await scene.post(
      '/v1/claims',
      { payTo: labeler.payTo, token: scene.token },
      headers,
    );
    expect([status, JSON.parse(text).code]).toEqual([409, 'nothing-to-claim']);
    expect((await scene.post('/v1/claims', { payTo: labeler.payTo, token: scene.token })).status).toBe(401);
    expect((await ownRewards(scene, headers)).rewards).toEqual([]);
  });

  test('P5: the statement lists every batch and label with its signature; chain and hashes agree', async () => {
    const opened = await scene.openCampaign();
    const labeler = await joined(scene, opened);
    const labels = [article(1), 'https://elsewhere.example/', article(2)].map((a) =>
      makeLabel(opened.campaign, a),
    );
    const request = await labeler.request(opened, labels);
    await scene.post('/v1/batches', request);
    const epoch = await scene.closeEpoch();
    const { statement, text } = await statementOf(scene, epoch);
    const { file } = await fileOf(scene, statement, opened.campaign);
    const [event] = await scene.publicClient.getContractEvents({
      address: scene.config.ESCROW,
      abi: campaignEscrowAbi,
      eventName: 'Activated',
      args: { epoch },
      fromBlock: 0n,
      strict: true,
    });
    expect(event?.args).toMatchObject({
      rewardRoot: statement.rewardRoot,
      openRoot: statement.openRoot,
      statementHash: bytesToHex(scene.context.keccak(new TextEncoder().encode(text))),
    });
    expect(file.batches).toHaveLength(1);
    const row = file.batches[0];
    if (row === undefined) throw new Error('no batch');
    const hash = batchHash(scene.context.place, { ...row, campaign: opened.campaign });
    expect(hash).toBe(batchHash(scene.context.place, request.batch));
    expect(await signerOf(hash, row.signature)).toBe(request.batch.key);
    expect(treeOf(row.leaves, wordLeafHash, scene.context.keccak).root).toBe(row.labelsRoot);
    expect(file.rows.map(({ index, state }) => [index, state])).toEqual([
      [0, 'paid'],
      [2, 'paid'],
    ]);
    for (const label of file.rows) expect(row.leaves).toContain(leafOf(label.taskPart, label.bodyPart));
    expect(file.rows[0]?.taskPart).toBe(taskPart(labels[0] ?? makeLabel(opened.campaign, article(1))));
    expect(statement.batchesRoot).toBe(treeOf([hash], wordLeafHash, scene.context.keccak).root);
  });

  test('a task waits for its labels, stays covered by an open leaf, settles when it is sure', async () => {
    const opened = await scene.openCampaign({ policy: many });
    const [one, two, three] = [
      await joined(scene, opened),
      await joined(scene, opened),
      await joined(scene, opened),
    ];
    await one.send(opened, [makeLabel(opened.campaign, article(1))]);
    const first = await scene.closeEpoch();
    const before = await statementOf(scene, first);
    const held = await fileOf(scene, before.statement, opened.campaign);
    expect(held.file.rows).toMatchObject([{ state: 'held', price: '20000' }]);
    expect(held.text).not.toContain('body":');
    const link = await scene.context.db
      .selectFrom('delegations')
      .select('blind')
      .where('campaign', '=', opened.campaign)
      .where('account', '=', one.account.address)
      .executeTakeFirstOrThrow();
    const { keccak } = scene.context;
    const leaf = {
      campaign: opened.campaign,
      payTo: one.payTo,
      amount: 20_000n,
      blinded: bytesToHex(blindedAt(link.blind, first, keccak)),
    };
    expect(before.statement.openLeaves).toContain(bytesToHex(openLeafHash(leaf, keccak)));
    expect((await ownLabels(scene, await one.openSession()))[0]).toMatchObject({
      state: 'held',
      epoch: first,
    });

    await two.send(opened, [makeLabel(opened.campaign, article(1))]);
    const second = await scene.closeEpoch();
    const { file } = await fileOf(scene, (await statementOf(scene, second)).statement, opened.campaign);
    expect(file.rows).toMatchObject([
      { number: 0, state: 'paid', posterior: { tone: expect.any(Number) }, counted: true },
      { number: 1, state: 'paid' },
    ]);
    expect(file.batches.map(({ number }) => number)).toEqual([1]);
    const { refused } = await three.send(opened, [makeLabel(opened.campaign, article(1))]);
    expect(refused).toEqual([[0, 'task-full']]);
  });

  test('a promised time settles a task that never got its labels', async () => {
    const opened = await scene.openCampaign({ policy: many, acceptByHours: 1 });
    const labeler = await joined(scene, opened);
    await labeler.send(opened, [
      makeLabel(opened.campaign, article(1), 'up', { body: { tone: { kind: 'unsure' } } }),
    ]);
    await scene.context.db
      .updateTable('batches')
      .set({ accept_by: scene.context.now() })
      .where('campaign', '=', opened.campaign)
      .execute();
    const epoch = await scene.closeEpoch();
    const { file } = await fileOf(scene, (await statementOf(scene, epoch)).statement, opened.campaign);
    expect(file.rows).toMatchObject([{ state: 'paid', credit: '20000', counted: false }]);
  });

  test('P6: a rejection without code and evidence is no statement', () => {
    const row = {
      ref: `0x${'00'.repeat(32)}`,
      number: 0,
      index: 0,
      taskPart: `0x${'00'.repeat(32)}`,
      bodyPart: `0x${'00'.repeat(32)}`,
      price: '20000',
      posterior: {},
      counted: false,
      state: 'rejected',
      credit: '0',
    };
    expect(parseJson(labelRow, JSON.stringify(row)).ok).toBe(false);
    expect(parseJson(labelRow, JSON.stringify({ ...row, code: 'copied', evidence: '' })).ok).toBe(false);
    expect(parseJson(labelRow, JSON.stringify({ ...row, state: 'paid' })).ok).toBe(false);
    expect(
      parseJson(labelRow, JSON.stringify({ ...row, code: 'copied', evidence: 'number=3 index=1' })).ok,
    ).toBe(true);
  });

  test('P13: public files name no page and no account', async () => {
    const opened = await scene.openCampaign();
    const labeler = await joined(scene, opened);
    const label = makeLabel(opened.campaign, article('private'), 'up', { rationale: 'since I was there' });
    await labeler.send(opened, [label]);
    const epoch = await scene.closeEpoch();
    const { statement, text } = await statementOf(scene, epoch);
    const file = await fileOf(scene, statement, opened.campaign);
    const secrets = [
      'news.example',
      'private',
      'since I was',
      label.task,
      label.salts[0],
      labeler.account.address,
    ];
    for (const secret of [...secrets, labeler.device.address]) expect(text + file.text).not.toContain(secret);
    expect(text).toContain(labeler.payTo);
    expect(file.text).not.toContain(labeler.payTo);
  });

  test('an empty epoch is activated too', async () => {
    const epoch = await scene.closeEpoch();
    const { statement } = await statementOf(scene, epoch);
    expect(statement.previous?.epoch).toBe(epoch - 1);
  });

  test('a closed campaign with nothing open is final, and the rest goes back', async () => {
    const now = scene.context.now();
    const opened = await scene.openCampaign({ closes: now + 600 });
    const labeler = await joined(scene, opened);
    await labeler.send(opened, [makeLabel(opened.campaign, article(1))]);
    const first = await scene.closeEpoch();
    expect((await statementOf(scene, first)).statement.entries).toMatchObject([{ final: false }]);
    try {
      scene.skew.seconds = 700;
      await fetch(scene.config.RPC_URL, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'evm_increaseTime', params: [700] }),
      });
      const refused = await labeler.send(opened, [makeLabel(opened.campaign, article(3))]);
      expect(refused.refused).toEqual([[0, 'closed']]);
      // Only what the chain has passed is closed for good; a local chain has no block without a transaction.
      await scene.openCampaign();
      await expect.poll(() => seenUntilOf(scene.context)).toBeGreaterThanOrEqual(now + 600);
      const epoch = await scene.closeEpoch();
      const { statement } = await statementOf(scene, epoch);
      const { file } = await fileOf(scene, statement, opened.campaign);
      expect(file.batches.map(({ number }) => number)).toEqual([refused.receipt.number]);
      const { entries } = statement;
      expect(entries.find(({ campaign }) => campaign === opened.campaign)).toMatchObject({
        final: true,
        open: '0',
      });
      expect(await onChain(scene, opened.campaign)).toMatchObject({ state: 2 });
      const late = await labeler.request(opened, [makeLabel(opened.campaign, article(2))]);
      const { status, text } = await scene.post('/v1/batches', late);
      expect([status, JSON.parse(text)]).toMatchObject([409, { code: 'closed', retry: false }]);
    } finally {
      scene.skew.seconds = 700;
    }
  });
});

describe('when something fails', () => {
  test('a kill after the row was signed sends the same transaction', async () => {
    const opened = await scene.openCampaign();
    const labeler = await joined(scene, opened);
    await labeler.send(opened, [makeLabel(opened.campaign, article(1))]);
    await scene.stopWork();
    const headers = await labeler.openSession();
    scene.startWork();
    await scene.closeEpoch();
    await scene.stopWork();
    const asked = await scene.post('/v1/claims', { payTo: labeler.payTo, token: scene.token }, headers);
    expect(JSON.parse(asked.text)).toMatchObject({ state: 'queued' });

    const relay = await scene.another();
    const deaf = {
      ...relay.context.chain.client,
      sendRawTransaction: () => Promise.reject(new Error('killed')),
    };
    const dying = { ...relay.context, chain: { ...relay.context.chain, client: deaf } };
    await expect(sendRound(dying, relay.account)).rejects.toThrow('killed');
    const sent = JSON.parse(
      (await scene.post('/v1/claims', { payTo: labeler.payTo, token: scene.token }, headers)).text,
    );
    expect(sent.state).toBe('sent');
    expect(await balanceOf(scene, labeler.payTo)).toBe(0n);
    for (let round = 0; round < 3; round++) await sendRound(relay.context, relay.account);
    expect(await balanceOf(scene, labeler.payTo)).toBe(20_000n);
    expect(await claimUntilMined(scene, headers, labeler.payTo)).toMatchObject({
      state: 'mined',
      txHash: sent.txHash,
    });
  });

  test('two relay processes on one database settle once', async () => {
    const opened = await scene.openCampaign();
    const labeler = await joined(scene, opened);
    await labeler.send(opened, [makeLabel(opened.campaign, article(1))]);
    const other = await scene.another();
    const stopping = new AbortController();
    const { work } = await import('../../relay/work.ts');
    const working = work(other.context, other.account, 20, stopping.signal);
    const epoch = await scene.closeEpoch();
    stopping.abort();
    await working;
    const rows = await scene.context.db
      .selectFrom('transactions')
      .select('name')
      .where('name', 'in', [`submit:${epoch}`, `activate:${epoch}`])
      .execute();
    expect(rows).toHaveLength(2);
    expect(await onChain(scene, opened.campaign)).toMatchObject({ released: 20_000n });
  });

  test('a campaign that fails keeps its labels held and delays no other', async () => {
    const broken = await scene.openCampaign();
    const sound = await scene.openCampaign();
    const [one, two] = [await joined(scene, broken), await joined(scene, sound)];
    await one.send(broken, [makeLabel(broken.campaign, article(1))]);
    await two.send(sound, [makeLabel(sound.campaign, article(1))]);
    const labels = scene.context.db
      .updateTable('labels')
      .where('batch', 'in', (query) =>
        query.selectFrom('batches').select('id').where('campaign', '=', broken.campaign),
      );
    const { label: text } = await scene.context.db
      .selectFrom('labels')
      .innerJoin('batches', 'batches.id', 'labels.batch')
      .select('label')
      .where('campaign', '=', broken.campaign)
      .executeTakeFirstOrThrow();
    await labels.set({ label: '{}' }).execute();
    const epoch = await scene.closeEpoch();
    const { entries } = (await statementOf(scene, epoch)).statement;
    expect(entries.find(({ campaign }) => campaign === broken.campaign)).toMatchObject({
      credit: '0',
      open: '20000',
    });
    expect(entries.find(({ campaign }) => campaign === sound.campaign)).toMatchObject({
      credit: '20000',
      open: '0',
    });
    await labels.set({ label: text }).execute();
    await scene.closeEpoch();
    expect(await onChain(scene, broken.campaign)).toMatchObject({ released: 20_000n });
  });

  test('P7: what was received stays reserved across epochs; a top-up is seen', async () => {
    const opened = await scene.openCampaign({ policy: many }, 100_000n);
    const labeler = await joined(scene, opened);
    const labels = Array.from({ length: 4 }, (_, n) => makeLabel(opened.campaign, article(n)));
    expect((await labeler.send(opened, labels)).receipt.received).toBe(4);
    await scene.closeEpoch();
    const other = await joined(scene, opened);
    const more = [makeLabel(opened.campaign, article(9))];
    expect((await other.send(opened, more)).refused).toEqual([[0, 'budget-exhausted']]);
    const requester = scene.walletOf(scene.keys.requester);
    const mined = (hash: Hex) => scene.publicClient.waitForTransactionReceipt({ hash });
    const token = { address: scene.token, abi: testTokenAbi } as const;
    const args = [scene.config.ESCROW, 50_000n] as const;
    await mined(
      await requester.writeContract({
        ...token,
        functionName: 'mint',
        args: [requester.account.address, 50_000n],
      }),
    );
    await mined(await requester.writeContract({ ...token, functionName: 'approve', args }));
    await mined(
      await requester.writeContract({
        address: scene.config.ESCROW,
        abi: campaignEscrowAbi,
        functionName: 'topUp',
        args: [opened.campaign, 50_000n],
      }),
    );
    await expect
      .poll(async () => {
        const row = await scene.context.db
          .selectFrom('campaigns')
          .select('deposited')
          .where('campaign', '=', opened.campaign)
          .executeTakeFirst();
        return row?.deposited;
      })
      .toBe(150_000n);
    expect((await other.send(opened, more)).receipt.received).toBe(1);
  });

  test('new terms raise the price; a batch is paid by the terms that it names', async () => {
    const opened = await scene.openCampaign();
    const labeler = await joined(scene, opened);
    const { termsHash } = await import('../../lib/protocol/signed/ids.ts');
    const terms = { ...opened.terms, price: '30000' };
    const requester = scene.walletOf(scene.keys.requester);
    const { closesAt, settleBy } = await onChain(scene, opened.campaign);
    await scene.publicClient.waitForTransactionReceipt({
      hash: await requester.writeContract({
        address: scene.config.ESCROW,
        abi: campaignEscrowAbi,
        functionName: 'amend',
        args: [opened.campaign, termsHash(terms), closesAt, settleBy],
      }),
    });
    expect((await scene.post('/v1/campaigns', { salt: opened.salt, terms })).status).toBe(200);
    const before = await labeler.send(opened, [makeLabel(opened.campaign, article(1))]);
    const after = await labeler.send({ ...opened, terms }, [makeLabel(opened.campaign, article(2))]);
    expect([before.receipt.amount, after.receipt.amount]).toEqual(['20000', '30000']);
    await scene.closeEpoch();
    expect(await onChain(scene, opened.campaign)).toMatchObject({ released: 50_000n });
  });
});
