import { once } from 'node:events';
import { connect } from 'node:net';
import { privateKeyToAddress } from 'viem/accounts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../relay/config.ts';
import { startRelay } from '../../relay/start.ts';
import { StartError } from '../../relay/start-error.ts';
import { article, makeLabel } from './labeler.ts';
import { ended, environmentOf, runProgram, urlOf } from './program.ts';
import { joined, onChain } from './reading.ts';
import { makeScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
});
afterAll(() => scene.stop());

const environment = (given: Record<string, string> = {}) => environmentOf(scene.config, given);

describe('the program', () => {
  test('says how it is used, and what is missing, never a key', async () => {
    const help = runProgram({}, '--help');
    expect(await ended(help)).toBe(0);
    expect(help.output()).toContain('DATABASE_URL');
    const unknown = runProgram({}, 'close');
    expect(await ended(unknown)).toBe(1);
    expect(unknown.output()).toContain('--help');
    const wrong = runProgram({
      ...environment(),
      PORT: 'x',
      RELAY_KEY: `${scene.config.RELAY_KEY}00`,
      ESCROW: '',
    });
    expect(await ended(wrong)).toBe(1);
    expect(wrong.output()).toContain('ESCROW is not set');
    expect(wrong.output()).toContain('PORT: must be a whole number');
    expect(wrong.output()).toContain('RELAY_KEY: must be');
    expect(wrong.output()).not.toContain(scene.config.RELAY_KEY.slice(2, 20));
  });

  test.each<[string, string, RegExp]>([
    ['DATABASE_URL', 'secret', /must be an address that starts with postgres:\/\/ or postgresql:\/\/$/],
    ['RPC_URL', 'secret', /must be an address that starts with http:\/\/ or https:\/\/$/],
    ['RPC_URL', 'wss://secret', /must be an address that starts with/],
    ['RPC_URL', 'http://me:secret@127.0.0.1:9', /PUBLIC_RPC_URL: must be set, since RPC_URL has a password/],
    ['PUBLIC_RPC_URL', 'secret', /must be an address/],
    ['PUBLIC_URL', 'secret', /must be https:\/\/ and a host/],
    ['PUBLIC_URL', 'https://relay.example/secret/', /without a path/],
    ['PUBLIC_URL', 'https://me:secret@relay.example', /without a path/],
    ['PUBLIC_URL', 'http://secret.example', /or http:\/\/ on this machine/],
    ['ESCROW', '12', /must start with 0x$/],
    ['RECEIPT_KEY', ',', /must start with 0x$/],
    ['TOKENS', '[', /not JSON/],
  ])('%s may not be %s, and no stack says so', (name, value, because) => {
    const read = () => readConfig(environment({ [name]: value }));
    expect(read).toThrow(StartError);
    expect(read).toThrow(new RegExp(`^The relay's settings are not right:\n  [^\n]*${because.source}`, 'm'));
    expect(read).not.toThrow('secret');
  });

  test('a file of settings with line ends of Windows', () => {
    const plain = environment();
    const windows = Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, `${value}\r`]));
    expect(readConfig(windows)).toEqual(readConfig(plain));
  });

  test('a relay’s address is its origin, and tokens are told apart', () => {
    const address = '0xAbCdEf0123456789aBcDeF0123456789AbCdEf01';
    const one = { address, symbol: 'tUSD', decimals: 6 };
    const other = { ...one, address: address.replace('A', '1') };
    const tokens = (...list: unknown[]) => readConfig(environment({ TOKENS: JSON.stringify(list) })).TOKENS;
    expect(readConfig(environment({ PUBLIC_URL: 'https://Relay.example/' })).PUBLIC_URL).toBe(
      'https://relay.example',
    );
    expect(tokens(one)).toEqual([{ ...one, address: address.toLowerCase() }]);
    expect(() => tokens(one, { ...one, symbol: 'other' })).toThrow('stands twice');
    expect(() => tokens(one, other)).toThrow('stands twice');
  });

  test('close-epoch says what to do where no database answers, and where no relay has been', async () => {
    for (const [url, because] of [
      ['postgres://a:b@127.0.0.1:9/c', 'check DATABASE_URL'],
      [await scene.emptyDatabase(), 'start one first'],
    ] as const) {
      const close = runProgram(environment({ DATABASE_URL: url }), 'close-epoch');
      expect([await ended(close), close.output()]).toEqual([1, expect.stringContaining(because)]);
      expect(close.output().trim().split('\n')).toHaveLength(1);
    }
  });

  test('rotate-receipt-key says whom it waits for, where no relay runs', async () => {
    const { deployer } = scene.keys;
    const DATABASE_URL = await scene.emptyDatabase();
    const both = environment({ DATABASE_URL, RECEIPT_KEY: `${scene.config.RECEIPT_KEY},${deployer}` });
    const rotate = runProgram(both, 'rotate-receipt-key', privateKeyToAddress(deployer));
    await expect
      .poll(rotate.output, { timeout: 60_000 })
      .toContain('done by a relay that runs on this database');
    rotate.child.kill();
    await ended(rotate);
  });

  test('answers, stops on SIGTERM; after SIGKILL what was acknowledged is there, and settles', async () => {
    const opened = await scene.openCampaign();
    const labeler = await joined(scene, opened);
    const request = await labeler.request(opened, [makeLabel(opened.campaign, article(1))]);
    const send = async (url: string) => {
      const response = await fetch(`${url}/v1/batches`, { method: 'POST', body: JSON.stringify(request) });
      return [response.status, await response.text()];
    };
    const first = runProgram(environment());
    const acknowledged = await send(await urlOf(first));
    expect(acknowledged[0]).toBe(200);
    first.child.kill('SIGKILL');
    await ended(first);

    const second = runProgram(environment());
    expect(await send(await urlOf(second))).toEqual(acknowledged);
    const close = runProgram(environment(), 'close-epoch');
    expect([await ended(close), close.output()]).toEqual([0, 'Epoch 1 is active.\n']);
    expect(await onChain(scene, opened.campaign)).toMatchObject({ released: 20_000n });
    second.child.kill('SIGTERM');
    expect(await ended(second)).toBe(0);
    expect(second.output()).toContain('relay has stopped');
  });

  test('stops although somebody does not finish his request', async () => {
    const relay = await startRelay(readConfig(environment({ LOG_LEVEL: 'silent' })));
    const socket = connect(Number(new URL(relay.url).port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write('POST /v1/batches HTTP/1.1\r\nhost: relay\r\ncontent-length: 1000\r\n\r\n{');
    await once(socket, 'connect');
    await fetch(`${relay.url}/healthz`);
    const start = performance.now();
    await relay.stop();
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test('SIGKILL at any step of an epoch: it is active once, nothing twice', async () => {
    const opened = await scene.openCampaign();
    const labeler = await joined(scene, opened);
    for (let n = 0; n < 3; n++) {
      await labeler.send(opened, [makeLabel(opened.campaign, article(n))]);
      await scene.context.db
        .updateTable('epochs')
        .set({ cut_requested: true })
        .where('state', '=', 'open')
        .execute();
      for (let kill = 0; kill < 2; kill++) {
        const relay = runProgram(environment());
        await urlOf(relay);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 1200));
        relay.child.kill('SIGKILL');
        await ended(relay);
      }
    }
    const last = await startRelay({ ...scene.config, PORT: 0, LOG_LEVEL: 'silent' });
    await last.closeEpoch();
    await last.stop();
    await last.stop();
    expect(await onChain(scene, opened.campaign)).toMatchObject({ released: 60_000n });
    const rows = await scene.context.db
      .selectFrom('campaigns')
      .select(['credited', 'open', 'reserved'])
      .where('campaign', '=', opened.campaign)
      .execute();
    expect(rows).toEqual([{ credited: 60_000n, open: 0n, reserved: 0n }]);
  });
});

