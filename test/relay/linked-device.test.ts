import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Hex, lower } from '../../lib/protocol/scalar/hex.ts';
import { makeRecovery } from '../../lib/recovery/make-recovery.ts';
import { restore } from '../../lib/recovery/restore.ts';
import { patch } from '../../lib/storage/patch.ts';
import { refreshCatalogue } from '../../lib/sync/catalogue.ts';
import { changePayTo } from '../../lib/sync/change-pay-to.ts';
import { claim } from '../../lib/sync/claims.ts';
import { join } from '../../lib/sync/join.ts';
import { leave } from '../../lib/sync/leave.ts';
import { keepWallet, linkWallet, unlinkWallet, walletQuestion } from '../../lib/sync/link-wallet.ts';
import { sync } from '../../lib/sync/sync.ts';
import { alarmsOf, type Device, joinOn, labelBefore, makeDevice, relayOf, statesOf } from './device.ts';
import { makeKey } from './labeler.ts';
import { balanceOf } from './reading.ts';
import { makeScene, relayUrl, type Scene } from './scene.ts';

let scene: Scene;
let campaign: Hex;
/** An account of the chain's own node. */
let ofNode: Hex;

beforeAll(async () => {
  scene = await makeScene();
  scene.startWork();
  const { policy } = scene.termsWith();
  // A second label of a task would have room until its epoch is over.
  const redundancy = { min: 1, max: 3 };
  ({ campaign } = await scene.openCampaign({ policy: { ...policy, redundancy, stopConfidence: 500_000 } }));
  type Accounts = { Method: 'eth_accounts'; Parameters?: undefined; ReturnType: Hex[] };
  ofNode = lower((await scene.publicClient.request<Accounts>({ method: 'eth_accounts' }))[9]!);
});

afterAll(() => scene.stop());

const device = () => makeDevice(async (request) => scene.app.request(request));
const joined = (payTo: Hex | null = null) => joinOn(device(), campaign, payTo);
const label = (on: Device, ...pages: string[]) => labelBefore(on, campaign, ...pages);
const ownOf = async ({ identity }: Device) => (await identity.account()).address;
const storeOf = ({ store }: Device) => store.open();
const joinOf = async (on: Device) => (await storeOf(on)).get('joins', campaign);
const payTosOf = async (on: Device) =>
  (await (await storeOf(on)).getAll('batches'))
    .sort((a, b) => a.cutAt - b.cutAt)
    .map(({ answer }) => answer?.receipt.payTo);

/** The node of the local chain is the wallet: its own code reads the typed data and signs it. */
const signedBy = (wallet: Hex, typedData: string) =>
  scene.publicClient.request<{ Method: 'eth_signTypedData_v4'; Parameters: [Hex, unknown]; ReturnType: Hex }>(
    {
      method: 'eth_signTypedData_v4',
      params: [wallet, JSON.parse(typedData)],
    },
  );

async function link(on: Device, wallet: Hex): Promise<void> {
  const { delegation, typedData } = await walletQuestion(on, relayUrl, wallet);
  await keepWallet(on, relayUrl, { delegation, signature: await signedBy(wallet, typedData) });
  await linkWallet(on, relayUrl);
}

const keys = new Map<Hex, ReturnType<typeof freshWallet>>();
function freshWallet() {
  const account = privateKeyToAccount(generatePrivateKey());
  const wallet = { address: lower(account.address), account };
  keys.set(wallet.address, wallet);
  return wallet;
}

async function linkBy(on: Device, wallet: Hex): Promise<void> {
  const key = keys.get(wallet);
  if (key === undefined) return link(on, wallet);
  const { delegation, typedData } = await walletQuestion(on, relayUrl, wallet);
  await keepWallet(on, relayUrl, {
    delegation,
    signature: await key.account.signTypedData(JSON.parse(typedData)),
  });
  return linkWallet(on, relayUrl);
}

/** What the relay stores as whose. */
const linkedTo = async (account: Hex) =>
  (
    await scene.context.db
      .selectFrom('linked_accounts')
      .select('first')
      .where('account', '=', account)
      .execute()
  ).map(({ first }) => first);

