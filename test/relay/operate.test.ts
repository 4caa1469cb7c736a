import { rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeTempFolder } from '../stand/temp.ts';
import { article, makeLabel } from './labeler.ts';
import { ended, environmentOf, type Program, runByNpm, runProgram, runWithFile, urlOf } from './program.ts';
import { joined } from './reading.ts';
import { makeScene, type Scene } from './scene.ts';

let scene: Scene;
const programs: Program[] = [];
/** Connections whose locks keep a relay waiting. */
const holding: pg.Client[] = [];
beforeAll(async () => {
  scene = await makeScene();
});
afterEach(async () => {
  for (const client of holding.splice(0)) await client.end();
  for (const program of programs.splice(0)) {
    program.child.kill('SIGKILL');
    await ended(program);
  }
});
afterAll(() => scene.stop());

async function started(given: Record<string, string> = {}): Promise<{ program: Program; url: string }> {
  const program = runProgram(environmentOf(scene.config, given));
  programs.push(program);
  return { program, url: await urlOf(program) };
}

describe('what is wrong is said in one sentence with what to do', () => {
  const refusal = async (given: Record<string, string>) => {
    const program = runProgram(environmentOf(scene.config, given));
    expect(await ended(program)).toBe(1);
    const lines = program.output().trim().split('\n');
    expect([lines.length, lines]).toEqual([1, lines]);
    return lines[0] ?? '';
  };
  const database = (change: (url: URL) => void) => {
    const url = new URL(scene.config.DATABASE_URL);
    change(url);
    return { DATABASE_URL: url.href };
  };

  test('of the database', async () => {
    const wrong = await refusal(
      database((url) => {
        url.password = 'not-this-one';
      }),
    );
    expect(wrong).toMatch(/refuses the password of glosa: check DATABASE_URL/);
    expect(wrong).not.toContain('not-this-one');
    expect(
      await refusal(
        database((url) => {
          url.pathname = '/nowhere';
        }),
      ),
    ).toMatch(/has no database nowhere: check DATABASE_URL/);
    expect(
      await refusal(
        database((url) => {
          url.port = '9';
        }),
      ),
    ).toMatch(/does not answer \(connect ECONNREFUSED .*\): check DATABASE_URL/);
    expect(await refusal(database((url) => url.searchParams.set('sslmode', 'verify-full')))).toMatch(
      /does not answer \(The server does not support SSL connections\): check DATABASE_URL/,
    );
    const client = new pg.Client({ connectionString: scene.config.DATABASE_URL });
    await client.connect();
    await client.query(`create role guest login password 'guest'`);
    await client.end();
    expect(
      await refusal(
        database((url) => {
          url.username = 'guest';
          url.password = 'guest';
        }),
      ),
    ).toMatch(/The user guest may not make tables: let it own/);
  });

  test('of the chain and the keys', async () => {
    expect(await refusal({ RPC_URL: 'http://127.0.0.1:9' })).toMatch(/No chain answers at .*: check RPC_URL/);
    expect(await refusal({ ESCROW: scene.token })).toMatch(/is not a CampaignEscrow: check ESCROW/);
    expect(await refusal({ ESCROW: `0x${'12'.repeat(20)}` })).toMatch(
      /no contract at 0x1212.* on chain 31337: check ESCROW/,
    );
    expect(await refusal({ RELAY_KEY: scene.keys.deployer })).toMatch(
      /relay is 0x.*, not 0x.*: check RELAY_KEY/,
    );
    expect(await refusal({ RECEIPT_KEY: scene.keys.deployer })).toMatch(
      /receipt key for epoch 1 is 0x.*: check RECEIPT_KEY/,
    );
    const zero = runProgram(environmentOf(scene.config, { RECEIPT_KEY: `0x${'00'.repeat(32)}` }));
    expect(await ended(zero)).toBe(1);
    expect(zero.output()).toContain('RECEIPT_KEY: must be a private key');
  });

  test('of the port', async () => {
    const { url } = await started();
    expect(await refusal({ PORT: new URL(url).port })).toMatch(
      /Can not listen on .*: the port is in use, choose another PORT/,
    );
    expect(await refusal({ HOST: '192.0.2.1' })).toMatch(/HOST is no address of this machine/);
  });
});

test('settings may stand in a file that Node reads', async () => {
  const folder = await makeTempFolder('settings');
  const file = join(folder.dir, 'relay.env');
  const lines = Object.entries(environmentOf(scene.config)).map(([name, value]) => `${name}='${value}'`);
  await writeFile(file, lines.join('\n'));
  const program = runWithFile(file);
  programs.push(program);
  const answer = await (await fetch(`${await urlOf(program)}/v1/relay`)).json();
  expect(answer.tokens).toEqual(scene.config.TOKENS);
  await rm(file);
  await folder.stop();
});

