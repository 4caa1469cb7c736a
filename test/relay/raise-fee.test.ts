import { afterAll, beforeAll, expect, test } from 'vitest';
import { raisedFees } from '../../relay/chain/raise-fee.ts';
import { sendRound } from '../../relay/chain/send.ts';
import type { OpenRelay } from '../../relay/open.ts';
import { makeScene, type Scene } from './scene.ts';
import { sentBy } from './sent-by.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
});
afterAll(() => scene.stop());

const rpc = async (method: string, ...params: unknown[]) => {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const headers = { 'content-type': 'application/json' };
  const answer = await (await fetch(scene.config.RPC_URL, { method: 'POST', headers, body })).json();
  if (answer.error !== undefined) throw new Error(JSON.stringify(answer.error));
};

const rowNamed = (name: string) =>
  scene.context.db.selectFrom('transactions').selectAll().where('name', '=', name).executeTakeFirstOrThrow();

/** Something harmless for the outbox: the relay's account sends itself nothing. */
async function queued(name: string): Promise<void> {
  await scene.context.db
    .insertInto('transactions')
    .values({ name, to_address: scene.context.chain.relay, data: '0x', state: 'queued' })
    .execute();
}

const gwei = 10n ** 9n;

test('a transaction that the fees left behind is signed again under its nonce, and mined once', async () => {
  const relay: OpenRelay = await scene.another();
  const round = () => sendRound(relay.context, relay.account);
  await rpc('evm_setAutomine', false);
  await queued('stuck');
  await round();
  const first = await rowNamed('stuck');
  expect([first.state, first.earlier]).toEqual(['sent', []]);
  await rpc('anvil_setNextBlockBaseFeePerGas', `0x${(900n * gwei).toString(16)}`);
  await rpc('evm_mine');
  await round();
  expect(await rowNamed('stuck')).toMatchObject({ hash: first.hash, earlier: [] });

  scene.skew.seconds += 61;
  await round();
  const raised = await rowNamed('stuck');
  expect(raised).toMatchObject({ state: 'sent', nonce: first.nonce, earlier: [first.hash] });
  expect(raised.hash).not.toBe(first.hash);
  await rpc('evm_mine');
  await round();
  expect(await rowNamed('stuck')).toMatchObject({ state: 'mined', hash: raised.hash });
  const sent = await sentBy(scene, scene.config.RELAY_KEY);
  expect(sent.map(({ hash }) => hash)).toEqual([raised.hash]);
  await rpc('evm_setAutomine', true);
});

test('the earlier one may be mined all the same: then its hash is the one that counts', async () => {
  const relay = await scene.another();
  await rpc('evm_setAutomine', false);
  await queued('quick');
  await sendRound(relay.context, relay.account);
  const first = await rowNamed('quick');
  await rpc('evm_mine');
  // As if it had been raised just before that block came.
  await scene.context.db
    .updateTable('transactions')
    .set({ hash: `0x${'11'.repeat(32)}`, earlier: [first.hash ?? '0x'] })
    .where('name', '=', 'quick')
    .execute();
  await sendRound(relay.context, relay.account);
  expect(await rowNamed('quick')).toMatchObject({ state: 'mined', hash: first.hash });
  await rpc('evm_setAutomine', true);
});

test('nothing is raised while the market asks no more; else by an eighth at least', () => {
  const fees = (maxFeePerGas: bigint, maxPriorityFeePerGas: bigint) => ({
    maxFeePerGas,
    maxPriorityFeePerGas,
  });
  expect(raisedFees(fees(100n, 10n), fees(100n, 10n))).toBeUndefined();
  expect(raisedFees(fees(100n, 10n), fees(90n, 11n))).toEqual(fees(180n, 12n));
  expect(raisedFees(fees(1000n, 10n), fees(90n, 11n))).toEqual(fees(1126n, 12n));
  expect(raisedFees(fees(100n, 10n), fees(300n, 50n))).toEqual(fees(600n, 50n));
});