test('a wallet is linked with one signature: what comes after is paid to it, what was before stays claimable', async () => {
  const wallet = ofNode;
  const on = await joined();
  const own = await ownOf(on);
  await label(on, 'linked-1');
  await sync(on, false);
  await link(on, wallet);
  await label(on, 'linked-2');
  await sync(on, false);
  await label(on, 'linked-3');
  await sync(on, false);
  expect(await relayOf(on)).toMatchObject({ problem: null, wallet: { stage: 'joined' } });
  expect(await joinOf(on)).toMatchObject({ account: own, payTo: wallet, delegatedFor: wallet });
  expect(await payTosOf(on)).toEqual([own, wallet, wallet]);
  expect(await linkedTo(wallet)).toEqual([own]);
  await scene.closeEpoch();
  await sync(on, false);
  expect(await alarmsOf(on)).toEqual([]);
  const before = await balanceOf(scene, wallet);
  for (const payTo of [own, wallet]) await claim(on, payTo, scene.token);
  await expect.poll(() => balanceOf(scene, wallet), { timeout: 20_000 }).toBe(before + 40_000n);
  await expect.poll(() => balanceOf(scene, own), { timeout: 20_000 }).toBe(20_000n);
});

test('P3 killed at any request while it goes over: nothing lost, nothing twice, and it gets there', async () => {
  for (const moment of ['before', 'after'] as const)
    for (let at = 0, isOver = false; !isOver; at += 1) {
      const on = await joined();
      await label(on, `killed-${moment}-${at}-1`);
      await sync(on, false);
      await linkBy(on, freshWallet().address);
      await label(on, `killed-${moment}-${at}-2`);
      let asked = 0;
      const dead = Promise.withResolvers<'dead'>();
      on.line.now = async (request, pass) => {
        const isLast = asked++ === at;
        if (isLast && moment === 'after') await pass(request);
        if (!isLast) return pass(request);
        dead.resolve('dead');
        return new Promise(() => {});
      };
      isOver = (await Promise.race([dead.promise, sync(on, false)])) !== 'dead';
      const again = on.killed();
      await sync(again, false);
      await sync(again, false);
      expect(await statesOf(again)).toEqual(['received', 'received']);
      expect(await relayOf(again)).toMatchObject({ problem: null, wallet: { stage: 'joined' } });
      expect(await alarmsOf(again)).toEqual([]);
      if (isOver) expect(at).toBeGreaterThanOrEqual(6);
    }
});

test('a second profile with the same wallet: its tasks are duplicates, and the wallet’s earnings are seen', async () => {
  const { address: wallet } = freshWallet();
  const first = await joined();
  await linkBy(first, wallet);
  await sync(first, false);
  await label(first, 'both-1');
  await sync(first, false);
  await scene.closeEpoch();
  const second = device();
  await refreshCatalogue(second, relayUrl);
  await linkBy(second, wallet);
  // Before it has joined anything.
  await sync(second, false);
  expect(await relayOf(second)).toMatchObject({ problem: null, wallet: { stage: 'named' } });
  expect(await (await storeOf(second)).getAll('rewards')).toMatchObject([{ payTo: wallet }]);
  await join(second, campaign, null);
  second.ahead.ms = 10_000;
  await label(second, 'both-1', 'both-2');
  await sync(second, false);
  expect(await relayOf(second)).toMatchObject({ problem: null, wallet: { stage: 'joined' } });
  await label(second, 'both-3');
  await sync(second, false);
  await label(first, 'both-3');
  await sync(first, false);
  expect(await statesOf(first)).toEqual(['paid', 'refused']);
  expect((await payTosOf(second)).at(-1)).toBe(wallet);
});

test('what was earned is seen at every moment, whatever the relay does not hear; without a campaign it waits', async () => {
  const { address: wallet } = freshWallet();
  const on = await joined();
  const own = await ownOf(on);
  await label(on, 'seen-1');
  await sync(on, false);
  await scene.closeEpoch();
  await sync(on, false);
  const seen = async () =>
    (await (await storeOf(on)).getAll('rewards')).filter(({ payTo }) => payTo === own).length;
  expect(await seen()).toBe(1);
  await linkBy(on, wallet);
  let links = 0;
  on.line.now = async (request, pass) => {
    if (!request.url.endsWith('/v1/delegations')) return pass(request);
    links += 1;
    if (links % 3 !== 0) return pass(request);
    throw new TypeError('cable cut');
  };
  for (let times = 0; times < 4; times += 1) {
    await patch(await storeOf(on), 'relays', relayUrl, () => ({ session: null }));
    await sync(on, false);
    expect(await alarmsOf(on)).toEqual([]);
  }
  expect(await relayOf(on)).toMatchObject({ wallet: { stage: 'joined' } });

  const alone = await joined();
  await label(alone, 'seen-2');
  await sync(alone, false);
  await leave(alone.store, campaign);
  await scene.closeEpoch();
  await linkBy(alone, freshWallet().address);
  await sync(alone, false);
  expect(await relayOf(alone)).toMatchObject({ problem: null, wallet: { stage: 'linked' } });
  expect(await (await storeOf(alone)).getAll('rewards')).toMatchObject([{ payTo: await ownOf(alone) }]);
  expect(await alarmsOf(alone)).toEqual([]);
});

