import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Listing } from '../../../lib/protocol/api/campaigns.ts';
import { taskFilterOf } from '../../../lib/protocol/api/task-filter.ts';
import { lookForCampaigns, refreshCatalogue } from '../../../lib/sync/catalogue.ts';
import { takeNews } from '../../../lib/sync/news.ts';
import { makeRelayClient } from '../../../lib/sync/relay-client.ts';
import type { Working } from '../../../lib/sync/working.ts';
import { campaignRecord, type Device, hexOf, info, joinRecord, makeDevice } from '../queue/sample.ts';
import { type HttpRelay, sendJson, startHttpRelay } from './http-relay.ts';
import { chainWith, fromLater, listing } from './listed.ts';

let relay: HttpRelay;
let device: Device;
/** What the relay answers, whole or with what changed since the tag before. */
let serves: { etag: string; campaigns: unknown[]; since?: { campaigns: unknown[]; gone: string[] } };

beforeEach(async () => {
  device = makeDevice();
  relay = await startHttpRelay(({ path, headers }, response) => {
    if (path === '/v1/relay') return sendJson(response, info);
    const { etag, campaigns, since } = serves;
    if (headers['if-none-match'] === etag) return void response.writeHead(304).end();
    const cursor = new URL(path, 'http://relay').searchParams.get('since');
    const said = cursor === null || since === undefined ? { campaigns } : { ...since, since: cursor };
    sendJson(response, { version: 1, updatedAt: 1, ...said }, 200, { etag });
  });
});
afterEach(() => relay.stop());

const working = (version = device.version): Working => ({
  ...device,
  version,
  client: makeRelayClient,
  chain: () => chainWith(hexOf(0, 32)),
});
const refresh = (version?: string) => refreshCatalogue(working(version), relay.url);
const asked = () => relay.asked.map(({ path }) => path).filter((path) => path !== '/v1/relay');
const db = () => device.store.open();
const stored = async () => (await (await db()).getAllKeys('campaigns')).toSorted();
const newer = async () => (await (await db()).getAllKeys('newer')).map(([, campaign]) => campaign);

const [first, second, third] = [1, 2, 3].map((salt) => listing(campaignRecord({}, salt), salt)) as [
  Listing,
  Listing,
  Listing,
];
const told = ({ terms: _, ...rest }: Listing) => rest;

it.each<[string, (one: Listing) => unknown]>([
  ['terms have a field', fromLater],
  ['terms are of a version', (one) => ({ ...one, terms: { ...one.terms, version: 2 } })],
  [
    'questions are of a kind',
    (one) => ({ ...one, terms: { ...one.terms, questions: [{ kind: 'drawing' }] } }),
  ],
  ['listing has a field', (one) => ({ ...one, waiting: 7 })],
  ['listing lacks a field', ({ lottery: _, ...one }) => one],
])('a campaign whose %s that this version does not know takes no other with it', async (_, later) => {
  serves = { etag: '"a"', campaigns: [first, later(second), third] };
  await refresh();
  expect(await stored()).toEqual([first.campaign, third.campaign].toSorted());
  expect(await newer()).toEqual([second.campaign]);
  await refresh();
  expect(asked()).toEqual(['/v1/campaigns', '/v1/campaigns?since=a']);
});

it('a relay of before, which lists full tasks whole, is read', async () => {
  const tasks = [hexOf(7, 32), hexOf(5, 32)];
  serves = { etag: '"a"', campaigns: [{ ...first, closedTasks: tasks }, second] };
  await refresh();
  const { closedTasks } = (await (await db()).get('campaigns', first.campaign))!;
  expect(closedTasks).toBe(taskFilterOf(tasks));
  serves = {
    etag: '"b"',
    campaigns: [],
    since: { campaigns: [{ ...told(second), closedTasks: tasks }], gone: [] },
  };
  await refresh();
  expect((await (await db()).get('campaigns', second.campaign))!.closedTasks).toBe(taskFilterOf(tasks));
  expect(await newer()).toEqual([]);
});

it('what changes of it is no sign that something was lost, until it goes or can be read', async () => {
  serves = { etag: '"a"', campaigns: [first, fromLater(second), fromLater(third)] };
  await refresh();
  const changed = { ...told(fromLater(second)), refusalRate: 9 };
  serves = { etag: '"b"', campaigns: [], since: { campaigns: [changed], gone: [third.campaign] } };
  await refresh();
  expect(await newer()).toEqual([second.campaign]);
  serves = { etag: '"c"', campaigns: [], since: { campaigns: [second], gone: [] } };
  await refresh();
  expect(await newer()).toEqual([]);
  expect(await stored()).toEqual([first.campaign, second.campaign].toSorted());
  expect(asked()).toEqual(['/v1/campaigns', '/v1/campaigns?since=a', '/v1/campaigns?since=b']);
});

it('a joined one stays as it is stored; another is offered no more, since nobody could read what it pays now', async () => {
  serves = { etag: '"a"', campaigns: [first, second] };
  await refresh();
  await (await db()).put('joins', joinRecord(first.campaign));
  const before = await (await db()).get('campaigns', first.campaign);
  const later = [fromLater(first), fromLater(second)];
  serves = { etag: '"b"', campaigns: later, since: { campaigns: later, gone: [] } };
  await refresh();
  expect(await stored()).toEqual([first.campaign]);
  expect(await (await db()).get('campaigns', first.campaign)).toEqual(before);
  expect(await newer()).toEqual([first.campaign, second.campaign].toSorted());
  await (await db()).put('relays', { ...(await (await db()).get('relays', relay.url))!, etag: null });
  await refresh();
  expect(await (await db()).get('campaigns', first.campaign)).toEqual(before);
});

it.each(['refresh', 'look'])(
  'another version reads the whole, once, so that what was left out appears (%s)',
  async (how) => {
    serves = { etag: '"a"', campaigns: [first, fromLater(second)] };
    await refresh('1.0.0');
    // What no relay does: under one tag it says it so that this version understands, which stands for a version that does.
    serves.campaigns = [first, second];
    await refresh('1.0.0');
    expect(await newer()).toEqual([second.campaign]);
    const known = async () => (await (await db()).get('relays', relay.url))!;
    const read = async () =>
      how === 'refresh' ? refresh('1.1.0') : lookForCampaigns(working('1.1.0'), await known());
    await read();
    expect(await newer()).toEqual([]);
    expect(await stored()).toEqual([first.campaign, second.campaign].toSorted());
    const isNew = await takeNews(device, { isAsked: true, reads: ['en'] });
    expect(isNew.map(({ campaign }) => campaign)).toEqual([second.campaign]);
    await read();
    await read();
    const changes = '/v1/campaigns?since=a';
    expect(asked()).toEqual(['/v1/campaigns', changes, '/v1/campaigns', changes, changes]);
  },
);

it('a relay that names others each time fills no store: of more than a catalogue can have, the whole is asked', async () => {
  const campaigns = (first: number, count: number) =>
    Array.from({ length: count }, (_, at) => ({
      campaign: `0x${(first + at).toString(16).padStart(64, '0')}`,
    }));
  serves = { etag: '"a"', campaigns: campaigns(1, 2) };
  await refresh();
  serves = {
    etag: '"b"',
    campaigns: campaigns(7, 1),
    since: { campaigns: campaigns(9, 99_999), gone: [] },
  };
  await refresh();
  expect(await newer()).toEqual([campaigns(7, 1)[0]!.campaign]);
  expect(asked()).toEqual(['/v1/campaigns', '/v1/campaigns?since=a', '/v1/campaigns']);
});
