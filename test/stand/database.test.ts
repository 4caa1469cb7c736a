import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, expect, test } from 'vitest';
import { startElsewhere } from './another-process.ts';
import { type Database, startDatabase } from './database.ts';
import { gone, isAlive } from './process.ts';
import { makeTempFolder } from './temp.ts';

const cleanUp: Array<() => Promise<void>> = [];

afterEach(async () => {
  for (const stop of cleanUp.splice(0).reverse()) await stop();
});

async function folder(): Promise<string> {
  const temp = await makeTempFolder('database');
  cleanUp.push(temp.stop);
  return join(temp.dir, 'database');
}

async function start(dir: string, said: string[] = []): Promise<Database & { pid: number }> {
  const database = await startDatabase({ dir, say: (line) => said.push(line) });
  cleanUp.push(database.stop);
  if (database.pid === undefined) throw new Error('no pid');
  return { ...database, pid: database.pid };
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

test('data is there after a stop and a second start', async () => {
  const dir = await folder();
  const first = await start(dir);
  await query(first.url, "create table kept as select 'a' as name");
  await Promise.all([first.stop(), first.stop()]);
  expect(await isAlive(first.pid)).toBe(false);
  const second = await start(dir);
  expect(await query(second.url, 'select name from kept')).toEqual([{ name: 'a' }]);
});

test('commits are synced', async () => {
  const { url } = await start(await folder());
  expect(await query(url, 'show fsync')).toEqual([{ fsync: 'on' }]);
  expect(await query(url, 'show synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
});

test('a server whose starter was killed is carried on with, and stopped', async () => {
  const dir = await folder();
  const killed = await startElsewhere('./database.ts', 'startDatabase', dir);
  await query(killed.url, "create table kept as select 'a' as name");
  await killed.kill();
  const said: string[] = [];
  const second = await start(dir, said);
  expect(second.pid).toBe(killed.pid);
  expect(said).toEqual(['PostgreSQL was still running here: carrying on with it.']);
  expect(await query(second.url, 'select name from kept')).toEqual([{ name: 'a' }]);
  await second.stop();
  expect(await gone(killed.pid, 1000)).toBe(true);
});

test('a killed server recovers every committed row', async () => {
  const dir = await folder();
  const first = await start(dir);
  await query(first.url, 'create table kept (n int)');
  const client = new Client({ connectionString: first.url });
  client.on('error', () => {});
  await client.connect();
  for (let n = 0; n < 20; n += 1) await client.query('insert into kept values ($1)', [n]);
  process.kill(first.pid, 'SIGKILL');
  const second = await start(dir);
  expect(second.pid).not.toBe(first.pid);
  expect(await query(second.url, 'select count(*)::int as n from kept')).toEqual([{ n: 20 }]);
});

test('two databases run side by side', async () => {
  const [one, two] = await Promise.all([
    folder().then((dir) => start(dir)),
    folder().then((dir) => start(dir)),
  ]);
  expect(one.url).not.toBe(two.url);
  await one.stop();
  expect(await query(two.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test("another major version's directory is refused and left alone", async () => {
  const dir = await folder();
  await mkdir(join(dir, 'data'), { recursive: true });
  await writeFile(join(dir, 'data', 'PG_VERSION'), '15\n');
  await expect(startDatabase({ dir, say: () => {} })).rejects.toMatchObject({
    name: 'StandError',
    retry: false,
    message: expect.stringMatching(/made by PostgreSQL 15; this is PostgreSQL 18/),
  });
});

test('a given address is used as it is', async () => {
  const { url, stop } = await start(await folder());
  const given = await startDatabase({ dir: '/nowhere', url, say: () => {} });
  await given.stop();
  expect(given.url).toBe(url);
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await stop();
});
