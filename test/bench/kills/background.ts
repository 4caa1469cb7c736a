/**
 * The extension's background as a process that can be killed: the code of `lib` for storage, queue, sync and audit as it
 * is, on an IndexedDB that lies in SQLite files. Run as `background.ts FOLDER SECRET`; it is spoken to over IPC.
 *
 * Two things differ. Keys are derived from SECRET, because WebCrypto lets nobody store a sealing key outside of a browser.
 * And labels are saved as if the undo time were over, so that a run need not wait for it.
 */

import { readSync, writeSync } from 'node:fs';
import setGlobalVars from 'indexeddbshim';
import * as v from 'valibot';
import { allParts } from '../../../components/parts/all-parts.ts';
import { makeChainReader } from '../../../lib/chain/reader.ts';
import { blindOf, campaignKey, deviceKey } from '../../../lib/identity/derive.ts';
import type { Identity } from '../../../lib/identity/identity.ts';
import { signerOf } from '../../../lib/identity/signer.ts';
import type { Draft } from '../../../lib/messages.ts';
import { bytesToHex, hexToBytes } from '../../../lib/protocol/ledger/bytes.ts';
import { bytes32, type Hex } from '../../../lib/protocol/scalar/hex.ts';
import { exportAll } from '../../../lib/queue/export-all.ts';
import { save } from '../../../lib/queue/save.ts';
import { undoMs } from '../../../lib/queue/undo-time.ts';
import { makeStore } from '../../../lib/storage/database.ts';
import { Expected } from '../../../lib/storage/expected.ts';
import { claim } from '../../../lib/sync/claims.ts';
import { join } from '../../../lib/sync/join.ts';
import { makeRelayClient } from '../../../lib/sync/relay-client.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { useRelay } from '../../../lib/sync/use-relay.ts';
import type { Working } from '../../../lib/sync/working.ts';
import type { DeviceStep } from './plan.ts';
import { watchedFetch, watchedStore } from './watched.ts';

const [dir = '', given] = process.argv.slice(2);
const secret = hexToBytes(v.parse(bytes32, given));
// Its declaration of `databases` says less than the DOM's.
setGlobalVars(globalThis as never, { checkOrigin: false, databaseBasePath: dir, sysDatabaseBasePath: dir });

let armed: { step: DeviceStep; waits: boolean } | undefined;

/** Stands still in the middle of whatever runs: the driver reads a byte, and this process goes on when it gets one. */
function at(step: DeviceStep): void {
  if (armed?.step !== step) return;
  const { waits } = armed;
  armed = undefined;
  writeSync(4, '.');
  for (const byte = new Uint8Array(1); waits; ) {
    try {
      readSync(4, byte);
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
}

const store = watchedStore(makeStore(), at);
const fetcher = watchedFetch(fetch, at);
const identity: Identity = {
  account: async () => signerOf(bytesToHex(secret)),
  device: async (escrow) => signerOf(await deviceKey(secret, escrow)),
  campaign: async (escrow, campaign) => signerOf(await campaignKey(secret, escrow, campaign)),
  blind: (escrow, campaign) => blindOf(secret, escrow, campaign),
};
const working: Working = {
  store,
  version: '1.0.0',
  identity,
  now: () => Date.now(),
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  maySend: async () => true,
  client: (url) => makeRelayClient(url, fetcher),
  chain: makeChainReader,
};

const calls = {
  useRelay: (url: string) => useRelay(working, url),
  join: (campaign: Hex) => join(working, campaign, null),
  save: async (draft: Draft) => {
    await save({ ...working, now: () => Date.now() - undoMs - 1 }, draft);
  },
  sync: () => sync(working, false),
  claim: ({ payTo, token }: { payTo: Hex; token: Hex }) => claim(working, payTo, token),
  exportAll: async () => (await allParts((from) => exportAll(store, from))).join(''),
  arm: (next: typeof armed) => {
    armed = next;
  },
};
export type Calls = typeof calls;

export type Asked = { id: number; call: keyof Calls; with: never };
export type Answer = { id: number; value: unknown } | { id: number; code: string; detail: string };

process.on('message', async ({ id, call, with: argument }: Asked) => {
  try {
    process.send?.({ id, value: (await calls[call](argument)) ?? null });
  } catch (error) {
    const code = error instanceof Expected ? error.code : 'internal';
    process.send?.({ id, code, detail: error instanceof Error ? (error.stack ?? error.message) : '' });
  }
});
process.on('disconnect', () => process.exit());
