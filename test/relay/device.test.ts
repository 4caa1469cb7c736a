import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeChainReader } from '../../lib/chain/reader.ts';
import { rewardDistributorAbi } from '../../lib/protocol/abi/reward-distributor.ts';
import { testTokenAbi } from '../../lib/protocol/abi/test-token.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { setOfTerms } from '../../lib/protocol/terms/question-set.ts';
import { cutBatch } from '../../lib/queue/cut-batch.ts';
import { isClosed } from '../../lib/queue/matches.ts';
import { setRecords } from '../../lib/queue/question-sets.ts';
import { refreshCatalogue } from '../../lib/sync/catalogue.ts';
import { claim } from '../../lib/sync/claims.ts';
import { join } from '../../lib/sync/join.ts';
import { leave } from '../../lib/sync/leave.ts';
import { sync } from '../../lib/sync/sync.ts';
import {
  alarmsOf,
  type Device,
  makeDevice as deviceAt,
  joinOn,
  type Line,
  labelBefore,
  label as labelOn,
  relayOf,
  statesOf,
} from './device.ts';
import { makeKey } from './labeler.ts';
import { makeScene, relayUrl, type Scene } from './scene.ts';

const hour = 3_600_000;

let scene: Scene;
let campaign: Hex;
let termsHash: Hex;

const makeDevice = () => deviceAt(async (request) => scene.app.request(request));
const label = (device: Device, page: number | string) => labelOn(device, campaign, page);
const joined = (payTo: Hex) => joinOn(makeDevice(), campaign, payTo);
const labeled = (device: Device, ...pages: (number | string)[]) => labelBefore(device, campaign, ...pages);

beforeAll(async () => {
  scene = await makeScene();
  scene.startWork();
  // Open also for a device whose clock is a day behind.
  const opened = await scene.openCampaign({ opens: Math.floor(Date.now() / 1000) - 2 * 86_400 });
  campaign = opened.campaign;
  const found = makeDevice();
  await refreshCatalogue(found, relayUrl);
  termsHash = (await (await found.store.open()).get('campaigns', campaign))!.termsHash;
});

afterAll(() => scene.stop());

