import { afterAll, beforeAll, expect, test } from 'vitest';
import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { termsHash } from '../../lib/protocol/signed/ids.ts';
import { reserveOf } from '../../lib/protocol/terms/cost.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import { isRight, reportText } from '../../relay/bin/verify/print-report.ts';
import { verifyEpoch } from '../../relay/bin/verify/verify-epoch.ts';
import { seenUntilOf } from '../../relay/chain/watch.ts';
import { cutEpoch } from '../../relay/settlement/cut.ts';
import { dropEpoch } from '../../relay/settlement/dropped.ts';
import { closeWith, crowd, judgedPolicy, pages, say, truthOf } from './judged-crowd.ts';
import type { Labeler, Opened } from './labeler.ts';
import { fileOf, onChain, statementOf } from './reading.ts';
import { makeScene, type Scene } from './scene.ts';
import { seeded } from './seeded.ts';
import { verifyingOf } from './verifying.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
  scene.startWork();
});
afterAll(() => scene.stop());

const rowOf = ({ campaign }: Opened) =>
  scene.context.db
    .selectFrom('campaigns')
    .selectAll()
    .where('campaign', '=', campaign)
    .executeTakeFirstOrThrow();

/** What is owed fits the deposit with all that appeals are promised, and nothing is promised twice. */
async function expectCovered(opened: Opened): Promise<void> {
  const {
    deposited,
    credited,
    open,
    reserved,
    appeals_paid: paid,
    appeals_bound: bound,
  } = await rowOf(opened);
  const unspent = reserveOf(deposited) - paid;
  expect(bound).toBeGreaterThanOrEqual(0n);
  expect(unspent).toBeGreaterThanOrEqual(bound);
  expect(deposited - credited - open - reserved).toBeGreaterThanOrEqual(unspent);
}

async function raisePrice({ campaign, terms, salt }: Opened & { salt: Hex }): Promise<Terms> {
  const raised = { ...terms, price: '30000' };
  const { closesAt, settleBy } = await onChain(scene, campaign);
  const hash = await scene.walletOf(scene.keys.requester).writeContract({
    address: scene.config.ESCROW,
    abi: campaignEscrowAbi,
    functionName: 'amend',
    args: [campaign, termsHash(raised), closesAt, settleBy],
  });
  await scene.publicClient.waitForTransactionReceipt({ hash });
  expect((await scene.post('/v1/campaigns', { salt, terms: raised })).status).toBe(200);
  return raised;
}

/** @returns the outcomes of a campaign in which that seed draws what happens, and when */
async function appealsInAnyOrder(seed: number): Promise<(string | null)[]> {
  const below = seeded(seed);
  const opened = await scene.openCampaign(judgedPolicy(), 8_000_000n + BigInt(below(8)) * 1_000_000n);
  const { campaign } = opened;
  let { terms } = opened;
  const { db, now } = scene.context;
  const list = pages(0, 10);
  for (const one of await crowd(scene, opened, 3)) await say(one, opened, list, (page) => truthOf(page + 1));
  const rejected: [Labeler, number][] = [];
  for (const [at, one] of (await crowd(scene, opened, 2)).entries())
    rejected.push([one, (await say(one, opened, list, (page) => truthOf(page + 2 * at))).receipt.number]);
  const others = await crowd(scene, opened, 6);
  const work = await verifyingOf(scene);

  const close = async () => {
    // There may be nothing to say.
    const epoch = await closeWith(scene, below(2) === 0 ? 'all' : 'none').catch(() => undefined);
    if (epoch === undefined) return;
    const report = await verifyEpoch(work, epoch);
    expect(isRight(report) ? '' : reportText(report)).toBe('');
  };
  const appeal = async () => {
    const [one, number] = rejected[below(2)]!;
    expect((await one.appeal(opened, number, below(10))).status).toBeOneOf([200, 409]);
  };
  const label = () => {
    const lie = below(3) === 0 ? 1 : 0;
    const chosen = list.filter(() => below(2) === 0);
    return say(others[below(6)]!, { campaign, terms }, [...chosen, 20 + below(4)], (page) =>
      truthOf(page + lie),
    );
  };
  const pass = () =>
    db.updateTable('reopened').set({ until: now() }).where('campaign', '=', campaign).execute();
  const revoke = async () => {
    await scene.stopWork();
    await dropEpoch(scene.context, await cutEpoch(scene.context), 'revoked', true);
    scene.startWork();
    await close();
  };

  await close();
  for (let step = 0; step < 14; step++) {
    if (step === 5) terms = await raisePrice(opened);
    const kind = below(10);
    if (kind < 3) await Promise.all([appeal(), appeal(), appeal()]);
    else if (kind < 6) await Promise.all([label(), label(), appeal()]);
    else if (kind < 7) await Promise.all([close(), label(), appeal()]);
    else if (kind < 8) await close();
    else if (kind < 9) await pass();
    else await revoke();
    await expectCovered(opened);
  }
  // Every promise is due.
  await pass();
  await db.updateTable('batches').set({ accept_by: now() }).where('campaign', '=', campaign).execute();
  for (let more = 0; more < 2; more++) await close();
  await expectCovered(opened);
  const { appeals_bound: bound, credited } = await rowOf(opened);
  expect(bound).toBe(0n);
  expect((await onChain(scene, campaign)).released).toBe(credited);
  const appeals = await db.selectFrom('appeals').select('outcome').where('campaign', '=', campaign).execute();
  return appeals.map(({ outcome }) => outcome);
}

