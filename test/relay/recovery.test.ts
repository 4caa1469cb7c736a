import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testTokenAbi } from '../../lib/protocol/abi/test-token.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { cutBatch } from '../../lib/queue/cut-batch.ts';
import { makeRecovery } from '../../lib/recovery/make-recovery.ts';
import { restore } from '../../lib/recovery/restore.ts';
import { changePayTo } from '../../lib/sync/change-pay-to.ts';
import { claim } from '../../lib/sync/claims.ts';
import { leave } from '../../lib/sync/leave.ts';
import { sync } from '../../lib/sync/sync.ts';
import { alarmsOf, type Device, joinOn, labelBefore, makeDevice, relayOf, statesOf } from './device.ts';
import { makeKey } from './labeler.ts';
import { makeScene, type Scene } from './scene.ts';

const passphrase = 'four words and a horse';

let scene: Scene;
let campaign: Hex;

beforeAll(async () => {
  scene = await makeScene();
  scene.startWork();
  ({ campaign } = await scene.openCampaign());
});

afterAll(() => scene.stop());

const joined = (payTo: Hex | null) =>
  joinOn(
    makeDevice(async (request) => scene.app.request(request)),
    campaign,
    payTo,
  );
const labeled = (device: Device, ...pages: string[]) => labelBefore(device, campaign, ...pages);
const fileOf = async (device: Device) => (await makeRecovery(device, passphrase)).text;

async function restored(file: string): Promise<Device> {
  const device = makeDevice(async (request) => scene.app.request(request), undefined, { ms: 10_000 });
  await restore(device, file, passphrase);
  return device;
}

const rewardsOf = async ({ store }: Device) => (await store.open()).getAll('rewards');
const balanceOf = (payTo: Hex) =>
  scene.publicClient.readContract({
    address: scene.token,
    abi: testTokenAbi,
    functionName: 'balanceOf',
    args: [payTo],
  });
const receivedFrom = async ({ identity }: Device) => {
  const { address } = await identity.account();
  const rows = await scene.context.db
    .selectFrom('batches')
    .select(['received', 'key'])
    .where('account', '=', address)
    .execute();
  return {
    labels: rows.reduce((sum, { received }) => sum + received, 0),
    keys: new Set(rows.map(({ key }) => key)),
  };
};

/** Batches reach the relay, or not; no answer comes back. */
const cut =
  (reaches: boolean): Device['line']['now'] =>
  async (request, pass) => {
    if (!request.url.endsWith('/v1/batches')) return pass(request);
    if (reaches) await pass(request);
    throw new TypeError('cable cut');
  };
const whole: Device['line']['now'] = (request, pass) => pass(request);

