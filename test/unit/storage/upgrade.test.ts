import 'fake-indexeddb/auto';
import { type IDBPDatabase, openDB } from 'idb';
import { expect, it } from 'vitest';
import { emptyForm } from '../../../lib/authoring/form.ts';
import { planNamed } from '../../../lib/funding/plans.ts';
import { makeIdentity } from '../../../lib/identity/identity.ts';
import { overview } from '../../../lib/overview/overview.ts';
import { makeStore } from '../../../lib/storage/database.ts';
import { takeNews } from '../../../lib/sync/news.ts';
import { at, campaignRecord, draftFor, hexOf, joinRecord, relayRecord } from '../queue/sample.ts';

/** The database as version 2 made it, which extensions that are installed have. */
function secondVersion(db: IDBPDatabase): void {
  const keyed = {
    joins: 'campaign',
    relays: 'url',
    alarms: 'id',
    plans: 'id',
    orders: 'campaign',
    payouts: 'id',
  };
  for (const [name, keyPath] of Object.entries(keyed)) db.createObjectStore(name, { keyPath });
  for (const name of ['sealed', 'sequences', 'times']) db.createObjectStore(name);
  db.createObjectStore('rewards', { keyPath: ['relay', 'payTo', 'token'] });
  const campaigns = db.createObjectStore('campaigns', { keyPath: 'campaign' });
  campaigns.createIndex('host', 'hosts', { multiEntry: true });
  const labels = db.createObjectStore('labels', { keyPath: 'id' });
  for (const name of ['task', 'state']) labels.createIndex(name, name);
  labels.createIndex('campaignState', ['campaign', 'state']);
  labels.createIndex('batch', 'batch.hash');
  db.createObjectStore('batches', { keyPath: 'hash' }).createIndex('unanswered', 'unanswered');
}

it('a store of before is taken over whole, while a background of before still has it open', async () => {
  const name = `glosa-upgrade-${process.pid}`;
  const old = await openDB(name, 2, {
    upgrade: secondVersion,
    blocking: (_, __, event) => (event.target as IDBDatabase).close(),
  });
  const { lottery: _, ...campaign } = campaignRecord();
  const { audience: __, exampleLabels: ___, ...form } = { ...emptyForm('en'), title: 'Typed' };
  const { target, body, termsHash } = draftFor(campaignRecord(), 1);
  const plan = { id: hexOf(1, 16), revision: 1, savedAt: at, form };
  const label = {
    id: hexOf(2, 16),
    campaign: campaign.campaign,
    termsHash,
    task: hexOf(3, 32),
    label: { target, body },
    state: 'queued',
    savedAt: at,
    undoUntil: at,
    batch: null,
    amount: null,
    reason: null,
    epoch: null,
  };
  const records = { campaigns: campaign, labels: label, plans: plan, joins: joinRecord(campaign.campaign) };
  for (const [into, record] of Object.entries(records)) await old.put(into, record);
  await old.put('relays', relayRecord());
  await old.put('times', at, 'nextAt');

  const store = makeStore(name);
  const db = await store.open();
  for (const [from, record] of Object.entries(records))
    expect(await db.getAll(from as 'labels')).toEqual([record]);
  expect(await db.get('times', 'nextAt')).toBe(at);
  expect((await planNamed(db, plan.id)).form).toEqual({ ...emptyForm('en'), title: 'Typed' });
  const identity = makeIdentity(store);
  const asked = { store, identity, now: () => at };
  const looking = { ...asked, maySend: async () => true, granted: async () => [], reads: async () => ['en'] };
  expect(await overview({ ...looking, tells: async () => false })).toMatchObject({
    campaigns: [{ title: campaign.terms.title, fits: true }],
    labels: [{ id: label.id, crowd: null }],
    skills: [],
  });
  await db.put('news', true, campaign.campaign);
  await db.put('gone', { campaign: campaign.campaign, until: at });
  expect(await takeNews(asked, { isAsked: true, reads: ['en'] })).toEqual([]);
  // Who comes later with the version of before is refused and spoils nothing.
  await expect(openDB(name, 2)).rejects.toMatchObject({ name: 'VersionError' });
  expect(await db.count('labels')).toBe(1);
});
