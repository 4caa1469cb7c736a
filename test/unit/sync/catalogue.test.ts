import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Listing } from '../../../lib/protocol/api/campaigns.ts';
import type { RelayInfo } from '../../../lib/protocol/api/relay.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { save } from '../../../lib/queue/save.ts';
import { Expected } from '../../../lib/storage/expected.ts';
import type { CampaignRecord } from '../../../lib/storage/records.ts';
import { refreshCatalogue } from '../../../lib/sync/catalogue.ts';
import { leave } from '../../../lib/sync/leave.ts';
import { makeRelayClient } from '../../../lib/sync/relay-client.ts';
import type { Working } from '../../../lib/sync/working.ts';
import {
  campaignRecord,
  type Device,
  draftFor,
  hexOf,
  info,
  joinRecord,
  makeDevice,
} from '../queue/sample.ts';
import { type HttpRelay, sendJson, startHttpRelay } from './http-relay.ts';
import { chainWith, listing } from './listed.ts';

let relay: HttpRelay;
let serves: { info: RelayInfo; campaigns: unknown[]; etag: string; version?: number };
let device: Device;
let termsOnChain: Hex;

beforeEach(async () => {
  serves = { info, campaigns: [], etag: '"1"' };
  termsOnChain = hexOf(0, 32);
  device = makeDevice();
  relay = await startHttpRelay(({ path, headers }, response) => {
    if (path === '/v1/relay') sendJson(response, serves.info);
    else if (headers['if-none-match'] === serves.etag) response.writeHead(304).end();
    else
      sendJson(response, { version: serves.version ?? 1, updatedAt: 1, campaigns: serves.campaigns }, 200, {
        etag: serves.etag,
      });
  });
});

afterEach(() => relay.stop());

/** A node that answers for one campaign. */
const chain = () => chainWith(termsOnChain);

const working = (): Working => ({ ...device, client: makeRelayClient, chain });
const refresh = (url = relay.url) => refreshCatalogue(working(), url);
const stored = async () => (await device.store.open()).getAll('campaigns');