test('a ninth profile of one wallet goes on under its own account, and what it earns is seen', async () => {
  const { address: wallet } = freshWallet();
  for (let n = 0; n < 7; n += 1) {
    const one = await joined();
    await linkBy(one, wallet);
    await sync(one, false);
    expect(await relayOf(one)).toMatchObject({ problem: null, wallet: { stage: 'joined' } });
  }
  const late = device();
  await refreshCatalogue(late, relayUrl);
  await linkBy(late, wallet);
  await sync(late, false);
  await join(late, campaign, null);
  late.ahead.ms = 10_000;
  await label(late, 'ninth-1');
  await sync(late, false);
  expect(await relayOf(late)).toMatchObject({
    problem: { code: 'accounts-full' },
    wallet: { stage: 'linked' },
  });
  await scene.closeEpoch();
  await sync(late, false);
  expect(await statesOf(late)).toEqual(['paid']);
  expect(await alarmsOf(late)).toEqual([]);
  await unlinkWallet(late, relayUrl);
  await sync(late, false);
  expect(await relayOf(late)).toMatchObject({ problem: null });
});

test('unlinked, the profile’s own account goes on: no task again, and the relay knows both', async () => {
  const { address: wallet } = freshWallet();
  const own = makeKey().address;
  const on = await joined();
  await linkBy(on, wallet);
  await sync(on, false);
  await label(on, 'unlinked-1');
  await sync(on, false);
  await unlinkWallet(on, relayUrl);
  await label(on, 'unlinked-2');
  await sync(on, false);
  expect(await relayOf(on)).toMatchObject({ problem: null });
  expect(await relayOf(on)).not.toHaveProperty('wallet');
  const account = await ownOf(on);
  expect(await payTosOf(on)).toEqual([wallet, account]);
  await scene.closeEpoch();
  await sync(on, false);
  expect(await statesOf(on)).toEqual(['paid', 'paid']);
  expect(await alarmsOf(on)).toEqual([]);
  expect((await (await storeOf(on)).getAll('rewards')).map(({ payTo }) => payTo).sort()).toEqual(
    [wallet, account].sort(),
  );
  // Whoever is paid by name stays paid through both.
  await changePayTo(on, campaign, own);
  await linkBy(on, wallet);
  expect(await joinOf(on)).toMatchObject({ payTo: own });
});

test('unlinked before any work, the profile’s own account is whose earnings are seen', async () => {
  for (const moment of ['told', 'telling']) {
    const on = device();
    await refreshCatalogue(on, relayUrl);
    await linkBy(on, freshWallet().address);
    if (moment === 'told') {
      await sync(on, false);
      expect(await relayOf(on)).toMatchObject({ wallet: { stage: 'named' } });
      await unlinkWallet(on, relayUrl);
    } else {
      let links = 0;
      on.line.now = async (request, pass) => {
        const isWallets = request.url.endsWith('/v1/delegations') && ++links === 3;
        const answer = await pass(request);
        if (isWallets) await unlinkWallet(on, relayUrl);
        return answer;
      };
      await sync(on, false);
      expect(await relayOf(on)).not.toHaveProperty('wallet');
    }
    on.ahead.ms = 10_000;
    await join(on, campaign, null);
    await label(on, `unlinked-${moment}`);
    await sync(on, false);
    await scene.closeEpoch();
    await sync(on, false);
    expect(await statesOf(on)).toEqual(['paid']);
    expect(await alarmsOf(on)).toEqual([]);
    expect(await (await storeOf(on)).getAll('rewards')).toMatchObject([{ payTo: await ownOf(on) }]);
  }
});

test('a payTo that is changed and changed back within a second is told each time', async () => {
  const on = await joined();
  const [own, other] = [await ownOf(on), makeKey().address];
  const at = Math.ceil(on.now() / 1000) * 1000 + 3000;
  const still: Device = { ...on, now: () => at };
  for (const payTo of [null, other, null]) {
    await changePayTo(on, campaign, payTo);
    await label(on, `within-${await payTosOf(on).then(({ length }) => length)}`);
    await sync(still, false);
  }
  expect((await payTosOf(on)).sort()).toEqual([own, own, other].sort());
  expect(await relayOf(on)).toMatchObject({ problem: null });
});

test('who joins while the wallet is unlinked is paid at the account that is there when the join is kept', async () => {
  const on = await joined();
  await linkBy(on, freshWallet().address);
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  const slow: Device = {
    ...on,
    chain: (info) => {
      const chain = on.chain(info);
      return {
        ...chain,
        campaign: async (id) => {
          asked.resolve();
          await answer.promise;
          return chain.campaign(id);
        },
      };
    },
  };
  const joining = join(slow, campaign, null);
  await asked.promise;
  await unlinkWallet(on, relayUrl);
  answer.resolve();
  await joining;
  expect(await joinOf(on)).toMatchObject({ payTo: await ownOf(on) });
});

