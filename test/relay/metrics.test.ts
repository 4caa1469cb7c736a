import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../relay/app/app.ts';
import { chainClient } from '../../relay/chain/client.ts';
import { openDatabase } from '../../relay/db/database.ts';
import { article, makeLabel } from './labeler.ts';
import { joined } from './reading.ts';
import { makeScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
});
afterAll(() => scene.stop());

const read = async (app = scene.app) => (await app.request('/metrics')).text();

/** A metric's value, by its name and labels as they stand in the text. */
function metricOf(text: string, metric: string): number | undefined {
  const line = text.split('\n').find((one) => one.startsWith(`${metric} `));
  return line === undefined ? undefined : Number(line.slice(metric.length + 1));
}

test('what an operator needs is counted, and names no person, key or page', async () => {
  const opened = await scene.openCampaign();
  const labeler = await joined(scene, opened);
  const labels = [article('secret'), 'https://elsewhere.example/', article('secret')];
  const request = await labeler.request(
    opened,
    labels.map((page) => makeLabel(opened.campaign, page)),
  );
  for (let n = 0; n < 2; n++) expect((await scene.post('/v1/batches', request)).status).toBe(200);
  expect((await scene.post('/v1/batches', '{')).status).toBe(400);
  expect((await scene.app.request('/v1/relay', { method: 'PURGE' })).status).toBe(404);

  const before = await read();
  expect(metricOf(before, 'glosa_batches_total')).toBe(1);
  expect(metricOf(before, 'glosa_labels_total{code="received"}')).toBe(1);
  expect(metricOf(before, 'glosa_labels_total{code="bad-task"}')).toBe(1);
  expect(metricOf(before, 'glosa_labels_total{code="duplicate"}')).toBe(1);
  expect(metricOf(before, 'glosa_ingest_seconds_count')).toBe(2);
  expect(metricOf(before, 'glosa_problems_total{code="malformed"}')).toBe(1);
  const route = 'method="POST",route="/v1/batches",status="200"';
  expect(metricOf(before, `glosa_http_request_seconds_count{${route}}`)).toBe(2);
  expect(before).toContain('method="other"');
  expect(before).not.toContain('PURGE');
  expect(metricOf(before, 'glosa_up{part="database"}')).toBe(1);
  expect(metricOf(before, 'glosa_up{part="chain"}')).toBe(1);
  expect(metricOf(before, 'glosa_open_epoch')).toBe(1);
  expect(metricOf(before, 'glosa_active_epoch')).toBe(0);
  expect(metricOf(before, 'glosa_gas_ether')).toBeGreaterThan(0);
  expect(metricOf(before, 'glosa_database_connections{state="open"}')).toBeGreaterThan(0);

  scene.startWork();
  const epoch = await scene.closeEpoch();
  await scene.stopWork();
  const after = await read();
  expect(metricOf(after, 'glosa_active_epoch')).toBe(epoch);
  expect(metricOf(after, 'glosa_open_epoch')).toBe(epoch + 1);
  expect(metricOf(after, 'glosa_settlement{step="cut"}')).toBe(0);
  const secrets = [
    'secret',
    'news.example',
    labeler.payTo,
    labeler.account.address,
    labeler.device.address,
    opened.campaign,
    request.batch.key,
  ];
  for (const secret of secrets) expect(after).not.toContain(secret);
});

test('a part that does not answer has no value and is said to be down; the rest is there', async () => {
  const db = openDatabase('postgres://nobody:x@127.0.0.1:9/none');
  const chain = { ...scene.context.chain, client: chainClient('http://127.0.0.1:9') };
  const text = await read(createApp({ ...scene.context, db, chain }));
  await db.destroy();
  expect(metricOf(text, 'glosa_up{part="database"}')).toBe(0);
  expect(metricOf(text, 'glosa_up{part="chain"}')).toBe(0);
  for (const metric of ['glosa_open_epoch', 'glosa_gas_ether', 'glosa_settlement{step="cut"}'])
    expect([metric, metricOf(text, metric)]).toEqual([metric, undefined]);
  expect(text).toContain('nodejs_eventloop_lag_seconds');
});

test('a failed round of work is counted', async () => {
  const chain = { ...scene.context.chain, client: chainClient('http://127.0.0.1:9') };
  const { work } = await import('../../relay/work.ts');
  const { account, context } = await scene.another();
  const stopping = new AbortController();
  const working = work({ ...context, chain }, account, 20, stopping.signal);
  await expect
    .poll(async () =>
      metricOf(await context.metrics.registry.metrics(), 'glosa_work_failures_total{work="watch"}'),
    )
    .toBeGreaterThan(0);
  stopping.abort();
  await working;
});

test('the dashboard names only metrics that there are', async () => {
  const dashboard = await readFile(new URL('../../docs/relay-dashboard.json', import.meta.url), 'utf8');
  const panels: { title: string; targets: { expr: string }[] }[] = JSON.parse(dashboard).panels;
  const text = await read();
  const known = new Set(
    [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name = '', type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
    ),
  );
  const named = panels.flatMap(({ targets }) =>
    targets.flatMap(({ expr }) =>
      [...expr.matchAll(/\b(?:glosa|nodejs|process)_\w+/g)].map(([name]) => name),
    ),
  );
  expect(panels.every(({ targets }) => targets.length > 0)).toBe(true);
  expect(named.length).toBeGreaterThanOrEqual(panels.length);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
  const ours = [...known].filter((name) => name.startsWith('glosa_') && !/_(bucket|count|sum)$/.test(name));
  expect(ours.filter((name) => !named.includes(name))).toEqual([]);
});
