import { sql } from 'kysely';
import { decodeFunctionData } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import { changesChain, type Statement } from '../../lib/protocol/ledger/statement.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { sync } from '../../lib/sync/sync.ts';
import { verifyEpoch } from '../../relay/bin/verify/verify-epoch.ts';
import { cutEpoch } from '../../relay/settlement/cut.ts';
import { dropEpoch } from '../../relay/settlement/dropped.ts';
import { cutIsDue } from '../../relay/settlement/due.ts';
import { activationRoom } from '../../relay/settlement/room.ts';
import { alarmsOf, type Device, joinOn, labelBefore, makeDevice, statesOf } from './device.ts';
import { closeWith, crowd, judgedPolicy, pages, say, truthOf } from './judged-crowd.ts';
import { article, makeKey, makeLabel, type Opened } from './labeler.ts';
import { closeWithLie } from './lying-relay.ts';
import { balanceOf, claimUntilMined, fileOf, joined, onChain, ownRewards, statementOf } from './reading.ts';
import { day, makeScene, type Scene } from './scene.ts';
import { submitted } from './stranger.ts';
import { verifyingOf } from './verifying.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene({ timelock: 2 });
  scene.startWork();
});
afterAll(() => scene.stop());
beforeEach(async () => {
  roomFor(activationRoom.entries);
  await expect.poll(inHand, { timeout: 60_000 }).toEqual([]);
});

/** Epochs that are on their way, or asked for. */
const inHand = () =>
  scene.context.db
    .selectFrom('epochs')
    .select(['epoch', 'state'])
    .where((is) => is.or([is('state', 'in', ['cut', 'submitted']), is('cut_requested', '=', true)]))
    .where('state', 'not in', ['active', 'revoked'])
    .execute();

const price = 20_000n;
/** How many entries the next activations carry. */
const roomFor = (entries: number) => {
  scene.context.room = { ...activationRoom, entries };
};

const opens = async (count: number, given: Parameters<Scene['openCampaign']>[0] = {}) => {
  const opened: Opened[] = [];
  for (let n = 0; n < count; n++) opened.push(await scene.openCampaign(given));
  return opened;
};

const stateOf = async (epoch: number) =>
  (await scene.context.db.selectFrom('epochs').select('state').where('epoch', '=', epoch).executeTakeFirst())
    ?.state;

async function active(epoch: number): Promise<Statement> {
  await expect.poll(() => stateOf(epoch), { timeout: 60_000 }).toBe('active');
  return (await statementOf(scene, epoch)).statement;
}

async function isVerified(...epochs: number[]): Promise<void> {
  const work = await verifyingOf(scene);
  for (const epoch of epochs) {
    const { faults, campaigns } = await verifyEpoch(work, epoch);
    expect([...faults, ...campaigns.flatMap((one) => one.faults)]).toEqual([]);
  }
}

/** The campaigns whose entries the transaction has that activates the epoch. */
async function carried(epoch: number): Promise<Hex[]> {
  const { data } = await scene.context.db
    .selectFrom('transactions')
    .select('data')
    .where('name', '=', `activate:${epoch}`)
    .executeTakeFirstOrThrow();
  const { functionName, args } = decodeFunctionData({ abi: campaignEscrowAbi, data });
  if (functionName !== 'activate') throw new Error(functionName);
  return args[1].map(({ campaign }) => campaign);
}

const settled = ({ entries }: Statement): Hex[] => entries.filter(changesChain).map((one) => one.campaign);

/** One device with a label in each of the campaigns, received. */
async function labeledAll(campaigns: readonly Opened[], payTo: Hex): Promise<Device> {
  const device = makeDevice(async (request) => scene.app.request(request));
  for (const { campaign } of campaigns) await joinOn(device, campaign, payTo);
  for (const { campaign } of campaigns) await labelBefore(device, campaign, 'one');
  await sync(device, false);
  expect(new Set(await statesOf(device))).toEqual(new Set(['received']));
  return device;
}

async function raisedNothing(device: Device): Promise<void> {
  await sync(device, false);
  expect(await alarmsOf(device)).toEqual([]);
}

const counted = async (device: Device) =>
  Object.groupBy(await statesOf(device), (state) => state) as Record<string, string[] | undefined>;