describe('stopping', () => {
  /** A batch whose transaction waits for a lock that the test holds. */
  async function batchUnderWay(url: string) {
    const opened = await scene.openCampaign();
    const labeler = await joined(scene, opened);
    const request = await labeler.request(opened, [makeLabel(opened.campaign, article(1))]);
    const client = new pg.Client({ connectionString: scene.config.DATABASE_URL });
    holding.push(client);
    await client.connect();
    await client.query('begin');
    await client.query('select from campaigns where campaign = $1 for update', [opened.campaign]);
    const send = (to: string) => fetch(`${to}/v1/batches`, { method: 'POST', body: JSON.stringify(request) });
    const answer = send(url);
    answer.catch(() => {});
    // The relay's own work may wait for the same row.
    const waiting = async () =>
      (
        await sql`select from pg_stat_activity
          where wait_event_type = 'Lock' and query like '%for update of campaigns'`.execute(scene.context.db)
      ).rows.length;
    await expect.poll(waiting).toBe(1);
    return { send, answer, release: () => client.end() };
  }

  test('SIGTERM answers what is under way and takes nothing new', async () => {
    const { program, url } = await started();
    const { answer, release } = await batchUnderWay(url);
    program.child.kill('SIGTERM');
    await expect.poll(() => fetch(`${url}/healthz`).catch(() => 'refused')).toBe('refused');
    await release();
    expect((await answer).status).toBe(200);
    expect(await ended(program)).toBe(0);
    expect(program.output()).toContain('relay has stopped');
  });

  test('SIGTERM to npm reaches the relay that npm has started', async () => {
    const program = runByNpm(environmentOf(scene.config));
    programs.push(program);
    const url = await urlOf(program);
    program.child.kill('SIGTERM');
    await expect.poll(() => fetch(`${url}/healthz`).catch(() => 'refused')).toBe('refused');
    await expect.poll(program.output).toContain('relay has stopped');
  });

  test('a second signal ends it at once; what was not acknowledged can be sent again', async () => {
    const { program, url } = await started();
    const { send, answer, release } = await batchUnderWay(url);
    const cut = expect(answer).rejects.toThrow();
    program.child.kill('SIGTERM');
    await expect.poll(() => fetch(`${url}/healthz`).catch(() => 'refused')).toBe('refused');
    program.child.kill('SIGINT');
    await ended(program);
    expect([program.child.signalCode, program.output().includes('has stopped')]).toEqual(['SIGINT', false]);
    await cut;
    await release();
    expect((await send((await started()).url)).status).toBe(200);
  });
});

describe('whoever asks too much', () => {
  test('gets 429 with the time to wait, each client by itself; health is always answered', async () => {
    const { url } = await started({ TRUSTED_PROXIES: '1', RATE_LIMIT: '3' });
    const ask = (client: string, path = '/v1/relay') =>
      fetch(url + path, { headers: { 'x-forwarded-for': client, origin: 'https://a.example' } });
    for (let n = 0; n < 3; n++) expect((await ask('198.51.100.1')).status).toBe(200);
    const refused = await ask('9.9.9.9, 198.51.100.1');
    expect([refused.status, await refused.json()]).toMatchObject([429, { code: 'too-many', retry: true }]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    expect(refused.headers.get('access-control-expose-headers')).toContain('retry-after');
    expect((await ask('198.51.100.2')).status).toBe(200);
    for (let n = 0; n < 5; n++) expect((await ask('198.51.100.1', '/healthz')).status).toBe(200);
  });

  const others = Object.values(networkInterfaces()).flatMap((known) => known ?? []);
  const ownAddress = others.find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
  test.skipIf(ownAddress === undefined)(
    'is told by the address of the connection without a proxy',
    async () => {
      const { url } = await started({ HOST: '0.0.0.0', RATE_LIMIT: '3' });
      const ask = (host: string) => fetch(`http://${host}:${new URL(url).port}/v1/relay`);
      for (let n = 0; n < 3; n++) expect((await ask(ownAddress ?? '')).status).toBe(200);
      expect((await ask(ownAddress ?? '')).status).toBe(429);
      expect((await ask('127.0.0.1')).status).toBe(200);
    },
  );

  test('is not refused when the operator sets no limit, nor when all clients look alike', async () => {
    const off = await started({ TRUSTED_PROXIES: '1', RATE_LIMIT: '0' });
    const alike = await started({ RATE_LIMIT: '3' });
    for (const { url } of [off, alike])
      for (let n = 0; n < 10; n++) {
        const headers = { 'x-forwarded-for': '198.51.100.1' };
        expect((await fetch(`${url}/v1/relay`, { headers })).status).toBe(200);
      }
  });

  test('a body without an end is cut off at the first byte too many', async () => {
    const { url } = await started();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write('POST /v1/delegations HTTP/1.1\r\nhost: relay\r\ntransfer-encoding: chunked\r\n\r\n');
    let answer = '';
    let sent = 0;
    socket.on('data', (chunk) => {
      answer += String(chunk);
    });
    const chunk = `3e8\r\n${' '.repeat(1000)}\r\n`;
    const flood = setInterval(() => {
      if (!socket.writable) return;
      socket.write(chunk);
      sent += 1000;
    }, 5);
    await new Promise((resolve) => socket.once('close', resolve));
    clearInterval(flood);
    expect(answer).toContain('413');
    expect(answer).toContain('"too-large"');
    expect(sent).toBeLessThan(4_000_000);
  });

  test('a request by the byte does not hold its connection for ever', async () => {
    const { url } = await started();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write('GET /v1/relay HTTP/1.1\r\nhost: relay\r\n');
    const drip = setInterval(() => socket.writable && socket.write('x: y\r\n'), 500);
    let answer = '';
    socket.on('data', (chunk) => {
      answer += String(chunk);
    });
    await new Promise((resolve) => socket.once('close', resolve));
    clearInterval(drip);
    expect(answer).toContain('408');
  });
});
