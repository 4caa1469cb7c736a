import 'fake-indexeddb/auto';
import { makeChainReader } from '../../lib/chain/reader.ts';
import { makeIdentity } from '../../lib/identity/identity.ts';
import { makeStore } from '../../lib/storage/database.ts';
import { makeRelayClient } from '../../lib/sync/relay-client.ts';
import type { Working } from '../../lib/sync/working.ts';

type Pass = (request: Request) => Promise<Response>;
/** What the network between device and relay does next. */
export type Line = (request: Request, pass: Pass) => Promise<Response>;

/** The extension's own storage, queue and sync, without a browser. */
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