describe('five campaigns, and two that one activation carries', () => {
  test('P5: every receipt is honoured by the epoch that it names, and all are paid in the end', async () => {
    const campaigns = await opens(5);
    const ids = campaigns.map(({ campaign }) => campaign);
    const payTo = makeKey().address;
    const device = await labeledAll(campaigns, payTo);
    roomFor(2);
    const first = await scene.closeEpoch();
    const { statement } = await statementOf(scene, first);
    const receipts = await (await device.store.open()).getAll('batches');
    expect(receipts.map(({ answer }) => answer?.receipt.epoch)).toEqual(Array(5).fill(first));
    for (const campaign of ids) {
      const { file } = await fileOf(scene, statement, campaign);
      expect([file.batches.length, file.rows.length]).toEqual([1, 1]);
    }
    // Of the other three the money is kept, and the chain is told nothing of them.
    expect([statement.openLeaves.length, settled(statement).length]).toEqual([3, 2]);
    expect(await carried(first)).toEqual(settled(statement));
    await raisedNothing(device);
    const { paid = [], held = [] } = await counted(device);
    expect(paid.length).toBeGreaterThanOrEqual(2);
    expect(paid.length + held.length).toBe(5);

    // Nobody asks for these.
    const [second, third] = [await active(first + 1), await active(first + 2)];
    // Where nothing is new nothing is said again.
    expect([second.entries.length, second.openLeaves.length]).toEqual([2, 1]);
    expect([third.entries.length, third.openLeaves.length]).toEqual([1, 0]);
    expect([statement, second, third].flatMap(settled).sort()).toEqual(ids.toSorted());
    await raisedNothing(device);
    expect(await statesOf(device)).toEqual(Array(5).fill('paid'));
    for (const campaign of ids) expect(await onChain(scene, campaign)).toMatchObject({ released: price });
    expect(third.rewards.find(([name]) => name === payTo)?.[2]).toBe(`${5n * price}`);
    await isVerified(first, first + 1, first + 2);
    expect(await scene.context.metrics.registry.metrics()).toMatch(/^glosa_put_off_campaigns_total 4$/m);
    const open = await scene.context.db
      .selectFrom('epochs')
      .select('cut_requested')
      .where('state', '=', 'open')
      .executeTakeFirstOrThrow();
    expect(open.cut_requested).toBe(false);
  });

  test('P3: an epoch that is revoked was nobody’s turn, and the next covers what it had listed', async () => {
    const campaigns = await opens(5);
    const ids = campaigns.map(({ campaign }) => campaign);
    const payTo = makeKey().address;
    const device = await labeledAll(campaigns, payTo);
    roomFor(2);
    const closing = scene.closeEpoch();
    const revoked = await submitted(scene);
    const guardian = scene.walletOf(scene.keys.guardian);
    await scene.publicClient.waitForTransactionReceipt({
      hash: await guardian.writeContract({
        address: scene.config.ESCROW,
        abi: campaignEscrowAbi,
        functionName: 'revoke',
        args: [revoked],
      }),
    });
    const first = await closing;
    expect([await stateOf(revoked), first]).toEqual(['revoked', revoked + 1]);
    const tried = settled((await statementOf(scene, revoked)).statement);
    const statements = [await active(first), await active(first + 1), await active(first + 2)];
    expect(statements[0]!.entries.map((one) => one.campaign)).toEqual(ids.toSorted());
    // The three that were put off come before the two that were not.
    expect(statements.slice(0, 2).flatMap(settled)).toHaveLength(4);
    expect(settled(statements[0]!).filter((one) => tried.includes(one))).toEqual([]);
    expect(statements.flatMap(settled).sort()).toEqual(ids.toSorted());
    await raisedNothing(device);
    expect(await statesOf(device)).toEqual(Array(5).fill('paid'));
    for (const campaign of ids) expect(await onChain(scene, campaign)).toMatchObject({ released: price });
    await isVerified(first, first + 1, first + 2);
    const { db } = scene.context;
    const left = await db
      .selectFrom('campaigns')
      .select('campaign')
      .where('put_off', 'is not', null)
      .execute();
    expect(left).toEqual([]);
  });

  test('P3: a cut that dies while it lists those that it puts off has done nothing', async () => {
    const campaigns = await opens(3);
    const payTo = makeKey().address;
    const device = await labeledAll(campaigns, payTo);
    await scene.stopWork();
    roomFor(1);
    const { db } = scene.context;
    const last = campaigns.map(({ campaign }) => campaign).sort()[2]!;
    const before = await db.selectFrom('files').select('hash').execute();
    const links = await db.deleteFrom('delegations').where('campaign', '=', last).returningAll().execute();
    await expect(cutEpoch(scene.context)).rejects.toThrow('no delegation');
    expect(await db.selectFrom('files').select('hash').execute()).toHaveLength(before.length);
    expect(await db.selectFrom('epochs').select('epoch').where('state', '=', 'cut').execute()).toEqual([]);
    await db.insertInto('delegations').values(links).execute();
    const epoch = await cutEpoch(scene.context);
    // Killed before anything was sent, and started again.
    scene.startWork();
    const statements = [await active(epoch), await active(epoch + 1), await active(epoch + 2)];
    expect(statements.map((one) => settled(one).length)).toEqual([1, 1, 1]);
    await raisedNothing(device);
    expect(await statesOf(device)).toEqual(Array(3).fill('paid'));
    await isVerified(epoch, epoch + 1, epoch + 2);
  });
});