describe('a device and a relay', () => {
  it('from the click to the money: saved, received, settled, checked, claimed', async () => {
    const payTo = makeKey().address;
    const device = await joined(payTo);
    await labeled(device, 'money-1', 'money-2');
    expect(await statesOf(device)).toEqual(['queued', 'queued']);

    await sync(device, false);
    expect(await relayOf(device)).toMatchObject({ problem: null, failures: 0, delegated: true });
    expect(await statesOf(device)).toEqual(['received', 'received']);

    const epoch = await scene.closeEpoch();
    await sync(device, false);
    expect(await statesOf(device)).toEqual(['paid', 'paid']);
    expect(await alarmsOf(device)).toEqual([]);
    expect(await relayOf(device)).toMatchObject({ checkedEpoch: epoch, problem: null });
    const db = await device.store.open();
    expect(await db.getAll('rewards')).toMatchObject([{ payTo, cumulative: '40000', claimed: '0', epoch }]);

    await claim(device, payTo, scene.token);
    await expect
      .poll(
        async () => {
          await sync(device, false);
          return (await db.getAll('rewards'))[0];
        },
        { timeout: 20_000 },
      )
      .toMatchObject({ claimed: '40000', claim: { state: 'mined', amount: '40000' } });
    const balance = await scene.publicClient.readContract({
      address: scene.token,
      abi: testTokenAbi,
      functionName: 'balanceOf',
      args: [payTo],
    });
    expect(balance).toBe(40_000n);
    await expect(claim(device, payTo, scene.token)).rejects.toMatchObject({ code: 'nothing-to-claim' });
  });

  it('P1 sends nothing of a private question set, whose labels lie in the same queue and on the same site', async () => {
    const device = await joined(makeKey().address);
    const set = `0x${'5e'.repeat(32)}` as const;
    const db = await device.store.open();
    const records = setRecords(set, setOfTerms((await db.get('campaigns', campaign))!.terms), Date.now());
    await db.put('campaigns', records.set);
    await db.put('joins', records.join);
    await labeled(device, 'loud-1');
    await labelBefore(device, set, 'quiet-1', 'quiet-2');
    const asked: string[] = [];
    device.line.now = async (request, pass) => {
      const { url, headers } = request;
      asked.push(url, JSON.stringify([...headers]), await request.clone().text());
      return pass(request);
    };
    await sync(device, true);
    await scene.closeEpoch();
    await sync(device, true);
    expect(await statesOf(device)).toEqual(['paid', 'queued', 'queued']);
    const all = asked.join('\n');
    expect(all).toContain('loud-1');
    for (const secret of ['quiet', set.slice(2), records.set.termsHash.slice(2)])
      expect(all).not.toContain(secret);
    const quiet = await db.getAllFromIndex('labels', 'campaignState', [set, 'queued']);
    expect(quiet).toHaveLength(2);
    for (const { task, label: kept } of quiet)
      for (const part of [task, ...kept.salts]) expect(all).not.toContain(part.slice(2));
  });

  it('a label that others forestalled is a reason to read which tasks are full, at once', async () => {
    const [first, second] = [await joined(makeKey().address), await joined(makeKey().address)];
    for (const device of [first, second]) {
      await labeled(device, 'full-1');
      await sync(device, false);
    }
    const db = await second.store.open();
    const [late] = await db.getAll('labels');
    expect(late).toMatchObject({ state: 'refused', reason: { code: 'task-full' } });
    expect(isClosed((await db.get('campaigns', campaign))!, late!.task)).toBe(true);
  });

  it('reads the catalogue again after five minutes where labels are on their way, else after fifteen', async () => {
    const device = await joined(makeKey().address);
    await sync(device, false);
    const asked: string[] = [];
    device.line.now = (request, pass) => {
      asked.push(new URL(request.url).pathname);
      return pass(request);
    };
    const readsAfter = async (minutes: number) => {
      device.ahead.ms += minutes * 60_000;
      await sync(device, false);
      return asked.splice(0).includes('/v1/campaigns');
    };
    expect(await readsAfter(6)).toBe(false);
    await label(device, 'at-work-1');
    expect(await readsAfter(1)).toBe(true);
    await label(device, 'at-work-2');
    expect(await readsAfter(4)).toBe(false);
    expect(await readsAfter(12)).toBe(true);
  });

  it('P3 the answer is lost, and the worker killed: the same batch gets the same receipt, nothing twice', async () => {
    const device = await joined(makeKey().address);
    await labeled(device, 'kill-1', 'kill-2');
    const bodies: string[] = [];
    const answers: string[] = [];
    device.line.now = async (request, pass) => {
      if (!request.url.endsWith('/v1/batches')) return pass(request);
      bodies.push(await request.clone().text());
      answers.push(await (await pass(request)).text());
      throw new TypeError('cable cut');
    };
    await sync(device, false);
    expect(await statesOf(device)).toEqual(['sent', 'sent']);
    expect(await relayOf(device)).toMatchObject({
      failures: 1,
      problem: { code: 'relay-unreachable', retry: true },
    });

    const again = device.killed();
    again.line.now = async (request, pass) => {
      if (!request.url.endsWith('/v1/batches')) return pass(request);
      bodies.push(await request.clone().text());
      const response = await pass(request);
      answers.push(await response.clone().text());
      return response;
    };
    await sync(again, false);
    expect(await statesOf(again)).toEqual(['received', 'received']);
    expect(bodies[1]).toBe(bodies[0]);
    expect(answers[1]).toBe(answers[0]);
    await sync(again, false);
    expect(bodies).toHaveLength(2);
  });

  it('P3 killed at any request, before or after the relay heard it: nothing lost, nothing twice', async () => {
    for (const moment of ['before', 'after'] as const)
      for (let at = 0, isOver = false; !isOver; at++) {
        const payTo = makeKey().address;
        const device = makeDevice();
        await refreshCatalogue(device, relayUrl);
        await join(device, campaign, payTo);
        await labeled(device, `${moment}-${at}-1`, `${moment}-${at}-2`);
        device.ahead.ms = 10_000;
        let asked = 0;
        const dead = Promise.withResolvers<'dead'>();
        device.line.now = async (request, pass) => {
          const isLast = asked++ === at;
          if (isLast && moment === 'after') await pass(request);
          if (!isLast) return pass(request);
          dead.resolve('dead');
          return new Promise(() => {});
        };
        isOver = (await Promise.race([dead.promise, sync(device, true)])) !== 'dead';
        const again = device.killed();
        await sync(again, false);
        expect(await statesOf(again)).toEqual(['received', 'received']);
        expect(await alarmsOf(again)).toEqual([]);
        const rows = await scene.context.db
          .selectFrom('batches')
          .select('received')
          .where('pay_to', '=', payTo)
          .execute();
        expect(rows).toEqual([{ received: 2 }]);
        if (isOver) expect(at).toBeGreaterThanOrEqual(6);
      }
  });

  it('P3 P5 an answer that comes after its epoch was settled still finds its rows, and no false alarm', async () => {
    const device = await joined(makeKey().address);
    await labeled(device, 'late-1');
    await sync(device, false);
    await labeled(device, 'late-2');
    device.line.now = async (request, pass) => {
      const response = await pass(request);
      return request.url.endsWith('/v1/batches') ? new Response('<html>', { status: 502 }) : response;
    };
    const epoch = await scene.closeEpoch();
    await sync(device, false);
    await scene.closeEpoch();
    await sync(device, false);
    expect(await statesOf(device)).toEqual(['paid', 'sent']);
    expect((await relayOf(device))?.checkedEpoch).toBeGreaterThanOrEqual(epoch);
    const again = device.killed();
    await sync(again, false);
    expect(await statesOf(again)).toEqual(['paid', 'paid']);
    expect(await alarmsOf(again)).toEqual([]);
    expect((await relayOf(again))?.problem).toBeNull();
  });

  it('the payTo is changed while a batch is on its way: its receipt holds', async () => {
    const [first, second] = [makeKey().address, makeKey().address];
    const device = await joined(first);
    await labeled(device, 'move-1');
    device.line.now = async (request, pass) => {
      const response = await pass(request);
      if (request.url.endsWith('/v1/batches')) throw new TypeError('cable cut');
      return response;
    };
    await sync(device, false);
    device.line.now = (request, pass) => pass(request);
    await join(device, campaign, second);
    await labeled(device, 'move-2');
    await sync(device, false);
    expect(await statesOf(device)).toEqual(['received', 'received']);
    expect(await alarmsOf(device)).toEqual([]);
    const batches = await (await device.store.open()).getAll('batches');
    expect(new Set(batches.map(({ answer }) => answer?.receipt.payTo))).toEqual(new Set([first, second]));
  });

  it('leaving while the relay is told of the join does not join again', async () => {
    const device = await joined(makeKey().address);
    device.line.now = async (request, pass) => {
      const response = await pass(request);
      const body: unknown = request.url.endsWith('/v1/delegations') ? 'delegation' : undefined;
      if (body !== undefined) await leave(device.store, campaign);
      return response;
    };
    await sync(device, false);
    expect(await (await device.store.open()).count('joins')).toBe(0);
  });

  it('more labels than one signature covers: two batches, all of them settled', async () => {
    const device = await joined(makeKey().address);
    await labeled(device, ...Array.from({ length: 300 }, (_, n) => `many-${n}`));
    await sync(device, false);
    const batches = await (await device.store.open()).getAll('batches');
    expect(batches.map(({ answer }) => answer?.receipt.received).sort()).toEqual([256, 44]);
    await scene.closeEpoch();
    await sync(device, false);
    expect(new Set(await statesOf(device))).toEqual(new Set(['paid']));
    expect(await alarmsOf(device)).toEqual([]);
    expect(await (await device.store.open()).getAll('rewards')).toMatchObject([{ cumulative: '6000000' }]);
  });

  it('a refused label says why; the same task from another device names the first', async () => {
    const device = await joined(makeKey().address);
    await labeled(device, 'full-1');
    await sync(device, false);
    const other = await joined(makeKey().address);
    await labeled(other, 'full-1', 'full-2');
    await sync(other, false);
    expect(await statesOf(other)).toEqual(['received', 'refused']);
    const labels = await (await other.store.open()).getAll('labels');
    expect(labels.find(({ state }) => state === 'refused')).toMatchObject({
      amount: '0',
      reason: { code: 'task-full' },
    });
  });

  it('sends nothing while labels can be taken back, and nothing without a label', async () => {
    const device = await joined(makeKey().address);
    await sync(device, false);
    device.ahead.ms = 0;
    await label(device, 'wait-1');
    const asked: string[] = [];
    device.line.now = (request, pass) => {
      asked.push(new URL(request.url).pathname);
      return pass(request);
    };
    await sync(device, false);
    expect(asked).toEqual([]);
    device.ahead.ms = 10_000;
    await sync(device, false);
    expect(asked).toEqual(['/v1/batches', '/v1/sessions', '/v1/me/rewards']);
  });

  it('tells a relay again that forgot the delegations', async () => {
    const device = await joined(makeKey().address);
    await sync(device, false);
    await scene.context.db.deleteFrom('delegations').execute();
    await labeled(device, 'forgot-1');
    await sync(device, false);
    expect(await relayOf(device)).toMatchObject({ delegated: false, problem: { code: 'unknown-key' } });
    expect(await statesOf(device)).toEqual(['sent']);
    await sync(device, false);
    expect(await statesOf(device)).toEqual(['received']);
  });
});