test('a recovery file brings the account with its standing; the wallet has to be asked once more', async () => {
  const passphrase = 'four words and a horse';
  const { address: wallet } = freshWallet();
  const first = await joined();
  await linkBy(first, wallet);
  await sync(first, false);
  await label(first, 'lost-1');
  await sync(first, false);
  const { text } = await makeRecovery(first, passphrase);
  expect(text).not.toContain(wallet);
  const second = makeDevice(async (request) => scene.app.request(request), undefined, { ms: 10_000 });
  await restore(second, text, passphrase);
  expect(await relayOf(second)).toMatchObject({ walletBefore: wallet });
  expect(await relayOf(second)).not.toHaveProperty('wallet');
  await label(second, 'lost-2');
  await sync(second, false);
  expect(await relayOf(second)).toMatchObject({ problem: null });
  expect((await payTosOf(second)).at(-1)).toBe(wallet);
  await label(first, 'lost-2');
  await sync(first, false);
  expect(await statesOf(first)).toEqual(['received', 'refused']);
  await linkBy(second, wallet);
  await sync(second, false);
  expect(await relayOf(second)).toMatchObject({ problem: null, wallet: { stage: 'joined' } });
  expect(await relayOf(second)).not.toHaveProperty('walletBefore');
  expect(await alarmsOf(second)).toEqual([]);
});

test('what comes back from a page is checked: another account, another chain, other words, a contract', async () => {
  const [one, two] = [freshWallet(), freshWallet()];
  const on = await joined();
  const { delegation, typedData } = await walletQuestion(on, relayUrl, one.address);
  const data = JSON.parse(typedData);
  const keep = (signature: Hex, given = delegation) =>
    keepWallet(on, relayUrl, { delegation: given, signature });
  const wrong = { code: 'wrong-signer' };
  await expect(keep(await two.account.signTypedData(data))).rejects.toMatchObject(wrong);
  for (const domain of [{ chainId: 1 }, { verifyingContract: two.address }])
    await expect(
      keep(await one.account.signTypedData({ ...data, domain: { ...data.domain, ...domain } })),
    ).rejects.toMatchObject(wrong);
  await expect(
    keep(await one.account.signTypedData({ ...data, message: { ...delegation, payTo: two.address } })),
  ).rejects.toMatchObject(wrong);
  // A page that asks for another thing, and has it signed.
  const theirs = { ...delegation, payTo: two.address };
  await expect(
    keep(await one.account.signTypedData({ ...data, message: theirs }), theirs),
  ).rejects.toMatchObject({ code: 'question-changed' });
  for (const signature of ['0x', `0x${'11'.repeat(200)}`] as const)
    await expect(keep(signature)).rejects.toMatchObject({ code: 'contract-wallet' });
  await expect(keep(`0x${'ff'.repeat(65)}`)).rejects.toMatchObject(wrong);
  await expect(walletQuestion(on, relayUrl, await ownOf(on))).rejects.toMatchObject({ code: 'own-account' });
  expect(await relayOf(on)).not.toHaveProperty('wallet');
  await expect(linkWallet(on, relayUrl)).rejects.toMatchObject({ code: 'question-changed' });

  // Hardware wallets end with 0 or 1, some write capitals; and nothing follows before the person has said yes.
  const signature = await one.account.signTypedData(data);
  const recovery = Number.parseInt(signature.slice(130), 16) - 27;
  await keep(`0x${signature.slice(2, 130).toUpperCase()}0${recovery}`);
  await sync(on, false);
  expect(await relayOf(on)).toMatchObject({ wallet: { stage: 'signed', signature } });
  expect(await joinOf(on)).toMatchObject({ payTo: await ownOf(on), delegatedFor: await ownOf(on) });
  await unlinkWallet(on, relayUrl);
  expect(await relayOf(on)).not.toHaveProperty('wallet');
});

test('after a year the profile’s own account goes on by itself, and pays the wallet as before', async () => {
  const { address: wallet } = freshWallet();
  const on = await joined();
  await linkBy(on, wallet);
  await sync(on, false);
  const year = 365 * 86_400_000;
  on.ahead.ms += year;
  scene.skew.seconds += year / 1000;
  try {
    expect(await joinOf(on)).toMatchObject({ delegatedFor: wallet });
    await sync(on, false);
    await sync(on, false);
    expect(await joinOf(on)).toMatchObject({ payTo: wallet, delegatedFor: await ownOf(on) });
  } finally {
    scene.skew.seconds = 0;
  }
});