test('who was put off longest comes first, however much comes of others whose promises are nearer', async () => {
  const near = await opens(2, { acceptByHours: 100 });
  const [far] = await opens(1, { acceptByHours: 700 });
  const labelers = await Promise.all(near.map((one) => joined(scene, one)));
  const more = (page: number) =>
    Promise.all(near.map((one, at) => labelers[at]!.send(one, [makeLabel(one.campaign, article(page))])));
  await more(1);
  const labeler = await joined(scene, far!);
  await labeler.send(far!, [makeLabel(far!.campaign, article(1))]);
  roomFor(1);
  const first = await scene.closeEpoch();
  await more(2);
  await active(first + 1);
  await more(3);
  const statements = [first, first + 1, first + 2].map(async (epoch) => settled(await active(epoch)));
  const turns = (await Promise.all(statements)).flat();
  expect(new Set(turns.slice(0, 2))).toEqual(new Set(near.map(({ campaign }) => campaign)));
  expect(turns[2]).toBe(far!.campaign);
  await expect
    .poll(async () => (await onChain(scene, near[1]!.campaign)).released, { timeout: 60_000 })
    .toBe(3n * price);
});

test('who was put off is settled by the timer, when the epoch that was to do it could not be sent', async () => {
  const [opened] = await opens(1);
  await (await joined(scene, opened!)).send(opened!, [makeLabel(opened!.campaign, article(1))]);
  const timed = { ...scene.context, epochSeconds: 3600, now: () => scene.context.now() + 3600 };
  expect(await cutIsDue(timed)).toBe(true);
  roomFor(0);
  await scene.stopWork();
  const first = await cutEpoch(scene.context);
  roomFor(1);
  scene.startWork();
  await expect.poll(() => stateOf(first + 1), { timeout: 60_000, interval: 10 }).toMatch(/cut|submitted/);
  await scene.stopWork();
  await dropEpoch(scene.context, first + 1, 'not sent', false);
  await sql`delete from transactions where name = ${`submit:${first + 1}`} and state = 'queued'`.execute(
    scene.context.db,
  );
  expect(await cutIsDue(scene.context)).toBe(false);
  expect(await cutIsDue(timed)).toBe(true);
  await cutEpoch(scene.context);
  scene.startWork();
  expect(settled(await active(first + 2))).toEqual([opened!.campaign]);
  expect(await cutIsDue(timed)).toBe(false);
});

test('P7: a promise that is due comes before whoever waits', async () => {
  const [waiting, due] = [...(await opens(1)), ...(await opens(1, { acceptByHours: 24 }))];
  for (const one of [waiting!, due!])
    await (await joined(scene, one)).send(one, [makeLabel(one.campaign, article(1))]);
  await scene.stopWork();
  const { db } = scene.context;
  await db.updateTable('campaigns').set({ put_off: 1 }).where('campaign', '=', waiting!.campaign).execute();
  await db
    .updateTable('batches')
    .set({ accept_by: scene.context.now() })
    .where('campaign', '=', due!.campaign)
    .execute();
  roomFor(1);
  const epoch = await cutEpoch(scene.context);
  scene.startWork();
  expect(settled(await active(epoch))).toEqual([due!.campaign]);
  expect(settled(await active(epoch + 1))).toEqual([waiting!.campaign]);
});

test('P11: golds that were committed to are opened by the next epoch that decides anything, and verification says so', async () => {
  const opened = await scene.openCampaign(judgedPolicy());
  const [late, ...people] = await crowd(scene, opened, 5);
  for (const one of people) await say(one, opened, pages(0, 12), truthOf);
  const first = await closeWith(scene, 'all');
  const { golds } = (await fileOf(scene, (await statementOf(scene, first)).statement, opened.campaign)).file;
  expect(golds.committed.length).toBeGreaterThan(0);
  await say(late!, opened, pages(0, 12), truthOf);
  roomFor(0);
  await scene.stopWork();
  const second = await cutEpoch(scene.context);
  scene.startWork();
  const listing = (await fileOf(scene, await active(second), opened.campaign)).file;
  expect(listing.golds).toEqual({ opened: [], committed: [] });
  expect(listing.rows.map(({ state }) => state)).toEqual(Array(12).fill('held'));
  roomFor(1);
  let last = second + 1;
  while (!settled(await active(last)).includes(opened.campaign)) last += 1;
  const said = (await fileOf(scene, await active(last), opened.campaign)).file;
  expect(said.golds.opened).toHaveLength(golds.committed.length);
  await isVerified(first, second, last);
});

