import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Database, startDatabase } from '../stand/database.ts';
import { makeTempFolder } from '../stand/temp.ts';
import { archived, backUp, keepLog, recovered, restore } from './backup.ts';
import { article, makeLabel, makeLabeler, readAnswer } from './labeler.ts';
import { ended, environmentOf, type Program, runProgram, urlOf } from './program.ts';
import { onChain } from './reading.ts';
import { makeScene, type Scene } from './scene.ts';

let scene: Scene;
let folder: Awaited<ReturnType<typeof makeTempFolder>>;
const running: Database[] = [];
let relay: Program | undefined;
let url = '';

beforeAll(async () => {
  scene = await makeScene();
  folder = await makeTempFolder('backup');
});
afterEach(() => stopRelay());
afterAll(async () => {
  await Promise.all(running.map((database) => database.stop()));
  await folder.stop();
  await scene.stop();
});

async function database(name: string): Promise<string> {
  const started = await startDatabase({ dir: join(folder.dir, name), say: () => {} });
  running.push(started);
  return started.url;
}

const environment = (databaseUrl: string) => environmentOf(scene.config, { DATABASE_URL: databaseUrl });

async function startRelay(databaseUrl: string): Promise<void> {
  relay = runProgram(environment(databaseUrl));
  url = await urlOf(relay);
}

async function stopRelay(): Promise<void> {
  relay?.child.kill('SIGKILL');
  if (relay !== undefined) await ended(relay);
  relay = undefined;
}

async function closeEpoch(databaseUrl: string): Promise<void> {
  const command = runProgram(environment(databaseUrl), 'close-epoch');
  expect([await ended(command), command.output()]).toEqual([0, expect.stringContaining('is active')]);
}

const post: Scene['post'] = async (path, body) => {
  const response = await fetch(url + path, { method: 'POST', body: JSON.stringify(body) });
  return { status: response.status, text: await response.text() };
};

test('base backup and write-ahead log: nothing acknowledged is lost; the backup alone signs no number twice', {
  timeout: 180_000,
}, async () => {
  const home = join(folder.dir, 'first');
  await keepLog(await database('first'), home);
  await running.pop()?.stop();
  const first = await database('first');
  await startRelay(first);
  const opened = await scene.openCampaign();
  expect((await post('/v1/campaigns', { salt: opened.salt, terms: opened.terms })).status).toBe(200);
  const labeler = makeLabeler({ ...scene, post });
  await labeler.join(opened);
  const send = async (page: number) => {
    const request = await labeler.request(opened, [makeLabel(opened.campaign, article(page))]);
    const { status, text } = await post('/v1/batches', request);
    expect(status).toBe(200);
    return { request, text, number: readAnswer(text).receipt.number };
  };
  const before = await send(1);
  await closeEpoch(first);
  const backup = join(folder.dir, 'backup');
  await backUp(first, home, backup);
  const after = [await send(2), await send(3)];
  await archived(first);
  await stopRelay();
  await running.pop()?.stop();

  await restore(backup, home, join(folder.dir, 'old'), 'backup');
  const old = await database('old');
  await recovered(old);
  await startRelay(old);
  const known = [before, ...after].map(({ number }) => number);
  expect(known).not.toContain((await send(4)).number);
  await stopRelay();

  await restore(backup, home, join(folder.dir, 'whole'), 'all');
  const whole = await database('whole');
  await recovered(whole);
  await startRelay(whole);
  for (const { request, text } of [before, ...after])
    expect(await post('/v1/batches', request)).toEqual({ status: 200, text });
  await closeEpoch(whole);
  expect(await onChain(scene, opened.campaign)).toMatchObject({ released: 60_000n });
  await stopRelay();

  const late = runProgram(environment(old));
  expect([await ended(late), late.output()]).toEqual([
    1,
    expect.stringContaining('The database is older than the chain'),
  ]);
});