describe('a recovery file', () => {
  it('brings account, receipts and earnings to a second profile; the balance grows once', async () => {
    const first = await joined(null);
    const account = (await first.identity.account()).address;
    await labeled(first, 'file-paid');
    await sync(first, false);
    await scene.closeEpoch();
    await sync(first, false);
    await labeled(first, 'file-received');
    await sync(first, false);
    const second = await restored(await fileOf(first));
    expect(await statesOf(second)).toEqual(['paid', 'received']);
    expect(await rewardsOf(second)).toMatchObject([{ payTo: account, cumulative: '20000', claimed: '0' }]);

    await scene.closeEpoch();
    await sync(second, false);
    expect(await relayOf(second)).toMatchObject({ problem: null, delegated: true });
    // Whose lots count is known again, too.
    const [join] = await (await second.store.open()).getAll('joins');
    expect(join?.account).toBe(account);
    expect(await statesOf(second)).toEqual(['paid', 'paid']);
    expect(await rewardsOf(second)).toMatchObject([{ payTo: account, cumulative: '40000', claimed: '0' }]);
    expect((await second.identity.account()).address).toBe(account);
    const { escrow } = scene.context.place;
    expect((await second.identity.device(escrow)).address).not.toBe(
      (await first.identity.device(escrow)).address,
    );

    // Both ask at once.
    await Promise.all([claim(second, account, scene.token), sync(first, false)]);
    await claim(first, account, scene.token).catch(() => {});
    for (const device of [first, second])
      await expect
        .poll(
          async () => {
            await sync(device, false);
            return (await rewardsOf(device))[0]?.claimed;
          },
          { timeout: 20_000 },
        )
        .toBe('40000');
    expect(await balanceOf(account)).toBe(40_000n);
    for (const device of [first, second]) {
      await expect(claim(device, account, scene.token)).rejects.toMatchObject({ code: 'nothing-to-claim' });
      expect(await alarmsOf(device)).toEqual([]);
    }
  });

  it('lets both profiles go on, each under its own key; a task of both is a duplicate that names the first', async () => {
    const first = await joined(makeKey().address);
    await labeled(first, 'both-1');
    await sync(first, false);
    const second = await restored(await fileOf(first));
    await labeled(first, 'both-2', 'both-3');
    await sync(first, false);
    await labeled(second, 'both-3', 'both-4');
    await sync(second, false);
    const labels = await (await second.store.open()).getAll('labels');
    const batches = await (await first.store.open()).getAll('batches');
    const refused = labels.find(({ state }) => state === 'refused');
    const firstBatch = batches.find(({ hash }) => hash === refused?.reason?.detail);
    expect(refused?.reason?.code).toBe('duplicate');
    expect(firstBatch?.request.labels.map(({ task }) => task)).toContain(refused?.task);
    await scene.closeEpoch();
    for (const device of [first, second]) {
      await sync(device, false);
      expect(await alarmsOf(device)).toEqual([]);
    }
    expect(await statesOf(first)).toEqual(['paid', 'paid', 'paid']);
    expect(await statesOf(second)).toEqual(['paid', 'paid', 'refused']);
    const received = await receivedFrom(second);
    expect(received.labels).toBe(4);
    expect(received.keys.size).toBe(2);
    expect(await rewardsOf(second)).toMatchObject([{ cumulative: '80000' }]);
  });

  it.each([true, false])(
    'holds a batch without an answer (the relay had it: %s): sent again byte for byte, received once',
    async (reaches) => {
      const first = await joined(makeKey().address);
      await sync(first, false);
      await labeled(first, `hang-${reaches}`);
      first.line.now = cut(reaches);
      await sync(first, false);
      expect(await statesOf(first)).toEqual(['sent']);
      const second = await restored(await fileOf(first));
      await sync(second, false);
      expect(await statesOf(second)).toEqual(['received']);
      first.line.now = whole;
      await sync(first, false);
      expect(await statesOf(first)).toEqual(['received']);
      const answers = await Promise.all(
        [first, second].map(async ({ store }) => (await (await store.open()).getAll('batches'))[0]?.answer),
      );
      expect(answers[1]).toEqual(answers[0]);
      expect((await receivedFrom(first)).labels).toBe(1);
      await scene.closeEpoch();
      await sync(second, false);
      expect(await statesOf(second)).toEqual(['paid']);
      expect(await alarmsOf(second)).toEqual([]);
    },
  );

  it('holds a batch under a key of which the relay never heard: signed anew, and the first device is the second', async () => {
    const first = await joined(makeKey().address);
    await labeled(first, 'never-1');
    await cutBatch(first, campaign, first.now());
    expect(await statesOf(first)).toEqual(['sent']);
    const second = await restored(await fileOf(first));
    await sync(second, false);
    expect(await statesOf(second)).toEqual(['queued']);
    expect(await relayOf(second)).toMatchObject({ problem: null });
    await sync(second, false);
    expect(await statesOf(second)).toEqual(['received']);
    await sync(first, false);
    expect(await statesOf(first)).toEqual(['refused']);
    expect((await receivedFrom(first)).labels).toBe(1);
    expect(await alarmsOf(first)).toEqual([]);
  });

  it('holds labels that wait: they leave from whichever device is first', async () => {
    const first = await joined(makeKey().address);
    await labeled(first, 'wait-a', 'wait-b');
    const second = await restored(await fileOf(first));
    expect(await statesOf(second)).toEqual(['queued', 'queued']);
    await sync(second, false);
    expect(await statesOf(second)).toEqual(['received', 'received']);
    await sync(first, false);
    expect(await statesOf(first)).toEqual(['refused', 'refused']);
    expect((await receivedFrom(first)).labels).toBe(2);
  });

  it('is older than the first receipt, and yet the earnings are seen', async () => {
    const first = await joined(null);
    const file = await fileOf(first);
    await labeled(first, 'later-1');
    await sync(first, false);
    await scene.closeEpoch();
    await sync(first, false);
    const second = await restored(file);
    await sync(second, false);
    expect(await rewardsOf(second)).toMatchObject([{ cumulative: '20000' }]);
    expect(await alarmsOf(second)).toEqual([]);
  });

  it('of an account that left its campaigns still shows the earnings', async () => {
    const first = await joined(null);
    await labeled(first, 'left-1');
    await sync(first, false);
    await leave(first.store, campaign);
    const second = await restored(await fileOf(first));
    await scene.closeEpoch();
    await sync(second, false);
    expect(await relayOf(second)).toMatchObject({ problem: null });
    expect(await rewardsOf(second)).toMatchObject([{ cumulative: '20000' }]);
  });

  it('outlives a change of payTo on the first device after it was made: no false alarm', async () => {
    const [one, two] = [makeKey().address, makeKey().address];
    const first = await joined(one);
    await sync(first, false);
    await labeled(first, 'moved-1');
    first.line.now = cut(false);
    await sync(first, false);
    const file = await fileOf(first);
    first.line.now = whole;
    await changePayTo(first, campaign, two);
    await sync(first, false);
    const second = await restored(file);
    await sync(second, false);
    expect(await statesOf(second)).toEqual(['received']);
    expect(await alarmsOf(second)).toEqual([]);
    const [batch] = await (await second.store.open()).getAll('batches');
    expect(batch?.answer?.receipt.payTo).toBe(two);
  });
});