test('a campaign that has closed is not final before there is room for it', async () => {
  const [empty] = await opens(1, { closes: scene.context.now() + 600 });
  await scene.stopWork();
  await scene.context.db
    .updateTable('campaigns')
    .set({ closes_at: 1 })
    .where('campaign', '=', empty!.campaign)
    .execute();
  roomFor(0);
  const epoch = await cutEpoch(scene.context);
  expect((await statementOf(scene, epoch)).statement.entries).toEqual([]);
  const row = scene.context.db
    .selectFrom('campaigns')
    .select(['final_epoch', 'put_off'])
    .where('campaign', '=', empty!.campaign);
  expect(await row.executeTakeFirst()).toEqual({ final_epoch: null, put_off: epoch });
  await scene.context.db
    .updateTable('campaigns')
    .set({ closes_at: scene.context.now() + 30 * day })
    .where('campaign', '=', empty!.campaign)
    .execute();
  scene.startWork();
  await active(epoch);
});

test('P11: a statement of the first version is verified as it was made: the chain has all its entries', async () => {
  const [opened] = await opens(1, { policy: judgedPolicy().policy });
  const lone = await joined(scene, opened!);
  await lone.send(opened!, [makeLabel(opened!.campaign, article(1))]);
  const epoch = await closeWithLie(scene, opened!, (_, statement) => {
    statement.version = 1;
  });
  const { statement } = await statementOf(scene, epoch);
  expect([statement.version, settled(statement)]).toEqual([1, []]);
  expect(await carried(epoch)).toEqual([opened!.campaign]);
  await isVerified(epoch);
});

test('P7, P11: that a campaign owes more than it has is found where the chain does not see it', async () => {
  const [opened] = await opens(1, { policy: judgedPolicy().policy });
  const lone = await joined(scene, opened!);
  await lone.send(opened!, [makeLabel(opened!.campaign, article(1))]);
  const epoch = await closeWithLie(scene, opened!, (_, { entries }) => {
    for (const entry of entries) if (entry.campaign === opened!.campaign) entry.open = '10000001';
  });
  expect(await carried(epoch)).toEqual([]);
  const { campaigns } = await verifyEpoch(await verifyingOf(scene), epoch);
  const said = campaigns.flatMap(({ faults }) => faults).map(({ detail }) => detail);
  expect(said).toContain('it owes 10000001 of 10000000');
});

test('P8: who waited for room claims like everybody', async () => {
  const campaigns = await opens(2);
  const labelers = await Promise.all(campaigns.map((one) => joined(scene, one)));
  for (const [at, one] of campaigns.entries())
    await labelers[at]!.send(one, [makeLabel(one.campaign, article(1))]);
  roomFor(1);
  const first = await scene.closeEpoch();
  await active(first + 1);
  for (const labeler of labelers) {
    const headers = await labeler.openSession();
    expect((await ownRewards(scene, headers)).activeEpoch).toBe(first + 1);
    await claimUntilMined(scene, headers, labeler.payTo);
    expect(await balanceOf(scene, labeler.payTo)).toBe(price);
  }
});

test('of whom there is nothing more to decide no epoch is cut again and again', async () => {
  const [other, opened] = [...(await opens(1, { acceptByHours: 24 })), ...(await opens(1))];
  await (await joined(scene, other!)).send(other!, [makeLabel(other!.campaign, article(1))]);
  const odd = makeLabel(other!.campaign, article(1));
  const { receipt } = await (await joined(scene, opened!)).send(opened!, [odd]);
  expect(receipt.received).toBe(0);
  roomFor(0);
  await scene.stopWork();
  const first = await cutEpoch(scene.context);
  expect((await statementOf(scene, first)).statement.entries).toHaveLength(2);
  roomFor(1);
  scene.startWork();
  expect(settled(await active(first + 1))).toEqual([other!.campaign]);
  // By it the timer would have epochs cut for as long as the campaign is open.
  const row = scene.context.db
    .selectFrom('campaigns')
    .select('put_off')
    .where('campaign', '=', opened!.campaign);
  expect(await row.executeTakeFirst()).toEqual({ put_off: null });
});
