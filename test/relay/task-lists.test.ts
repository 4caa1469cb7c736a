import { sql } from 'kysely';
import { privateKeyToAccount } from 'viem/accounts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { problem } from '../../lib/protocol/api/problem.ts';
import { routes } from '../../lib/protocol/api/routes.ts';
import type { TaskLabels, TaskLists } from '../../lib/protocol/api/tasks.ts';
import type { Label } from '../../lib/protocol/label/label.ts';
import type { Span } from '../../lib/protocol/question/span.ts';
import { type Hex, lower, zero32 } from '../../lib/protocol/scalar/hex.ts';
import { taskId } from '../../lib/protocol/signed/ids.ts';
import { selectionTargetOf } from '../../lib/protocol/target/places.ts';
import { pageTargetOf } from '../../lib/protocol/target/target.ts';
import { createApp } from '../../relay/app/app.ts';
import { up } from '../../relay/db/migrations/0017-task-figures.ts';
import { taskLists } from '../../relay/progress/task-lists.ts';
import { cutEpoch } from '../../relay/settlement/cut.ts';
import { dropEpoch } from '../../relay/settlement/dropped.ts';
import { article, type Labeler, makeLabel, type Opened } from './labeler.ts';
import { joined } from './reading.ts';
import { type Headers, requesterSession } from './requester.ts';
import { makeScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
});
afterAll(() => scene.stop());
beforeEach(() => scene.startWork());
afterEach(() => scene.stopWork());

const wanting = (labels: number) => ({
  redundancy: { min: labels, max: labels },
  stopConfidence: 900_000,
  hold: { scored: 0, golds: 0 },
  pay: 'flat' as const,
});

const listsPath = (campaign: Hex) => `/v1/campaigns/${campaign}/tasks`;
const taskPath = (campaign: Hex, task: string) => `${listsPath(campaign)}/${task}`;
const pageTask = ({ campaign }: Opened, page: number) => taskId(campaign, pageTargetOf(article(page)));

/** Asked of a relay that has just come up, since answers are kept for some seconds. */
async function listsOf(headers: Headers, { campaign }: Opened): Promise<TaskLists> {
  const text = await (await createApp(scene.context).request(listsPath(campaign), { headers })).text();
  const read = parseJson(routes.taskLists.answer, text);
  if (!read.ok) throw new Error(`${read.detail}: ${text}`);
  return read.value;
}

async function labelsOf(headers: Headers, { campaign }: Opened, task: Hex): Promise<TaskLabels> {
  const text = await (await scene.app.request(taskPath(campaign, task), { headers })).text();
  const read = parseJson(routes.taskLabels.answer, text);
  if (!read.ok) throw new Error(`${read.detail}: ${text}`);
  return read.value;
}

async function codeOf(path: string, headers: Headers = {}) {
  const response = await scene.app.request(path, { headers });
  const read = parseJson(problem, await response.text());
  return [response.status, read.ok ? read.value.code : 'no problem'];
}

/** Labels of pages 1, 2, … as each of some labelers says and takes for them. */
async function say(opened: Opened, labeler: Labeler, pages: readonly (readonly [string, number])[]) {
  const labels = pages.map(([chosen, activeMs], at) =>
    makeLabel(opened.campaign, article(at + 1), chosen, { activeMs }),
  );
  await labeler.send(opened, labels);
}

const shown = ({ slowest, contested }: TaskLists) => ({
  slowest: slowest.map(({ address, medianMs, labels, settled }) => [address, medianMs, labels, settled]),
  contested: contested.map(({ address, apart, labels, settled }) => [address, apart, labels, settled]),
});

test('the lists and labels are for the campaign’s requester alone', async () => {
  const opened = await scene.openCampaign({ policy: wanting(1) });
  const others = await scene.openCampaign({
    requester: lower(privateKeyToAccount(scene.keys.guardian).address),
  });
  const labeler = await joined(scene, opened);
  await say(opened, labeler, [['up', 5000]]);
  const stranger = await requesterSession(scene, scene.keys.guardian);
  const task = pageTask(opened, 1);
  for (const path of [listsPath(opened.campaign), taskPath(opened.campaign, task)]) {
    expect(await codeOf(path)).toEqual([401, 'unauthorized']);
    expect(await codeOf(path, await labeler.openSession())).toEqual([403, 'not-requester']);
    expect(await codeOf(path, stranger)).toEqual([403, 'not-requester']);
  }
  expect(await codeOf(taskPath(others.campaign, task), stranger)).toEqual([404, 'not-found']);
  const own = await requesterSession(scene);
  expect((await labelsOf(own, opened, task)).received).toBe(1);
  for (const unknown of [zero32, '0x12', 'x'])
    expect(await codeOf(taskPath(opened.campaign, unknown), own)).toEqual([404, 'not-found']);
});

