import type { Hono } from 'hono';
import type * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogue, catalogueChanges } from '../../lib/protocol/api/campaigns.ts';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { createApp } from '../../relay/app/app.ts';
import { article, makeLabel, makeLabeler } from './labeler.ts';
import { makeScene, type Scene } from './scene.ts';

let scene: Scene;
/** Another process on the same database. */
let other: Hono;
beforeAll(async () => {
  scene = await makeScene();
  other = createApp((await scene.another()).context);
});
afterAll(() => scene.stop());

async function read(app: Hono, since?: string, ifNoneMatch?: string) {
  const response = await app.request(`/v1/campaigns${since === undefined ? '' : `?since=${since}`}`, {
    headers: ifNoneMatch === undefined ? {} : { 'if-none-match': ifNoneMatch },
  });
  const etag = response.headers.get('etag') ?? '';
  return { status: response.status, etag, cursor: etag.replaceAll('"', ''), text: await response.text() };
}

function parsed<S extends v.GenericSchema>(schema: S, text: string): v.InferOutput<S> {
  const got = parseJson(schema, text);
  if (!got.ok) throw new Error(`${got.detail} ${text}`);
  return got.value;
}

/** Enough of them that one is less than half of the whole. */
async function openSome() {
  const first = await scene.openCampaign();
  for (let more = 0; more < 3; more++) await scene.openCampaign();
  return first;
}

test('one process’s tag is a cursor for every other, also for one that starts later', async () => {
  const first = await openSome();
  const before = await read(scene.app);
  expect(parsed(catalogue, before.text).campaigns).toHaveLength(4);
  expect(await read(other)).toEqual(before);
  expect((await read(other, before.cursor, before.etag)).status).toBe(304);

  const added = await scene.openCampaign();
  const labeler = makeLabeler(scene);
  await labeler.join(first);
  await labeler.send(first, [makeLabel(first.campaign, article(1))]);
  const later = createApp((await scene.another()).context);
  const answers = [];
  for (const app of [other, later, scene.app]) {
    const { text } = await read(app, before.cursor, before.etag);
    const changes = parsed(catalogueChanges, text);
    expect(changes.since).toBe(before.cursor);
    answers.push(changes.campaigns.map(({ campaign, terms }) => [campaign, terms !== undefined]));
  }
  const expected = [
    [first.campaign, false],
    [added.campaign, true],
  ].toSorted();
  for (const answer of answers) expect(answer.toSorted()).toEqual(expected);

  await scene.context.db
    .updateTable('campaigns')
    .set({ chain_state: 'redeeming' })
    .where('campaign', '=', added.campaign)
    .execute();
  const changes = parsed(catalogueChanges, (await read(other, before.cursor)).text);
  expect(changes.gone).toEqual([added.campaign]);
});

test.each(['never-served', 'x'.repeat(43), ''])(
  'a cursor that nobody knows (%s) gets the whole',
  async (since) => {
    expect((await read(scene.app, since)).text).toBe((await read(scene.app)).text);
  },
);

test('versions that no device has any more go, and with them what went out before', async () => {
  const before = await read(scene.app);
  scene.skew.seconds += 4 * 86_400;
  const opened = await scene.openCampaign();
  expect(parsed(catalogue, (await read(scene.app)).text).campaigns.map(({ campaign }) => campaign)).toContain(
    opened.campaign,
  );
  parsed(catalogue, (await read(scene.app, before.cursor)).text);
  const versions = await scene.context.db.selectFrom('catalogue_versions').selectAll().execute();
  expect(versions).toHaveLength(1);
  const gone = await scene.context.db
    .selectFrom('catalogue_entries')
    .where('told', 'is', null)
    .selectAll()
    .execute();
  expect(gone).toEqual([]);
});