test('P7, P11: whatever is appealed, labeled, cut and revoked at once, and at whatever price, the reserve covers it and anybody computes it again', async () => {
  const outcomes = new Set<string | null>();
  for (const seed of [3, 7, 12]) for (const outcome of await appealsInAnyOrder(seed)) outcomes.add(outcome);
  expect([...outcomes].sort()).toEqual(['lapsed', 'lost', 'won']);
});

test('an appeal that is open when its campaign closes has lapsed before the campaign is final', async () => {
  const closes = scene.context.now() + 600;
  const opened = await scene.openCampaign({ ...judgedPolicy(), closes });
  const { campaign } = opened;
  for (const one of await crowd(scene, opened, 3))
    await say(one, opened, pages(0, 12), (page) => truthOf(page + 1));
  const [honest] = await crowd(scene, opened, 1);
  const { number } = (await say(honest!, opened, pages(0, 12), truthOf)).receipt;
  await closeWith(scene, 'none');
  for (const page of [0, 1]) expect((await honest!.appeal(opened, number, page)).status).toBe(200);
  // One page has a label again, and one has none.
  const [again] = await crowd(scene, opened, 1);
  await say(again!, opened, [0], truthOf);

  scene.skew.seconds = 700;
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'evm_increaseTime', params: [700] });
  await fetch(scene.config.RPC_URL, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  await scene.openCampaign();
  await expect.poll(() => seenUntilOf(scene.context)).toBeGreaterThanOrEqual(closes);
  const work = await verifyingOf(scene);
  const closeOnce = async () => {
    const epoch = await closeWith(scene, 'none');
    const report = await verifyEpoch(work, epoch);
    expect(isRight(report) ? '' : reportText(report)).toBe('');
    const { statement } = await statementOf(scene, epoch);
    return {
      entry: statement.entries.find((one) => one.campaign === campaign),
      file: (await fileOf(scene, statement, campaign)).file,
    };
  };
  const first = await closeOnce();
  expect(first.entry).toMatchObject({ final: false });
  expect(first.file.rows.filter((row) => row.state === 'rejected')).toMatchObject([
    { number, index: 1, appeal: { outcome: 'lapsed' } },
  ]);
  expect((await onChain(scene, campaign)).state).toBe(1);
  const { db, now } = scene.context;
  await db.updateTable('batches').set({ accept_by: now() }).where('campaign', '=', campaign).execute();
  const last = await closeOnce();
  expect(last.entry).toMatchObject({ final: true, open: '0' });
  expect(last.file.rows).toContainEqual(
    expect.objectContaining({ number, index: 0, appeal: expect.objectContaining({ outcome: 'lapsed' }) }),
  );
  expect((await onChain(scene, campaign)).state).toBe(2);
});