describe('a catalogue', () => {
  it('is stored by host, and asked for again only when it changed', async () => {
    serves.campaigns = [listing(campaignRecord())];
    const first = await refresh();
    expect(first).toMatchObject({ url: relay.url, etag: '"1"', checkedEpoch: null });
    expect(await stored()).toMatchObject([{ relay: relay.url, hosts: ['news.example'] }]);
    await (await device.store.open()).clear('campaigns');
    await refresh();
    expect(await stored()).toEqual([]);
    serves.etag = '"2"';
    expect((await refresh()).etag).toBe('"2"');
    expect(await stored()).toHaveLength(1);
  });

  it.each<[string, (honest: Listing) => Listing]>([
    [
      'terms that do not hash to what is named',
      (one) => ({ ...one, terms: { ...one.terms, price: '10000' } }),
    ],
    ['a hash that is not of the terms', (one) => ({ ...one, termsHash: hexOf(1, 32) })],
    ['an id that is not of the requester and salt', (one) => ({ ...one, campaign: hexOf(1, 32) })],
    ['another salt', (one) => ({ ...one, salt: hexOf(7, 32) })],
    ['another escrow', () => listing(campaignRecord({ escrow: hexOf(0x66, 20) }))],
    ['another chain', () => listing(campaignRecord({ chainId: 1 }))],
    ['the practice campaign’s id', (one) => ({ ...one, campaign: `0x${'0'.repeat(63)}1` })],
  ])('does not store a listing with %s, but the others', async (_, lie) => {
    const honest = listing(campaignRecord({ title: 'Honest' }, 2), 2);
    serves.campaigns = [lie(listing(campaignRecord())), honest];
    await refresh();
    expect(await stored()).toMatchObject([{ campaign: honest.campaign }]);
  });

  it('drops what is not listed any more, but not what is joined or labeled', async () => {
    const [plain, ours, labeled] = [1, 2, 3].map((salt) => campaignRecord({}, salt)) as [
      CampaignRecord,
      CampaignRecord,
      CampaignRecord,
    ];
    serves.campaigns = [plain, ours, labeled].map((one, index) => listing(one, index + 1));
    await refresh();
    const db = await device.store.open();
    await db.put('joins', joinRecord(ours.campaign));
    await db.put('joins', joinRecord(labeled.campaign));
    await save(device, draftFor(labeled, 1));
    await db.delete('joins', labeled.campaign);
    await db.put('campaigns', { ...campaignRecord({}, 4), relay: null });
    serves = { ...serves, campaigns: [], etag: '"2"' };
    await refresh();
    const left = new Set((await stored()).map(({ campaign }) => campaign));
    expect(left).toEqual(new Set([ours.campaign, labeled.campaign, campaignRecord({}, 4).campaign]));
  });

  it('is written some campaigns at a time, and what is not listed any more goes so too', async () => {
    const many = Array.from({ length: 450 }, (_, at) =>
      listing(campaignRecord({ requester: `0x${String(at).padStart(40, '0')}` })),
    );
    serves.campaigns = many;
    await refresh();
    expect(await stored()).toHaveLength(450);
    serves = { ...serves, campaigns: many.slice(0, 3), etag: '"2"' };
    await refresh();
    expect(new Set((await stored()).map(({ campaign }) => campaign))).toEqual(
      new Set(many.slice(0, 3).map(({ campaign }) => campaign)),
    );
  });

  it('tells news of a campaign whose terms are as before', async () => {
    const one = listing(campaignRecord());
    serves.campaigns = [one];
    await refresh();
    const { salt: _, ...known } = one;
    serves = { ...serves, campaigns: [{ ...one, refusalRate: 250 }], etag: '"2"' };
    await refresh();
    expect(await stored()).toMatchObject([{ ...known, refusalRate: 250 }]);
  });

  it('does not take another relay’s campaign over, whatever contracts it names', async () => {
    const campaign = campaignRecord();
    const db = await device.store.open();
    await db.put('campaigns', { ...campaign, relay: 'https://first.example' });
    await db.put('joins', joinRecord(campaign.campaign));
    serves.campaigns = [listing(campaign)];
    await refresh();
    expect(await stored()).toMatchObject([{ relay: 'https://first.example' }]);
  });

  it('P7 takes new terms of a joined campaign only when they stand on chain', async () => {
    const campaign = campaignRecord();
    serves.campaigns = [listing(campaign)];
    await refresh();
    await (await device.store.open()).put('joins', joinRecord(campaign.campaign));
    const amended = campaignRecord({ price: '30000' });
    serves = { ...serves, campaigns: [{ ...listing(amended), refusalRate: 5 }], etag: '"2"' };
    termsOnChain = campaign.termsHash;
    await refresh();
    expect(await stored()).toMatchObject([
      { termsHash: campaign.termsHash, terms: { price: '20000' }, refusalRate: 5 },
    ]);
    termsOnChain = amended.termsHash;
    serves.etag = '"3"';
    await refresh();
    expect(await stored()).toMatchObject([{ termsHash: amended.termsHash, terms: { price: '30000' } }]);
  });

  it('is asked for whole after a campaign was left: it may have gone out of it meanwhile', async () => {
    serves.campaigns = [listing(campaignRecord())];
    await refresh();
    await leave(device.store, campaignRecord().campaign);
    serves.campaigns = [];
    await refresh();
    expect(await stored()).toEqual([]);
  });

  it('says so when the relay has moved to other contracts, and keeps what is there', async () => {
    serves.campaigns = [listing(campaignRecord())];
    await refresh();
    serves = { ...serves, info: { ...info, escrow: hexOf(0x66, 20) }, etag: '"2"' };
    await expect(refresh()).rejects.toMatchObject({ code: 'relay-changed', retry: false });
    expect(await stored()).toHaveLength(1);
  });

  it('undoes nothing that happened to the relay’s record meanwhile', async () => {
    await refresh();
    const db = await device.store.open();
    const [before] = await db.getAll('relays');
    const under = refresh();
    const session = { token: 'token', expiresAt: 1 };
    await db.put('relays', { ...before!, delegated: true, checkedEpoch: 7, session });
    await under;
    expect(await db.getAll('relays')).toMatchObject([{ delegated: true, checkedEpoch: 7, session }]);
  });

  it('keeps the old ETag’s catalogue when the new one can not be read', async () => {
    serves.campaigns = [listing(campaignRecord())];
    await refresh();
    serves = { ...serves, etag: '"2"', version: 2, campaigns: [] };
    await expect(refresh()).rejects.toBeInstanceOf(Expected);
    serves = { ...serves, version: 1, campaigns: [{ ...listing(campaignRecord()), campaign: 'none' }] };
    await expect(refresh()).rejects.toBeInstanceOf(Expected);
    expect(await stored()).toHaveLength(1);
    expect((await (await device.store.open()).get('relays', relay.url))?.etag).toBe('"1"');
  });
});
