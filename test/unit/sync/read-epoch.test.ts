import { keccak256, stringToBytes } from 'viem/utils';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ChainReader } from '../../../lib/chain/reader.ts';
import { readDataset, readStatement, WrongEpoch } from '../../../lib/sync/read-epoch.ts';
import { makeRelayClient } from '../../../lib/sync/relay-client.ts';
import { hexOf } from '../queue/sample.ts';
import { type HttpRelay, startHttpRelay } from './http-relay.ts';
import { chainWith } from './listed.ts';

let relay: HttpRelay;
let served: string;

beforeEach(async () => {
  relay = await startHttpRelay((_, response) => void response.writeHead(200).end(served));
});
afterEach(() => relay.stop());

const hashOf = (text: string) => keccak256(stringToBytes(text));
const root = hexOf(1, 32);

/** A chain on which the epoch of this statement is active. */
const chainOf = (text: string): ChainReader => ({
  ...chainWith(root),
  activated: async () => ({ rewardRoot: root, openRoot: root, statementHash: hashOf(text) }),
});

it.each([
  [
    'is of a later version',
    '{"version":3,"trees":[]}',
    { code: 'relay-newer', retry: true, detail: 'epoch 4' },
  ],
  ['has no version', '{"trees":[]}', WrongEpoch],
  ['is of this version, and of another form', '{"version":1,"trees":[]}', WrongEpoch],
])(
  'a file that hashes to what stands on chain and %s is an alarm, but for the first',
  async (_, text, thrown) => {
    served = text;
    const client = makeRelayClient(relay.url);
    const expected = typeof thrown === 'function' ? { name: thrown.name } : thrown;
    await expect(readStatement(client, chainOf(text), 4)).rejects.toMatchObject(expected);
    await expect(readDataset(client, 4, hashOf(text))).rejects.toMatchObject(expected);
  },
);

it('of a statement the second version is known, and of a dataset none but the first', async () => {
  served = '{"version":2,"trees":[]}';
  const client = makeRelayClient(relay.url);
  await expect(readStatement(client, chainOf(served), 4)).rejects.toBeInstanceOf(WrongEpoch);
  await expect(readDataset(client, 4, hashOf(served))).rejects.toMatchObject({ code: 'relay-newer' });
});

it('P5: other bytes are an alarm whatever version they claim', async () => {
  served = '{"version":3}';
  const client = makeRelayClient(relay.url);
  await expect(readStatement(client, chainOf('{"version":1}'), 4)).rejects.toBeInstanceOf(WrongEpoch);
  await expect(readDataset(client, 4, root)).rejects.toBeInstanceOf(WrongEpoch);
});
