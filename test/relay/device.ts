import 'fake-indexeddb/auto';
import { makeChainReader } from '../../lib/chain/reader.ts';
import { makeIdentity } from '../../lib/identity/identity.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { pageTargetOf } from '../../lib/protocol/target/target.ts';
import { save } from '../../lib/queue/save.ts';
import { makeStore } from '../../lib/storage/database.ts';
import { refreshCatalogue } from '../../lib/sync/catalogue.ts';
import { join } from '../../lib/sync/join.ts';
import { makeRelayClient } from '../../lib/sync/relay-client.ts';
import type { Working } from '../../lib/sync/working.ts';
import { article } from './labeler.ts';
import { relayUrl } from './scene.ts';

type Pass = (request: Request) => Promise<Response>;
/** What the network between device and relay does next. */
export type Line = (request: Request, pass: Pass) => Promise<Response>;

/** The extension's own storage, queue and sync, on a line that a test can cut. */
export interface Device extends Working {
  /** Milliseconds that the device's clock is ahead. */
  ahead: { ms: number };
  line: { now: Line };
  /** The same device after its worker was killed. */
  killed(): Device;
}

let devices = 0;

export function makeDevice(
  toRelay: Pass,
  name = `device-${process.pid}-${devices++}`,
  ahead = { ms: 0 },
): Device {
  const store = makeStore(name);
  const line: Device['line'] = { now: (request, pass) => pass(request) };
  const fetcher: typeof fetch = (input, init) => line.now(new Request(input, init), toRelay);
  return {
    store,
    version: '1.0.0',
    identity: makeIdentity(store),
    now: () => Date.now() + ahead.ms,
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    client: (url) => makeRelayClient(url, fetcher),
    maySend: async () => true,
    chain: makeChainReader,
    ahead,
    line,
    killed: () => makeDevice(toRelay, name, ahead),
  };
}

/** Takes part in a campaign; what is labeled from now on may be sent at once. */
export async function joinOn(device: Device, campaign: Hex, payTo: Hex | null): Promise<Device> {
  await refreshCatalogue(device, relayUrl);
  await join(device, campaign, payTo);
  device.ahead.ms = 10_000;
  return device;
}

export async function label(device: Device, campaign: Hex, page: number | string): Promise<void> {
  const known = await (await device.store.open()).get('campaigns', campaign);
  if (known === undefined) throw new Error(`${campaign} is not known here`);
  await save(device, {
    campaign,
    termsHash: known.termsHash,
    target: pageTargetOf(article(page)),
    body: { tone: { kind: 'choice', chosen: ['up'] } },
    assist: 'human',
    activeMs: 4_000,
  });
}

/** Labels whose undo time is over. */
export async function labelBefore(
  device: Device,
  campaign: Hex,
  ...pages: (number | string)[]
): Promise<void> {
  const { ms } = device.ahead;
  device.ahead.ms -= 10_000;
  for (const page of pages) {
    // A batch has them in this order: two of one millisecond would come in any.
    device.ahead.ms += 1;
    await label(device, campaign, page);
  }
  device.ahead.ms = ms;
}

export const statesOf = async ({ store }: Device) =>
  (await (await store.open()).getAll('labels')).map(({ state }) => state).sort();

export const alarmsOf = async ({ store }: Device) => (await store.open()).getAll('alarms');

export const relayOf = async ({ store }: Device) => (await (await store.open()).getAll('relays'))[0];