describe('what does not belong together', () => {
  const started = async (given: Record<string, string>) => {
    const relay = await startRelay(readConfig(environment({ LOG_LEVEL: 'silent', ...given })));
    await relay.stop();
  };

  test('another node, escrow or key', async () => {
    await expect(started({ RPC_URL: 'http://127.0.0.1:9' })).rejects.toThrow('check RPC_URL');
    await expect(started({ DATABASE_URL: 'postgres://a:b@127.0.0.1:9/c' })).rejects.toThrow(
      'check DATABASE_URL',
    );
    await expect(started({ ESCROW: scene.token })).rejects.toThrow();
    await expect(started({ ESCROW: `0x${'12'.repeat(20)}` })).rejects.toThrow('check ESCROW');
    await expect(started({ DISTRIBUTOR: scene.token })).rejects.toThrow('check DISTRIBUTOR');
    await expect(started({ RELAY_KEY: scene.keys.deployer })).rejects.toThrow('check RELAY_KEY');
    await expect(started({ RECEIPT_KEY: scene.keys.deployer })).rejects.toThrow('check RECEIPT_KEY');
  });

  test.each([
    ['does not wait for its disk', 'synchronous_commit=off', 'synchronous_commit'],
    ['takes no changes', 'default_transaction_read_only=on', 'default_transaction_read_only is on'],
    [
      'sees nothing that was done while it waited',
      'default_transaction_isolation=serializable',
      `set it to 'read committed'`,
    ],
  ])('a database that %s', async (_, setting, because) => {
    const url = new URL(await scene.emptyDatabase());
    url.searchParams.set('options', `-c ${setting}`);
    await expect(started({ DATABASE_URL: url.href })).rejects.toThrow(because);
  });

  test('a database that is older than the chain', async () => {
    await expect(started({ DATABASE_URL: await scene.emptyDatabase() })).rejects.toThrow(
      'The database is older than the chain',
    );
  });

  test('a chain that is older than the database', async () => {
    await scene.context.db
      .insertInto('epochs')
      .values({
        epoch: 1000,
        state: 'active',
        opened_at: 0,
        cut_requested: false,
        cut: null,
        previous: null,
        statement_hash: null,
        submitted_at: null,
        activated_at: null,
        reason: null,
      })
      .execute();
    await expect(started({})).rejects.toThrow('The chain is older than the database');
  });
});
