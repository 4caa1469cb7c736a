import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BatchRequest } from '../../lib/protocol/api/batches.ts';
import type { Receipt } from '../../lib/protocol/signed/receipt.ts';
import { article, type Labeler, makeLabel, type Opened, readAnswer } from './labeler.ts';
import { ended, environmentOf, type Program, runProgram, urlOf } from './program.ts';
import { balanceOf, fileOf, joined, onChain, statementOf } from './reading.ts';
import { makeScene, type Scene } from './scene.ts';
import { seeded } from './seeded.ts';
import { sentBy } from './sent-by.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
});
afterAll(() => scene.stop());

const seed = Number(process.env.GLOSA_SEED ?? 7);
const relays = 3;
const kills = 8;
const batchesEach = 14;

/** One of several relays on the database: killed and started again, under another port each time. */
interface Place {
  relay: Program;
  url: string;
}

async function startPlace(): Promise<Place> {
  // Epochs close while batches come in, by whichever relay is first.
  const relay = runProgram(environmentOf(scene.config, { EPOCH_SECONDS: '1' }));
  return { relay, url: await urlOf(relay) };
}

async function kill(places: Place[], at: number): Promise<void> {
  const { relay } = places[at]!;
  relay.child.kill('SIGKILL');
  await ended(relay);
  places[at] = await startPlace();
}

/** The moment that is most delicate, whichever relay it is that sends. */
async function killAllAtSending(places: Place[], delayMs: number): Promise<void> {
  const queued = () =>
    scene.context.db.selectFrom('transactions').select('id').where('state', '=', 'queued').executeTakeFirst();
  for (let look = 0; look < 300 && (await queued()) === undefined; look++) await sleep(5);
  await sleep(delayMs);
  await Promise.all(places.map((_, at) => kill(places, at)));
}

/** Asks one relay after the other until one answers with a receipt, as a person's device does over hours. */
async function delivered(places: Place[], first: number, request: BatchRequest): Promise<string> {
  for (let turn = first; ; turn++) {
    const { url } = places[turn % relays]!;
    try {
      const response = await fetch(`${url}/v1/batches`, { method: 'POST', body: JSON.stringify(request) });
      const text = await response.text();
      if (response.status === 200) return text;
      expect([text, JSON.parse(text).retry]).toEqual([text, true]);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    await sleep(30);
  }
}

test(`three relays, any killed at any moment: one receipt a number, one settlement a batch, nothing sent twice (seed ${seed})`, {
  timeout: 240_000,
}, async () => {
  const chance = seeded(seed);
  const opened = await scene.openCampaign({}, 100_000_000n);
  const labelers = [await joined(scene, opened), await joined(scene, opened), await joined(scene, opened)];
  const places = await Promise.all(Array.from({ length: relays }, startPlace));
  try {
    const receipts: Receipt[] = [];
    await Promise.all([
      ...labelers.map(async (labeler, who) => {
        for (let n = 0; n < batchesEach; n++) {
          const labels = Array.from({ length: 1 + chance(3) }, (_, k) =>
            makeLabel(opened.campaign, article(`${who}-${n}-${k}`)),
          );
          const request = await labeler.request(opened, labels);
          const answer = await delivered(places, chance(relays), request);
          // Another relay, maybe after a kill, says the same bytes.
          expect(await delivered(places, chance(relays), request)).toBe(answer);
          receipts.push(readAnswer(answer).receipt);
          await sleep(chance(200));
        }
      }),
      (async () => {
        for (let n = 0; n < kills; n++) {
          await sleep(chance(500));
          if (n % 2 === 0) await kill(places, chance(relays));
          else await killAllAtSending(places, chance(60));
        }
      })(),
    ]);
    await settleAll();
    await claimAtTwo(places, labelers);

    expect(receipts).toHaveLength(labelers.length * batchesEach);
    await expectOneNumberEach(opened, receipts);
    await expectOneSum(opened, receipts);
    await expectNothingTwice();
  } finally {
    for (const { relay } of places) relay.child.kill('SIGKILL');
    await Promise.all(places.map(({ relay }) => ended(relay)));
  }
});

/** The relays close epochs by themselves until no label waits. */
async function settleAll(): Promise<void> {
  const waiting = () =>
    scene.context.db
      .selectFrom('labels')
      .select('position')
      .where('state', 'in', ['received', 'held'])
      .execute();
  await expect.poll(async () => (await waiting()).length, { timeout: 60_000 }).toBe(0);
}

/** Two relays are asked for the same claim at the same time. */
async function claimAtTwo(places: Place[], labelers: Labeler[]): Promise<void> {
  for (const labeler of labelers) {
    const headers = await labeler.openSession();
    const body = JSON.stringify({ payTo: labeler.payTo, token: scene.token });
    const claim = async ({ url }: Place) =>
      (await fetch(`${url}/v1/claims`, { method: 'POST', headers, body })).text();
    const isMined = async () => {
      const [one, two] = await Promise.all([claim(places[0]!), claim(places[1]!)]);
      return [one, two].every((text) => text.includes('"mined"'));
    };
    await expect.poll(isMined, { timeout: 30_000 }).toBe(true);
  }
}

async function expectOneNumberEach({ campaign }: Opened, receipts: Receipt[]): Promise<void> {
  const numbers = receipts.map(({ number }) => number).sort((a, b) => a - b);
  expect(new Set(numbers).size).toBe(numbers.length);
  const listed: number[] = [];
  const settled: string[] = [];
  for (const { epoch } of await activeEpochs()) {
    const { statement } = await statementOf(scene, epoch);
    if (!statement.entries.some((entry) => entry.campaign === campaign)) continue;
    const { file } = await fileOf(scene, statement, campaign);
    listed.push(...file.batches.map(({ number }) => number));
    for (const { number, index, state } of file.rows)
      if (state !== 'held') settled.push(`${number}/${index}`);
  }
  expect(listed.sort((a, b) => a - b)).toEqual(numbers);
  expect(new Set(settled).size).toBe(settled.length);
  expect(settled).toHaveLength(receipts.reduce((sum, { received }) => sum + received, 0));
}

async function expectOneSum({ campaign }: Opened, receipts: Receipt[]): Promise<void> {
  const promised = receipts.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  expect(await onChain(scene, campaign)).toMatchObject({ released: promised });
  const row = await scene.context.db
    .selectFrom('campaigns')
    .select(['credited', 'open', 'reserved'])
    .where('campaign', '=', campaign)
    .executeTakeFirst();
  expect(row).toEqual({ credited: promised, open: 0n, reserved: 0n });
  for (const [payTo, own] of Map.groupBy(receipts, (receipt) => receipt.payTo))
    expect(await balanceOf(scene, payTo)).toBe(own.reduce((sum, { amount }) => sum + BigInt(amount), 0n));
}

/** What the relay's account did on chain is what the outbox says, each once. */
async function expectNothingTwice(): Promise<void> {
  const rows = await scene.context.db.selectFrom('transactions').select(['name', 'state', 'hash']).execute();
  const sent = await sentBy(scene, scene.config.RELAY_KEY);
  expect(sent.map(({ hash }) => hash).sort()).toEqual(
    rows.flatMap(({ state, hash }) => (state === 'mined' && hash !== null ? [hash] : [])).sort(),
  );
  expect(new Set(sent.map(({ input }) => input)).size).toBe(sent.length);
}

const activeEpochs = () =>
  scene.context.db
    .selectFrom('epochs')
    .select('epoch')
    .where('state', '=', 'active')
    .orderBy('epoch')
    .execute();
