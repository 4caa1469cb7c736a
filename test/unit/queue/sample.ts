import { type Identity, makeIdentity } from '../../../lib/identity/identity.ts';
import type { Draft } from '../../../lib/messages.ts';
import type { RelayInfo } from '../../../lib/protocol/api/relay.ts';
import { emptyFilter } from '../../../lib/protocol/api/task-filter.ts';
import { bytesToHex } from '../../../lib/protocol/ledger/bytes.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { campaignId, termsHash } from '../../../lib/protocol/signed/ids.ts';
import { pageTargetOf } from '../../../lib/protocol/target/target.ts';
import type { Terms } from '../../../lib/protocol/terms/terms.ts';
import type { Store } from '../../../lib/storage/database.ts';
import type { CampaignRecord, JoinRecord, RelayRecord } from '../../../lib/storage/records.ts';
import { hostsOf } from '../../../lib/targeting/hosts.ts';
import { freshStore } from '../storage/fresh-store.ts';

export const relayUrl = 'https://relay.example';
/** Seconds and milliseconds of one moment, at which the sample campaign is open. */
export const atSeconds = 1_900_000_000;
export const at = atSeconds * 1000;

export const hexOf = (byte: number, bytes: number): Hex =>
  `0x${byte.toString(16).padStart(2, '0').repeat(bytes)}`;

export const info: RelayInfo = {
  version: 1,
  chainId: 31337,
  escrow: hexOf(0xe5, 20),
  distributor: hexOf(0xd1, 20),
  receiptKey: hexOf(0xae, 20),
  rpcUrl: 'http://127.0.0.1:1',
  epoch: 1,
  timelock: 2,
  epochSeconds: 60,
  tokens: [{ address: hexOf(0x70, 20), symbol: 'tUSD', decimals: 6 }],
};

export const sampleTerms = (given: Partial<Terms> = {}): Terms => ({
  version: 1,
  title: 'Tone of news',
  instructions: 'Choose the tone.',
  language: 'en',
  requester: hexOf(0x4e, 20),
  chainId: info.chainId,
  escrow: info.escrow,
  token: info.tokens[0]!.address,
  price: '20000',
  questions: [
    {
      kind: 'choice',
      id: 'tone',
      ask: 'Which tone?',
      multiple: false,
      options: [
        { id: 'up', label: 'Up' },
        { id: 'down', label: 'Down' },
      ],
    },
  ],
  targets: { unit: 'page' },
  universe: { kind: 'pattern', patterns: ['https://news.example/articles/*'] },
  keepParameters: ['id'],
  opens: atSeconds - 60,
  closes: atSeconds + 30 * 86_400,
  acceptByHours: 24,
  labelersShare: 5000,
  audience: { languages: [] },
  policy: {
    redundancy: { min: 1, max: 1 },
    stopConfidence: 900_000,
    hold: { scored: 0, golds: 0 },
    pay: 'flat',
  },
  ...given,
});

export const saltOf = (salt: number): Hex => hexOf(salt, 32);

export function campaignRecord(given: Partial<Terms> = {}, salt = 1): CampaignRecord {
  const terms = sampleTerms(given);
  return {
    campaign: campaignId(terms.chainId, terms.escrow, terms.requester, saltOf(salt)),
    relay: relayUrl,
    termsHash: termsHash(terms),
    terms,
    hosts: hostsOf(terms.universe),
    funding: { deposited: '1000000', released: '0', free: '900000', block: 1 },
    refusalRate: 0,
    medianSeconds: 7,
    closedTasks: emptyFilter,
  };
}

export const relayRecord = (given: Partial<RelayRecord> = {}): RelayRecord => ({
  url: relayUrl,
  info,
  etag: null,
  catalogueAt: at,
  lastSync: null,
  problem: null,
  session: null,
  delegated: false,
  checkedEpoch: null,
  failures: 0,
  ...given,
});

export const payTo = hexOf(0xaa, 20);

export const joinRecord = (campaign: Hex): JoinRecord => ({
  campaign,
  payTo,
  joinedAt: at,
  delegatedPayTo: null,
  namedPayTos: [],
});

export const article = (n: number | string) => `https://news.example/articles/${n}`;

export const draftFor = (
  { campaign, termsHash }: CampaignRecord,
  page: number | string,
  chosen = 'up',
): Draft => ({
  campaign,
  termsHash,
  target: pageTargetOf(article(page)),
  body: { tone: { kind: 'choice', chosen: [chosen] } },
  assist: 'human',
  activeMs: 3_400,
});

/** A device with a clock that stands where it is set. */
export interface Device {
  store: Store;
  version: string;
  again(): Store;
  identity: Identity;
  clock: { now: number };
  now: () => number;
  random: (bytes: number) => Uint8Array;
  maySend: () => Promise<boolean>;
  reads: () => Promise<readonly string[]>;
  tells: () => Promise<boolean>;
}

export function makeDevice(): Device {
  const { store, again } = freshStore();
  const clock = { now: at };
  return {
    store,
    version: '1.0.0',
    again,
    identity: makeIdentity(store),
    maySend: async () => true,
    reads: async () => ['en'],
    tells: async () => true,
    clock,
    now: () => clock.now,
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  };
}

/** Puts a relay and joined campaigns into a device's store. */
export async function joined(device: Device, ...campaigns: CampaignRecord[]): Promise<void> {
  const db = await device.store.open();
  await db.put('relays', relayRecord());
  for (const campaign of campaigns) {
    await db.put('campaigns', campaign);
    await db.put('joins', joinRecord(campaign.campaign));
  }
}

export const randomHex = (bytes: number): Hex => bytesToHex(crypto.getRandomValues(new Uint8Array(bytes)));