describe('the lists', () => {
  test('rank tasks by their labels, before they are settled and after', async () => {
    const opened = await scene.openCampaign({ policy: wanting(3) });
    const headers = await requesterSession(scene);
    expect(shown(await listsOf(headers, opened))).toEqual({ slowest: [], contested: [] });
    const [one, two, three] = [
      await joined(scene, opened),
      await joined(scene, opened),
      await joined(scene, opened),
    ];
    await say(opened, one, [
      ['up', 5000],
      ['up', 60_000],
      ['up', 10_000],
    ]);
    await say(opened, two, [
      ['up', 5000],
      ['down', 60_000],
      ['flat', 20_000],
    ]);
    const [page1, page2, page3] = [article(1), article(2), article(3)];
    const before = shown(await listsOf(headers, opened));
    expect(before.slowest).toEqual([
      [page2, 60_000, 2, false],
      [page3, 10_000, 2, false],
      [page1, 5000, 2, false],
    ]);
    expect(new Set(before.contested)).toEqual(
      new Set([
        [page2, 1_000_000, 2, false],
        [page3, 1_000_000, 2, false],
      ]),
    );
    await say(opened, three, [
      ['up', 5000],
      ['up', 5000],
      ['down', 30_000],
    ]);
    const whole = (settled: boolean) => ({
      slowest: [
        [page2, 60_000, 3, settled],
        [page3, 20_000, 3, settled],
        [page1, 5000, 3, settled],
      ],
      contested: [
        [page3, 1_000_000, 3, settled],
        [page2, 666_666, 3, settled],
      ],
    });
    expect(shown(await listsOf(headers, opened))).toEqual(whole(false));
    await scene.closeEpoch();
    expect(shown(await listsOf(headers, opened))).toEqual(whole(true));
  });

  test('0017: tasks that were settled before it have their times from their labels, and are not said to be contested', async () => {
    const opened = await scene.openCampaign({ policy: wanting(2) });
    const headers = await requesterSession(scene);
    for (const [chosen, activeMs] of [
      ['up', 30_000],
      ['down', 10_000],
    ] as const)
      await say(opened, await joined(scene, opened), [[chosen, activeMs]]);
    await scene.closeEpoch();
    const { db } = scene.context;
    await sql`alter table truths drop column median_ms, drop column apart`.execute(db);
    await up(db);
    expect(shown(await listsOf(headers, opened))).toEqual({
      slowest: [[article(1), 10_000, 2, true]],
      contested: [],
    });
  });

  test('have ten tasks at most, and settled ones beside those that wait', async () => {
    const opened = await scene.openCampaign({ policy: wanting(1) });
    const headers = await requesterSession(scene);
    const [one, two] = [await joined(scene, opened), await joined(scene, opened)];
    await say(
      opened,
      one,
      Array.from({ length: 12 }, () => ['up', 30_000] as const),
    );
    await scene.closeEpoch();
    const labels = [60_000, 20_000].map((activeMs, at) =>
      makeLabel(opened.campaign, article(at + 100), 'up', { activeMs }),
    );
    await two.send(opened, labels);
    const { slowest, contested } = await listsOf(headers, opened);
    expect(slowest.map(({ medianMs }) => medianMs)).toEqual([60_000, ...Array(9).fill(30_000)]);
    expect(slowest.map(({ settled }) => settled)).toEqual([false, ...Array(9).fill(true)]);
    expect(contested).toEqual([]);
  });

  test('of tasks that wait the newest are read, each with all its labels, as far as there may be so many', async () => {
    const opened = await scene.openCampaign({ policy: wanting(3) });
    const [one, two] = [await joined(scene, opened), await joined(scene, opened)];
    for (const labeler of [one, two])
      for (const page of [1, 2, 3]) {
        const chosen = labeler === one ? 'up' : 'down';
        await labeler.send(opened, [makeLabel(opened.campaign, article(page), chosen)]);
      }
    const listed = async (most?: number) => {
      const { slowest, contested } = await taskLists(scene.context, opened.campaign, most);
      expect(contested.map(({ task }) => task).sort()).toEqual(slowest.map(({ task }) => task).sort());
      return slowest.map(({ address, labels }) => [address, labels]).sort();
    };
    expect(await listed(5)).toEqual([2, 3].map((page) => [article(page), 2]));
    expect(await listed(1)).toEqual([]);
    expect(await listed()).toEqual([1, 2, 3].map((page) => [article(page), 2]));
  });

  test('an epoch that was dropped settles nothing, and what it noted of tasks counts once they are settled', async () => {
    const opened = await scene.openCampaign({ policy: wanting(2) });
    const headers = await requesterSession(scene);
    for (const chosen of ['up', 'down']) await say(opened, await joined(scene, opened), [[chosen, 5000]]);
    await scene.stopWork();
    const epoch = await cutEpoch(scene.context);
    await dropEpoch(scene.context, epoch!, 'a test', true);
    const expected = (settled: boolean) => ({
      slowest: [[article(1), 5000, 2, settled]],
      contested: [[article(1), 1_000_000, 2, settled]],
    });
    expect(shown(await listsOf(headers, opened))).toEqual(expected(false));
    scene.startWork();
    await scene.closeEpoch();
    const after = await listsOf(headers, opened);
    expect(after.slowest.map(({ settled }) => settled)).toEqual([true]);
    expect(after.contested).toHaveLength(1);
  });
});