describe('a device whose clock is off', () => {
  it.each([
    ['an hour ahead', hour],
    ['a day ahead', 24 * hour],
    ['an hour behind', -hour],
    ['a day behind', -24 * hour],
  ])('by %s: saved, received, paid, claimed, and no alarm', async (what, off) => {
    const payTo = makeKey().address;
    const device = await joined(payTo);
    device.ahead.ms += off;
    await labeled(device, `clock-${what.replaceAll(' ', '-')}`);
    await sync(device, false);
    expect(await statesOf(device)).toEqual(['received']);
    await scene.closeEpoch();
    await sync(device, false);
    expect(await statesOf(device)).toEqual(['paid']);
    expect(await relayOf(device)).toMatchObject({ problem: null, failures: 0 });
    await claim(device, payTo, scene.token);
    expect(await alarmsOf(device)).toEqual([]);
  });

  it.each([
    ['ahead', hour],
    ['back', -hour],
  ])('set %s after a label was saved: it leaves all the same', async (what, off) => {
    const device = await joined(makeKey().address);
    await labeled(device, `jump-${what}`);
    device.ahead.ms += off;
    await sync(device, false);
    expect(await statesOf(device)).toEqual(['received']);
  });
});

describe('P5 a lying relay', () => {
  /** Answers of one path, altered as text. */
  const lie =
    (path: RegExp, alter: (text: string) => string): Line =>
    async (request, pass) => {
      const response = await pass(request);
      if (!path.test(new URL(request.url).pathname) || !response.ok) return response;
      return new Response(alter(await response.text()), { status: response.status });
    };

  it('signs a receipt for less: alarm with the evidence, and the label is not called received', async () => {
    const device = await joined(makeKey().address);
    await labeled(device, 'lie-1');
    device.line.now = lie(/batches$/, (text) => text.replace('"amount":"20000"', '"amount":"10000"'));
    await sync(device, false);
    expect(await statesOf(device)).toEqual(['sent']);
    expect(await alarmsOf(device)).toMatchObject([
      {
        kind: 'unsigned',
        campaign,
        evidence: { batch: { labels: [{}] }, answer: { receipt: { amount: '10000' } } },
      },
    ]);
    expect(await relayOf(device)).toMatchObject({ problem: { code: 'bad-receipt', retry: true } });
    device.line.now = (request, pass) => pass(request);
    await sync(device, false);
    expect(await statesOf(device)).toEqual(['received']);
  });

  it.each<[string, RegExp, (text: string) => string]>([
    ['another statement', /epochs/, (text) => text.replace('"version":', '"version": ')],
    ['another file', /files/, (text) => text.replace('"version":', '"version": ')],
  ])('serves %s: alarm with what was served, until the right one comes', async (what, path, alter) => {
    const device = await joined(makeKey().address);
    await labeled(device, `serve-${what.replaceAll(' ', '-')}`);
    await sync(device, false);
    await scene.closeEpoch();
    device.line.now = lie(path, alter);
    await sync(device, false);
    expect(await statesOf(device)).toEqual(['received']);
    expect(await alarmsOf(device)).toMatchObject([
      { kind: 'wrong-root', evidence: { served: expect.stringContaining('"version": ') } },
    ]);
    device.line.now = (request, pass) => pass(request);
    await sync(device, false);
    expect(await statesOf(device)).toEqual(['paid']);
  });

  it('says that no epoch is active: the chain is believed', async () => {
    const device = await joined(makeKey().address);
    await labeled(device, 'hide-1');
    await sync(device, false);
    await scene.closeEpoch();
    device.line.now = lie(/me\/rewards/, () => '{"activeEpoch":0,"rewards":[]}');
    await sync(device, false);
    expect(await statesOf(device)).toEqual(['paid']);
    expect(await alarmsOf(device)).toEqual([]);
    // It may lag by an hour, of the chain's: a device's clock that is ahead accuses nobody.
    device.ahead.ms += 2 * hour;
    await sync(device, false);
    expect(await alarmsOf(device)).toEqual([]);
    const later: Device['chain'] = (place) => {
      const reader = makeChainReader(place);
      return { ...reader, time: async () => (await reader.time()) + (2 * hour) / 1000 };
    };
    await sync({ ...device, chain: later }, false);
    expect(await alarmsOf(device)).toMatchObject([{ kind: 'underpaid' }]);
  });

  it('leaves the leaf out, or shows a smaller one: alarm', async () => {
    const device = await joined(makeKey().address);
    await labeled(device, 'leaf-1');
    await sync(device, false);
    await scene.closeEpoch();
    device.line.now = lie(/me\/rewards/, (text) => text.replace(/"rewards":\[.*\]/, '"rewards":[]'));
    await sync(device, false);
    expect(await alarmsOf(device)).toMatchObject([{ kind: 'underpaid' }]);
    device.line.now = lie(/me\/rewards/, (text) =>
      text.replace('"cumulative":"20000"', '"cumulative":"19999"'),
    );
    await sync(device, false);
    expect((await alarmsOf(device)).map(({ kind }) => kind).sort()).toEqual(['underpaid', 'wrong-root']);
  });

  it('spoils the catalogue: labels are sent and checked all the same', async () => {
    const device = await joined(makeKey().address);
    await labeled(device, 'spoil-1');
    device.line.now = async (request, pass) =>
      new URL(request.url).pathname.endsWith('/campaigns') ? new Response('{"version":1}') : pass(request);
    await sync(device, true);
    expect(await relayOf(device)).toMatchObject({ problem: { code: 'relay-answer' } });
    expect(await statesOf(device)).toEqual(['received']);
  });
});

