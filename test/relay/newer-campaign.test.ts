import type { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { overview } from '../../lib/overview/overview.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { canonicalText } from '../../lib/protocol/signed/canonical.ts';
import { termsHash } from '../../lib/protocol/signed/ids.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import { sync } from '../../lib/sync/sync.ts';
import { createApp } from '../../relay/app/app.ts';
import type { TermsReader } from '../../relay/ingest/terms.ts';
import { type Device, joinOn, labelBefore, makeDevice, relayOf, statesOf } from './device.ts';
import { article, makeKey, makeLabel, makeLabeler, type Opened } from './labeler.ts';
import { makeScene, relayUrl, type Scene } from './scene.ts';

let scene: Scene;
/** A relay that knows more of terms than this version does, on the same database and chain. */
let later: Hono;
beforeAll(async () => {
  scene = await makeScene();
  later = createApp({ ...scene.context, termsOf: readAnything });
});
afterAll(() => scene.stop());

const readAnything: TermsReader = async (db, campaign, hash) => {
  const row = await db
    .selectFrom('campaign_terms')
    .select('terms')
    .where('campaign', '=', campaign)
    .where('terms_hash', '=', hash)
    .executeTakeFirst();
  return row && JSON.parse(row.terms);
};

/** Amends a campaign as a later relay stores it: with a field in its terms that nobody knows yet. */
async function amendFromLater({ campaign, terms }: Opened): Promise<Hex> {
  const amended = { ...terms, from: 'later' } as Terms;
  const hash = termsHash(amended);
  const { db } = scene.context;
  await db
    .insertInto('campaign_terms')
    .values({ campaign, terms_hash: hash, terms: canonicalText(amended) })
    .execute();
  await db.updateTable('campaigns').set({ terms_hash: hash }).where('campaign', '=', campaign).execute();
  return hash;
}

const postLater: Scene['post'] = async (path, body) => {
  const headers = { 'content-type': 'application/json' };
  const response = await later.request(path, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, text: await response.text() };
};

/** A device at the later relay, and what it asked of the catalogue with what became of it. */
function deviceAtLater() {
  const asked: string[] = [];
  const device = makeDevice(async (request) => {
    const answer = await later.request(request);
    const { pathname, search } = new URL(request.url);
    if (pathname !== '/v1/campaigns') return answer;
    const isWhole = answer.status === 200 && !('since' in (await answer.clone().json()));
    asked.push(`${search === '' ? 'whole' : 'changes'}: ${answer.status} ${isWhole ? 'whole' : 'changes'}`);
    return answer;
  });
  return { device, asked };
}

const seenOn = async (device: Device) => {
  const none = { maySend: async () => true, granted: async () => [], tells: async () => false };
  const { campaigns, newer } = await overview({ ...device, ...none, reads: async () => [] });
  return { campaigns: campaigns.map(({ campaign }) => campaign).toSorted(), newer };
};

test('one campaign that only a later version can read: the others are there, it is counted, and nothing is read again for it', async () => {
  const [beyond, joined] = [await scene.openCampaign(), await scene.openCampaign()];
  const others: Opened[] = [];
  for (let more = 0; more < 4; more++) others.push(await scene.openCampaign());
  await amendFromLater(beyond);

  const { device, asked } = deviceAtLater();
  await joinOn(device, joined.campaign, makeKey().address);
  const readable = [joined, ...others].map(({ campaign }) => campaign).toSorted();
  expect(await seenOn(device)).toEqual({ campaigns: readable, newer: 1 });
  for (let more = 0; more < 3; more++) await sync(device, true);
  const unchanged = 'changes: 304 changes';
  expect(asked).toEqual(['whole: 200 whole', unchanged, unchanged, unchanged]);

  // Its figures change: what is told of it comes without the terms, which the device does not have.
  const labeler = makeLabeler({ ...scene, post: postLater });
  await labeler.join(beyond);
  await labeler.send(beyond, [makeLabel(beyond.campaign, article(1))]);
  await sync(device, true);
  await sync(device, true);
  const changed = 'changes: 200 changes';
  expect(asked.splice(0)).toEqual(['whole: 200 whole', unchanged, unchanged, unchanged, changed, unchanged]);
  expect(await seenOn(device)).toEqual({ campaigns: readable, newer: 1 });
  expect(await relayOf(device)).toMatchObject({ problem: null, failures: 0 });

  // The joined one is amended so too: it stays as it was joined, and what is labeled under those terms is received.
  const amended = await amendFromLater(joined);
  await sync(device, true);
  await labelBefore(device, joined.campaign, 1);
  await sync(device, true);
  expect(await seenOn(device)).toEqual({ campaigns: readable, newer: 2 });
  const db = await device.store.open();
  expect(await db.get('campaigns', joined.campaign)).toMatchObject({ termsHash: termsHash(joined.terms) });
  expect(termsHash(joined.terms)).not.toBe(amended);
  expect(await statesOf(device)).toEqual(['received']);
  expect(await relayOf(device)).toMatchObject({ problem: null, failures: 0 });
  await sync(device, true);
  expect(asked.splice(0)).toEqual([changed, unchanged, changed]);

  // Updated, it reads all of it once, however little has changed.
  const updated = { ...device, version: '1.1.0' };
  await sync(updated, true);
  await sync(updated, true);
  expect(asked).toEqual(['whole: 200 whole', unchanged]);
  expect(await relayOf(device)).toMatchObject({ url: relayUrl, reader: '1.1.0' });
  expect(await seenOn(device)).toEqual({ campaigns: readable, newer: 2 });
});