test('labels of a task come oldest first, with their words and without who said them; truth once it is settled', async () => {
  const opened = await scene.openCampaign({ policy: wanting(3) });
  const headers = await requesterSession(scene);
  const task = pageTask(opened, 1);
  const labelers: Labeler[] = [];
  for (const [chosen, more] of [
    ['up', { confidence: 80, rationale: '<b>says so</b>' }],
    ['down', {}],
    ['up', {}],
  ] as const) {
    const labeler = await joined(scene, opened);
    await labeler.send(opened, [makeLabel(opened.campaign, article(1), chosen, more)]);
    labelers.push(labeler);
  }
  const before = await labelsOf(headers, opened, task);
  expect(before.received).toBe(3);
  expect(before.labels.map(({ body }) => body.tone)).toEqual(
    ['up', 'down', 'up'].map((chosen) => ({ kind: 'choice', chosen: [chosen] })),
  );
  expect(before.labels[0]).toMatchObject({ confidence: 80, rationale: '<b>says so</b>', activeMs: 5000 });
  expect(before.truth).toBeUndefined();
  const epoch = await scene.closeEpoch();
  const after = await labelsOf(headers, opened, task);
  expect(after.labels).toEqual(before.labels);
  expect(after.truth).toMatchObject({
    body: { tone: { kind: 'choice', chosen: ['up'] } },
    labels: 3,
    settledEpoch: epoch,
  });
  const text = JSON.stringify([after, await listsOf(headers, opened)]);
  for (const { account, payTo } of labelers)
    for (const who of [account.address, payTo, await joinedKey(opened, account.address)])
      expect(text).not.toContain(who);
});

/** The campaign key of an account, as its batches have it. */
async function joinedKey({ campaign }: Opened, account: Hex): Promise<Hex> {
  const { key } = await scene.context.db
    .selectFrom('batches')
    .select('key')
    .where('campaign', '=', campaign)
    .where('account', '=', account)
    .executeTakeFirstOrThrow();
  return key;
}

describe('passages', () => {
  const openContracts = (labels = 2) =>
    scene.openCampaign({
      questions: [
        {
          kind: 'span',
          id: 'clauses',
          ask: 'Which passages oblige?',
          classes: [{ id: 'duty', label: 'Duty' }],
          spans: { min: 0, max: 50 },
          overlap: false,
        },
      ],
      targets: { unit: 'selection' },
      policy: wanting(labels),
    });
  const marked = ({ campaign }: Opened, page: number, spans: Span[], quoted = 'shall pay'): Label => {
    const target = selectionTargetOf(
      article(page),
      spans.map(({ start, end }) => [
        { type: 'TextPositionSelector', start, end },
        { type: 'TextQuoteSelector', exact: quoted, prefix: '', suffix: '' },
      ]),
    );
    return makeLabel(campaign, article(page), 'up', {
      target,
      task: taskId(campaign, target),
      body: { clauses: { kind: 'span', spans } },
    });
  };
  const duty = (start: number, end: number): Span => ({ class: 'duty', start, end });

  test('are as far apart as their letters, and quoted by the first of them', async () => {
    const opened = await openContracts();
    const headers = await requesterSession(scene);
    const long = `${'x'.repeat(198)}🙂🙂🙂`;
    for (const spans of [[duty(0, 10)], [duty(5, 15)]]) {
      const labeler = await joined(scene, opened);
      await labeler.send(opened, [marked(opened, 1, spans, long), marked(opened, 2, [])]);
    }
    const { contested, slowest } = await listsOf(headers, opened);
    expect(contested).toMatchObject([{ address: article(1), quote: `${'x'.repeat(198)}🙂🙂`, labels: 2 }]);
    expect(contested[0]!.apart).toBe(666_666);
    expect(slowest.find(({ address }) => address === article(2))).not.toHaveProperty('quote');
  });

  test('of very long labels are compared by the epoch that settles them, however well they can be packed', async () => {
    const opened = await openContracts();
    const headers = await requesterSession(scene);
    const spans = (from: number) =>
      Array.from({ length: 9 }, (_, at) => duty(from + at * 20, from + at * 20 + 9));
    for (const from of [0, 5]) {
      const labeler = await joined(scene, opened);
      await labeler.send(opened, [marked(opened, 1, spans(from), 'x'.repeat(7900))]);
    }
    expect((await listsOf(headers, opened)).contested).toEqual([]);
    await scene.closeEpoch();
    expect((await listsOf(headers, opened)).contested).toHaveLength(1);
  });

  test('that are too long for one answer are left out of it, and counted', async () => {
    const opened = await openContracts(5);
    const headers = await requesterSession(scene);
    const spans = Array.from({ length: 24 }, (_, at) => duty(at * 10, at * 10 + 9));
    // Letters of three bytes each: half a megabyte a label.
    const label = () => marked(opened, 1, spans, '縦'.repeat(7900));
    for (let labelers = 0; labelers < 5; labelers++)
      await (await joined(scene, opened)).send(opened, [label()]);
    const { received, labels } = await labelsOf(headers, opened, label().task);
    expect([received, labels.length]).toEqual([5, 4]);
  });
});