describe('a payTo that is changed', () => {
  it('holds for the receipts after it; both addresses are claimed', async () => {
    const [one, two] = [makeKey().address, makeKey().address];
    const device = await joined(one);
    await labeled(device, 'before-1');
    await sync(device, false);
    await changePayTo(device, campaign, two);
    await labeled(device, 'after-1');
    await sync(device, false);
    await scene.closeEpoch();
    await sync(device, false);
    expect(await statesOf(device)).toEqual(['paid', 'paid']);
    expect(await alarmsOf(device)).toEqual([]);
    expect((await rewardsOf(device)).map(({ payTo, cumulative }) => [payTo, cumulative]).sort()).toEqual(
      [
        [one, '20000'],
        [two, '20000'],
      ].sort(),
    );
    for (const payTo of [one, two]) {
      await claim(device, payTo, scene.token);
      await expect.poll(() => balanceOf(payTo), { timeout: 20_000 }).toBe(20_000n);
    }
  });

  it('goes back to the first address, too', async () => {
    const [one, two] = [makeKey().address, makeKey().address];
    const device = await joined(one);
    for (const [page, payTo] of [
      ['back-1', one],
      ['back-2', two],
      ['back-3', one],
    ] as const) {
      device.ahead.ms += 1_000;
      await changePayTo(device, campaign, payTo);
      await labeled(device, page);
      await sync(device, false);
    }
    const batches = await (await device.store.open()).getAll('batches');
    const paid = batches.sort((a, b) => a.cutAt - b.cutAt).map(({ answer }) => answer?.receipt.payTo);
    expect(paid).toEqual([one, two, one]);
    expect(await alarmsOf(device)).toEqual([]);
  });

  it('is not passed over while the relay can not hear of it: the batch waits', async () => {
    const [one, two] = [makeKey().address, makeKey().address];
    const device = await joined(one);
    await sync(device, false);
    await changePayTo(device, campaign, two);
    await labeled(device, 'busy-1');
    const busy = { type: 'x', title: 'Busy', status: 503, code: 'unavailable', retry: true };
    device.line.now = (request, pass) =>
      request.url.endsWith('/v1/delegations')
        ? Promise.resolve(Response.json(busy, { status: 503 }))
        : pass(request);
    await sync(device, false);
    expect(await statesOf(device)).toEqual(['sent']);
    device.line.now = whole;
    await sync(device, false);
    const [batch] = await (await device.store.open()).getAll('batches');
    expect(batch?.answer?.receipt.payTo).toBe(two);
  });

  it('P5 a relay that goes on paying the first address is found out', async () => {
    const [one, two] = [makeKey().address, makeKey().address];
    const device = await joined(one);
    await sync(device, false);
    await changePayTo(device, campaign, two);
    // The relay says yes, and forgets.
    device.line.now = (request, pass) =>
      request.url.endsWith('/v1/delegations')
        ? Promise.resolve(Response.json({ accepted: true }))
        : pass(request);
    await sync(device, false);
    await labeled(device, 'old-1');
    await sync(device, false);
    expect(await alarmsOf(device)).toMatchObject([
      { kind: 'unsigned', detail: expect.stringContaining('it pays another address') },
    ]);
  });
});