describe('the pair of contracts', () => {
  it('is what the chain reader reads', async () => {
    const { place } = scene.context;
    const reader = makeChainReader({
      ...place,
      distributor: scene.config.DISTRIBUTOR,
      rpcUrl: scene.config.RPC_URL,
    });
    expect(await reader.campaign(campaign)).toMatchObject({ active: true, termsHash, token: scene.token });
    const { epoch, at } = await reader.lastActivation();
    expect(epoch).toBeGreaterThan(0);
    expect(Math.abs(at - Date.now() / 1000)).toBeLessThan(600);
    expect(await reader.time()).toBeGreaterThanOrEqual(at);
    expect(await reader.activated(epoch)).toBeDefined();
    expect(await reader.activated(epoch + 50)).toBeUndefined();
    const [payTo, token] = [makeKey().address, scene.token];
    const claimed = await scene.publicClient.readContract({
      address: scene.config.DISTRIBUTOR,
      abi: rewardDistributorAbi,
      functionName: 'claimed',
      args: [payTo, token],
    });
    expect(await reader.claimed(payTo, token)).toBe(claimed);
    const wrong = makeChainReader({
      ...place,
      chainId: 1,
      distributor: place.escrow,
      rpcUrl: scene.config.RPC_URL,
    });
    await expect(wrong.campaign(campaign)).rejects.toMatchObject({ code: 'wrong-chain', retry: false });
    const gone = makeChainReader({ ...place, distributor: place.escrow, rpcUrl: 'http://127.0.0.1:9' });
    await expect(gone.lastActivation()).rejects.toMatchObject({ code: 'chain-unavailable', retry: true });
  });

  it('a campaign without money, or with other terms, is not joined', async () => {
    const device = makeDevice();
    await refreshCatalogue(device, relayUrl);
    const db = await device.store.open();
    const known = await db.get('campaigns', campaign);
    await db.put('campaigns', { ...known!, termsHash: `0x${'11'.repeat(32)}` });
    await expect(join(device, campaign, null)).rejects.toMatchObject({ code: 'terms-changed' });
    await db.put('campaigns', { ...known!, campaign: `0x${'22'.repeat(32)}` });
    await expect(join(device, `0x${'22'.repeat(32)}`, null)).rejects.toMatchObject({
      retry: expect.any(Boolean),
    });
    await expect(join(device, `0x${'33'.repeat(32)}`, null)).rejects.toMatchObject({
      code: 'unknown-campaign',
    });
    expect(await db.count('joins')).toBe(0);
    expect(await cutBatch(device, campaign, device.now())).toBeUndefined();
  });
});
