import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Hex, lower } from '../../lib/protocol/scalar/hex.ts';
import { termsHash } from '../../lib/protocol/signed/ids.ts';
import { receiptHash } from '../../lib/protocol/signed/receipt.ts';
import { signerOf } from '../../lib/protocol/signed/recover.ts';
import { pageTargetOf } from '../../lib/protocol/target/target.ts';
import { save } from '../../lib/queue/save.ts';
import { refreshCatalogue } from '../../lib/sync/catalogue.ts';
import { join } from '../../lib/sync/join.ts';
import { sync } from '../../lib/sync/sync.ts';
import { type Device, makeDevice } from './device.ts';
import { article, makeKey, type Opened } from './labeler.ts';
import { ended, environmentOf, type Program, runProgram, urlOf } from './program.ts';
import { makeScene, relayUrl, type Scene } from './scene.ts';

let scene: Scene;
let relay: Program;
let url: string;
const newKey = generatePrivateKey();
const newAddress = lower(privateKeyToAddress(newKey));

const withKeys = (...keys: Hex[]) => environmentOf(scene.config, { RECEIPT_KEY: keys.join(',') });

async function started(...keys: Hex[]): Promise<void> {
  relay = runProgram(withKeys(...keys));
  url = await urlOf(relay);
}

async function stopped(): Promise<void> {
  relay.child.kill('SIGTERM');
  expect(await ended(relay)).toBe(0);
}

async function rotate(...keys: Hex[]): Promise<[number | null, string]> {
  const command = runProgram(withKeys(...keys), 'rotate-receipt-key', newAddress);
  return [await ended(command), command.output()];
}

beforeAll(async () => {
  scene = await makeScene();
});
afterEach(async () => {
  if (relay.child.exitCode === null) await stopped();
});
afterAll(() => scene.stop());

/** The relay is a process of its own, at whatever port it has now. */
async function toRelay(request: Request): Promise<Response> {
  const { method, headers } = request;
  const body = method === 'GET' ? null : await request.text();
  return fetch(request.url.replace(relayUrl, url), { method, headers, body });
}

async function label(device: Device, { campaign, terms }: Opened, page: string): Promise<void> {
  device.ahead.ms -= 10_000;
  await save(device, {
    campaign,
    termsHash: termsHash(terms),
    target: pageTargetOf(article(page)),
    body: { tone: { kind: 'choice', chosen: ['up'] } },
    assist: 'human',
    activeMs: 4_000,
  });
  device.ahead.ms += 10_000;
}

const receiptKeyNow = async () => (await (await fetch(`${url}/v1/relay`)).json()).receiptKey;

test('P5 the receipt key is rotated: labels before, during and after are received, paid and free of alarms', async () => {
  const [oldKey] = scene.config.RECEIPT_KEY;
  if (oldKey === undefined) throw new Error('no receipt key');
  const oldAddress = lower(privateKeyToAddress(oldKey));
  await started(oldKey);
  const opened = await scene.openCampaign();
  const device = makeDevice(toRelay);
  await refreshCatalogue(device, relayUrl);
  await join(device, opened.campaign, makeKey().address);
  device.ahead.ms = 10_000;
  await label(device, opened, 'before');
  await sync(device, false);

  const [refusal, why] = await rotate(oldKey);
  expect([refusal, why]).toEqual([1, expect.stringContaining('add its private key, at every relay')]);
  await stopped();
  await started(oldKey, newKey);
  const [code, said] = await rotate(oldKey, newKey);
  expect([code, said]).toEqual([0, expect.stringContaining(`receipts of epoch 3 and later`)]);
  expect((await rotate(oldKey, newKey))[1]).toContain('is under way: wait until epoch 3 is open');

  // Received in the epoch of the old key, and answered after the rotation only.
  await label(device, opened, 'during-1');
  device.line.now = async (request, pass) => {
    const response = await pass(request);
    return request.url.endsWith('/v1/batches') ? new Response('', { status: 502 }) : response;
  };
  await sync(device, false);
  device.line.now = (request, pass) => pass(request);
  expect(await scene.closeEpoch()).toBe(1);
  const unanswered = device.killed();
  expect(await receiptKeyNow()).toBe(oldAddress);
  const other = makeDevice(toRelay);
  await refreshCatalogue(other, relayUrl);
  await join(other, opened.campaign, makeKey().address);
  other.ahead.ms = 10_000;
  await label(other, opened, 'during-2');
  await sync(other, false);
  expect(await scene.closeEpoch()).toBe(2);
  expect(await receiptKeyNow()).toBe(newAddress);

  await label(unanswered, opened, 'after');
  await sync(unanswered, false);
  await stopped();
  // The old key may go only when nobody waits for an answer by it any more.
  await started(newKey);
  expect(await scene.closeEpoch()).toBe(3);
  for (const one of [unanswered, other]) {
    await sync(one, false);
    const db = await one.store.open();
    expect(await db.getAll('alarms')).toEqual([]);
    expect((await db.getAll('relays'))[0]?.problem).toBeNull();
    expect((await db.getAll('labels')).every(({ state }) => state === 'paid')).toBe(true);
  }

  const answers = [...(await answersOf(unanswered)), ...(await answersOf(other))];
  const signers = await Promise.all(
    answers.map(async ({ receipt, signature }) => [
      receipt.epoch,
      await signerOf(receiptHash(scene.context.place, receipt), signature),
    ]),
  );
  expect(signers.sort()).toEqual([
    [1, oldAddress],
    [1, oldAddress],
    [2, oldAddress],
    [3, newAddress],
  ]);
  await stopped();
  const outdated = runProgram(withKeys(oldKey));
  expect(await ended(outdated)).toBe(1);
  expect(outdated.output()).toContain(`receipt key for epoch 4 is ${newAddress}`);
});

const answersOf = async ({ store }: Device) =>
  (await (await store.open()).getAll('batches')).flatMap(({ answer }) => (answer ? [answer] : []));

test('an epoch does not open while a rotation that covers it does not count yet', async () => {
  await started(newKey);
  const { epoch } = await scene.context.db
    .selectFrom('epochs')
    .select('epoch')
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  const rows = scene.context.db;
  await rows
    .insertInto('transactions')
    .values({
      name: `rotate:${epoch + 1}:${makeKey().address}`,
      to_address: scene.config.ESCROW,
      data: '0x',
      state: 'mined',
    })
    .execute();
  const closing = scene.closeEpoch();
  await expect.poll(() => relay.output()).toContain(`epoch ${epoch + 1} waits until the escrow counts`);
  await rows.updateTable('transactions').set({ state: 'failed' }).where('data', '=', '0x').execute();
  expect(await closing).toBe(epoch);
});
