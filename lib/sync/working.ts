import type { ChainPlace, ChainReader } from '../chain/reader.ts';
import type { Identity } from '../identity/identity.ts';
import type { Store } from '../storage/database.ts';
import type { RelayClient } from './relay-client.ts';

/** What every step of a sync works with. */
export interface Working {
  store: Store;
  identity: Identity;
  /** This Glosa's version. */
  version: string;
  /** Milliseconds since 1970. */
  now: () => number;
  random: (bytes: number) => Uint8Array;
  /** Whether the person lets labels leave: asked at every sync, since consent can be taken back at any time. */
  maySend: () => Promise<boolean>;
  client: (url: string) => RelayClient;
  chain: (place: ChainPlace) => ChainReader;
}
