import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Token } from '../lib/protocol/api/relay.ts';
import type { Keccak } from '../lib/protocol/ledger/tree.ts';
import type { Hex } from '../lib/protocol/scalar/hex.ts';
import type { Place } from '../lib/protocol/signed/domain.ts';
import type { Chain } from './chain/client.ts';
import type { Confirming } from './confirm/confirming.ts';
import type { Db } from './db/database.ts';
import type { LeafHasher } from './hashing/leaf-hasher.ts';
import type { BatchChecks } from './ingest/check/batch-checks.ts';
import type { NewcomerReader } from './ingest/newcomers.ts';
import type { TermsReader } from './ingest/terms.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { RewardsReader } from './settlement/rewards.ts';
import type { Room } from './settlement/room.ts';

/** The receipt keys' holder. Signs deterministically (RFC 6979): the same digest gives the same bytes for ever. */
export interface ReceiptSigner {
  /** Whether it has the private key of this address. */
  holds(key: Hex): boolean;
  /** @returns 65 bytes, r, s and 27 or 28 */
  sign(key: Hex, digest: Hex): Promise<Hex>;
}

/** What every part of the relay works with; made once by the start, passed as an argument, never global. */
export interface Context {
  place: Place;
  db: Db;
  /** The connections that `db` uses. */
  pool: Pool;
  /** For threads, which open connections of their own. */
  databaseUrl: string;
  /** The pool of ingest's transactions (`openIngestPool`). */
  ingest: Pool;
  chain: Chain;
  keccak: Keccak;
  hashLeaves: LeafHasher;
  /** `signerOf` of the protocol, on the fastest curve that there is here. */
  signerOf(digest: Hex, signature: Hex): Promise<Hex | undefined>;
  /** What a batch says itself. */
  checks: BatchChecks;
  receipts: ReceiptSigner;
  termsOf: TermsReader;
  newcomerOf: NewcomerReader;
  activeRewards: RewardsReader;
  /** Undefined where the relay looks at no page. */
  confirming: Confirming | undefined;
  /** The origin under which people reach this relay. */
  publicUrl: string;
  publicRpcUrl: string;
  tokens: Token[];
  /** Seconds between two cuts by the timer; 0 when only commands cut. */
  epochSeconds: number;
  /** The most labels of a campaign that one epoch receives, a batch counting as one more. */
  epochLabels: number;
  /** Of one activation, for campaigns of which it changes something. */
  room: Room;
  /** Requests that one client may make in a minute; 0 for any number. */
  rateLimit: number;
  /** Proxies of the operator's that every request passes, and that write X-Forwarded-For. */
  trustedProxies: number;
  /** Seconds that a catalogue may be old before it is built again. */
  catalogueSeconds: number;
  /** Seconds since 1970. */
  now(): number;
  /** When this process started, by its own clock. */
  startedAt: number;
  randomBytes(count: number): Uint8Array;
  log: Logger;
  metrics: Metrics;
  /** How many connections to the database the door has open, idle, and how many requests wait for one. */
  connections(): Record<'open' | 'idle' | 'waiting', number>;
}
