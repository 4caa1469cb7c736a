import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { createPublicClient, http } from 'viem';
import { afterEach, expect, test } from 'vitest';
import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import { lower } from '../../lib/protocol/scalar/hex.ts';
import { startChain } from './chain.ts';
import { standKeys } from './keys.ts';
import { makeTempFolder } from './temp.ts';

const cleanUp: Array<() => Promise<void>> = [];

afterEach(async () => {
  for (const stop of cleanUp.splice(0).reverse()) await stop();
});

/** `npm run deploy` with these settings and no terminal. */
async function deploy(settings: Record<string, string>, ...args: string[]) {
  const child = spawn(process.execPath, ['contracts/bin/deploy.ts', ...args], {
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, said, complained };
}

async function settingsOn(url: string): Promise<Record<string, string>> {
  const { deployer, relay, guardian, receipt } = standKeys();
  return {
    RPC_URL: url,
    DEPLOYER_KEY: deployer.privateKey,
    RELAY: relay.address,
    GUARDIAN: guardian.address,
    RECEIPT: receipt.address,
  };
}

async function chainUrl(): Promise<string> {
  const temp = await makeTempFolder('deploy');
  cleanUp.push(temp.stop);
  const chain = await startChain({ dir: temp.dir, say: () => {} });
  cleanUp.push(chain.stop);
  return chain.url;
}

test('an operator deploys a pair by one command, and its two lines go into the settings of a relay', async () => {
  const url = await chainUrl();
  const settings = await settingsOn(url);
  const { code, said, complained } = await deploy({ ...settings, TIMELOCK_SECONDS: '60' }, '--yes');
  expect(code).toBe(0);
  expect(complained).toMatch(/^Sent as 0x[0-9a-f]{64}\. .*do not send another/);
  const [, escrow = '', distributor = ''] =
    /^ESCROW=(0x[0-9a-f]{40})\nDISTRIBUTOR=(0x[0-9a-f]{40})$/m.exec(said) ?? [];
  const client = createPublicClient({ transport: http(url) });
  const read = (functionName: 'relay' | 'guardian' | 'timelock' | 'distributor') =>
    client.readContract({ address: lower(`0x${escrow.slice(2)}`), abi: campaignEscrowAbi, functionName });
  expect(await read('relay')).toBe(settings.RELAY);
  expect(await read('guardian')).toBe(settings.GUARDIAN);
  expect(await read('timelock')).toBe(60n);
  expect(String(await read('distributor')).toLowerCase()).toBe(distributor);
});

test('an option that there is not is one line that says where to look', async () => {
  const { code, complained } = await deploy(await settingsOn('http://127.0.0.1:1'), '--sure');
  expect([code, complained]).toEqual([2, expect.stringMatching(/--sure.*See --help/)]);
  expect(complained.trim().split('\n')).toHaveLength(1);
});

test('nothing is sent when nobody says yes', async () => {
  const url = await chainUrl();
  const { code, complained } = await deploy(await settingsOn(url));
  expect(code).toBe(1);
  expect(complained).toContain('--yes');
  expect(await createPublicClient({ transport: http(url) }).getBlockNumber()).toBe(0n);
});

test('what is wrong is said by its name, never with the value', async () => {
  const settings = await settingsOn('http://127.0.0.1:1');
  const key = `${settings.DEPLOYER_KEY}00`;
  const { code, complained } = await deploy({ ...settings, DEPLOYER_KEY: key, GUARDIAN: '' }, '--yes');
  expect(code).toBe(2);
  expect(complained).toContain('DEPLOYER_KEY');
  expect(complained).toContain('GUARDIAN is not set');
  expect(complained).not.toContain(key.slice(2, 20));
});

test('a number that is no key, and nobody’s address, are refused before anything is asked', async () => {
  const settings = await settingsOn('ws://127.0.0.1:1');
  const order = 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141';
  const nobody = `0x${'0'.repeat(40)}`;
  const { code, complained } = await deploy(
    { ...settings, DEPLOYER_KEY: `0x${order}`, RELAY: nobody, RECEIPT: nobody },
    '--yes',
  );
  expect([code, complained.trim().split('\n')]).toEqual([
    2,
    [
      'The settings are not right:',
      '  RPC_URL must be an address that starts with http:// or https://',
      '  DEPLOYER_KEY must be a private key of secp256k1',
      '  RELAY must not be 0',
      '  RECEIPT must not be 0',
      'See --help.',
    ],
  ]);
});

test('who has nothing to pay with is told whom to send it to', async () => {
  const settings = await settingsOn(await chainUrl());
  const { code, complained } = await deploy({ ...settings, DEPLOYER_KEY: `0x${'5'.repeat(64)}` }, '--yes');
  expect([code, complained]).toEqual([1, expect.stringMatching(/^Send 0x\w{40} some of the chain's coin/)]);
});

test('a node that does not answer is one line, not a stack', async () => {
  const { code, complained } = await deploy(await settingsOn('http://127.0.0.1:1'), '--yes');
  expect(code).toBe(1);
  expect(complained.trim().split('\n')).toHaveLength(1);
});
