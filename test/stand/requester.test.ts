import 'fake-indexeddb/auto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refundCall, transferCall } from '../../lib/chain/calls.ts';
import { makePurse, type Purse } from '../../lib/chain/purse.ts';
import { makeChainReader } from '../../lib/chain/reader.ts';
import { advance } from '../../lib/funding/advance.ts';
import { orderOf } from '../../lib/funding/change-order.ts';
import { enlarge } from '../../lib/funding/enlarge.ts';
import { payOut } from '../../lib/funding/pay-out.ts';
import { placeOrder } from '../../lib/funding/place-order.ts';
import { changePlan, newPlan } from '../../lib/funding/plans.ts';
import { progressView } from '../../lib/funding/progress-view.ts';
import { purseView } from '../../lib/funding/purse-view.ts';
import { purseAt, type Requesting } from '../../lib/funding/requesting.ts';
import { tryPlan } from '../../lib/funding/try-plan.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { Expected } from '../../lib/storage/expected.ts';
import { makeRelayClient } from '../../lib/sync/relay-client.ts';
import { useRelay } from '../../lib/sync/use-relay.ts';
import { wholeForm } from '../unit/authoring/whole-form.ts';
import { makeDevice } from '../unit/queue/sample.ts';
import { giveMoney } from './give-money.ts';
import { readCatalogue } from './read-catalogue.ts';
import { type Stand, startStand } from './stand.ts';
import { makeTempFolder } from './temp.ts';

let stand: Stand;
let end: () => Promise<void>;

beforeAll(async () => {
  const temp = await makeTempFolder('requester');
  end = temp.stop;
  stand = await startStand({ dir: temp.dir, say: () => {} });
});
afterAll(async () => {
  await stand?.stop();
  await end();
});

const million = 1_000_000n;

/** A profile with money and a plan, at the stand's relay. */
async function requester(given: { tokens?: bigint } = {}): Promise<Requesting> {
  const requesting: Requesting = {
    ...makeDevice(),
    now: Date.now,
    client: makeRelayClient,
    chain: makeChainReader,
    purse: makePurse,
  };
  await useRelay(requesting, stand.relay.url);
  const { address } = await requesting.identity.account();
  await giveMoney(stand.chain, stand.contracts, address, given.tokens ?? 100n * million);
  return requesting;
}

async function written(requesting: Requesting) {
  const { id, revision } = await newPlan(requesting, { language: 'en' });
  const form = wholeForm({
    examples: [`${stand.site}/news/quillon-third-quarter`],
    tasks: '5',
    most: '1',
    least: '1',
  });
  return changePlan(requesting, { id, revision }, form);
}

async function standing(requesting: Requesting, campaign: Hex) {
  const db = await requesting.store.open();
  const order = await orderOf(db, campaign);
  const relay = await db.get('relays', order.relay);
  const purse = await purseAt(requesting, relay!);
  const { tokens } = await purse.balances(order.terms.token);
  return {
    order,
    tokens,
    allowance: await purse.allowance(order.terms.token),
    ...(await purse.fund(campaign)),
  };
}

/** The program ends at its n-th act on chain or relay: before it is done, or right after. */
class Killed extends Expected {
  constructor() {
    super('killed', true);
  }
}

function killedAt(requesting: Requesting, moment: number, when: 'before' | 'after'): Requesting {
  let acts = 0;
  const counted = <T extends object>(part: T): T =>
    new Proxy(part, {
      get: (target, name) => {
        const act: unknown = Reflect.get(target, name);
        if (typeof act !== 'function') return act;
        return async (...given: unknown[]) => {
          acts += 1;
          if (acts > moment || (acts === moment && when === 'before')) throw new Killed();
          const done: unknown = await act.apply(target, given);
          if (acts === moment) throw new Killed();
          return done;
        };
      },
    });
  return {
    ...requesting,
    purse: (...place): Purse => counted(makePurse(...place)),
    client: (url) => counted(makeRelayClient(url)),
  };
}

describe('a transaction', () => {
  it('is not signed when the contract would refuse it, and that is not taken for a node in trouble', async () => {
    const requesting = await requester();
    const relay = (await (await requesting.store.open()).getAll('relays'))[0]!;
    const purse = await purseAt(requesting, relay);
    const { escrow, tokens } = relay.info;
    await expect(purse.sign(refundCall(escrow, `0x${'9'.repeat(64)}`))).rejects.toMatchObject({
      code: 'would-fail',
      retry: true,
      detail: 'NotFinal',
    });
    const { hash, raw } = await purse.sign(transferCall(tokens[0]!.address, escrow, 1n));
    await purse.send({ hash, raw });
    const away = makePurse(
      { ...relay.info, rpcUrl: 'http://127.0.0.1:1' },
      await requesting.identity.account(),
    );
    await expect(away.sign(refundCall(escrow, `0x${'9'.repeat(64)}`))).rejects.toMatchObject({
      code: 'chain-unavailable',
      retry: true,
    });
  });
});

describe('a requester’s money', () => {
  it('is locked once, and the relay lists the campaign', async () => {
    const requesting = await requester();
    const plan = await written(requesting);
    const { store } = requesting;
    await tryPlan(requesting, plan);
    const kept = async () => {
      const db = await store.open();
      return Promise.all((['plans', 'campaigns', 'joins'] as const).map((name) => db.count(name)));
    };
    const [plans = 0, ...others] = await kept();
    const { campaign } = await placeOrder(requesting, plan);
    // What it was tried with goes with the draft.
    expect(await kept()).toEqual([plans - 1, ...others.map((count) => count - 1)]);
    await advance(requesting, campaign);
    const { order, state, deposited, tokens, termsHash } = await standing(requesting, campaign);
    expect(order).toMatchObject({
      stage: 'listed',
      sent: null,
      problem: null,
      plan: null,
      listed: termsHash,
    });
    expect([state, deposited, tokens]).toEqual(['active', BigInt(order.deposit), 100n * million - deposited]);
    const found = (await readCatalogue(stand.relay.url)).find((one) => one.campaign === campaign);
    expect(found?.terms).toEqual(order.terms);
    expect(await progressView(requesting, campaign)).toMatchObject({
      state: 'active',
      labels: { received: 0 },
    });
  });

  it.each(['before', 'after'] as const)(
    'is locked exactly once, whichever act the program ends %s',
    async (when) => {
      const requesting = await requester({ tokens: 1000n * million });
      let spent = 0n;
      for (let moment = 1; ; moment += 1) {
        const plan = await written(requesting);
        const { campaign } = await placeOrder(requesting, plan);
        await advance(killedAt(requesting, moment, when), campaign);
        const cut = (await standing(requesting, campaign)).order.stage !== 'listed';
        await advance(requesting, campaign);
        const { order, deposited, tokens, allowance } = await standing(requesting, campaign);
        spent += deposited;
        expect([order.stage, order.problem, deposited]).toEqual(['listed', null, BigInt(order.deposit)]);
        expect([tokens, allowance]).toEqual([1000n * million - spent, 0n]);
        if (!cut) {
          expect(moment).toBeGreaterThan(8);
          return;
        }
      }
    },
    80_000,
  );

  it.each(['before', 'after'] as const)(
    'is added exactly once, and time with it, whichever act the program ends %s',
    async (when) => {
      const requesting = await requester({ tokens: 1000n * million });
      const { campaign } = await placeOrder(requesting, await written(requesting));
      await advance(requesting, campaign);
      const first = await standing(requesting, campaign);
      for (let moment = 1; moment <= 12; moment += 1) {
        await enlarge(requesting, { campaign, amount: '1.5', price: moment === 3 ? '0.2' : '', days: '1' });
        await advance(killedAt(requesting, moment, when), campaign);
        await advance(requesting, campaign);
        const { deposited, closesAt, order } = await standing(requesting, campaign);
        expect(deposited - first.deposited).toBe(BigInt(moment) * 1_500_000n);
        expect(closesAt).toBe(first.closesAt + moment * 86_400);
        expect(order.listed).not.toBe(first.order.listed);
      }
      const found = (await readCatalogue(stand.relay.url)).find((one) => one.campaign === campaign);
      expect(found?.terms.closes).toBe(first.closesAt + 12 * 86_400);
    },
    80_000,
  );

  it('goes to an address that its owner names, once, and is followed when the program ends half way', async () => {
    const requesting = await requester();
    const to: Hex = `0x${'5a'.repeat(20)}`;
    const { address } = await requesting.identity.account();
    const relay = await requesting.store.open().then((db) => db.get('relays', stand.relay.url));
    const purse = await purseAt(requesting, relay!);
    const tokens = async () => (await purse.balances(stand.contracts.token)).tokens;
    for (let moment = 1; moment <= 6; moment += 1) {
      const before = await tokens();
      await payOut(killedAt(requesting, moment, 'before'), { to, amount: '0.5' }).catch(() => {});
      const view = await purseView(requesting);
      expect(view.account).toBe(address);
      const wanted = BigInt(view.payouts.length) * 500_000n;
      expect(100n * million - (await tokens())).toBe(wanted);
      expect(before - (await tokens())).toBeLessThanOrEqual(500_000n);
      expect(view.payouts.every(({ state }) => state === 'mined')).toBe(true);
    }
    expect((await purseView(requesting)).payouts.length).toBeGreaterThan(1);
    await expect(payOut(requesting, { to, amount: '1000' })).rejects.toMatchObject({ code: 'no-tokens' });
  });

  it('stays where it is when it is too little, or there is no gas', async () => {
    const requesting = await requester({ tokens: 1n });
    const plan = await written(requesting);
    await expect(placeOrder(requesting, plan)).rejects.toMatchObject({ code: 'no-tokens' });
    expect(await (await requesting.store.open()).getAll('orders')).toEqual([]);
    const poor: Requesting = {
      ...requesting,
      purse: (...given) => ({
        ...makePurse(...given),
        balances: async () => ({ gas: 0n, tokens: 10n ** 12n }),
      }),
    };
    await expect(placeOrder(poor, plan)).rejects.toMatchObject({ code: 'no-gas' });
  });

  it('is not locked for a plan that another tab has changed', async () => {
    const requesting = await requester();
    const plan = await written(requesting);
    await changePlan(requesting, plan, { ...plan.form, title: 'Another' });
    await expect(placeOrder(requesting, plan)).rejects.toMatchObject({ code: 'plan-changed' });
    await expect(changePlan(requesting, plan, plan.form)).rejects.toMatchObject({ code: 'plan-changed' });
  });
});
