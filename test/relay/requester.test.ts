import { EventSourceParserStream } from 'eventsource-parser/stream';
import { privateKeyToAccount } from 'viem/accounts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { exportedLabel, exportedTruth, exportFormats } from '../../lib/protocol/api/export.ts';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { problem } from '../../lib/protocol/api/problem.ts';
import { streams } from '../../lib/protocol/api/routes.ts';
import { lower } from '../../lib/protocol/scalar/hex.ts';
import { labelLeaf } from '../../lib/protocol/signed/leaf.ts';
import { createApp } from '../../relay/app/app.ts';
import { article, makeLabel } from './labeler.ts';
import { fileOf, joined, statementOf } from './reading.ts';
import { exported, exportPath, progressOf, requesterSession, signIn } from './requester.ts';
import { makeScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
});
afterAll(() => scene.stop());
beforeEach(() => scene.startWork());
afterEach(() => scene.stopWork());

const three = {
  redundancy: { min: 3, max: 3 },
  stopConfidence: 900_000,
  hold: { scored: 0, golds: 0 },
  pay: 'flat',
} as const;

const linesOf = (text: string) => text.split('\n').slice(0, -1);
const labelsOf = (text: string) =>
  linesOf(text).map((line) => {
    const read = parseJson(exportedLabel, line);
    if (!read.ok) throw new Error(`${read.detail}: ${line}`);
    return read.value;
  });
const truthsOf = (text: string) =>
  linesOf(text).map((line) => {
    const read = parseJson(exportedTruth, line);
    if (!read.ok) throw new Error(`${read.detail}: ${line}`);
    return read.value;
  });

const eventsPath = (campaign: string) => streams.events.path.replace(':campaign', campaign);

const eventsIn = (response: Response) =>
  response.body!.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader();

async function codeOf(path: string, headers: Record<string, string> = {}) {
  const response = await scene.app.request(path, { headers });
  const read = parseJson(problem, await response.text());
  return [response.status, read.ok ? read.value.code : 'no problem'];
}

/** Two of three say up on each of some pages, and the third says down. */
async function threeLabelers(pages: number) {
  const opened = await scene.openCampaign({ policy: three });
  for (const chosen of ['up', 'up', 'down']) {
    const labeler = await joined(scene, opened);
    const labels = Array.from({ length: pages }, (_, n) =>
      makeLabel(
        opened.campaign,
        article(n),
        chosen,
        n === 0 ? { rationale: `said "${chosen}", in\nshort` } : {},
      ),
    );
    await labeler.send(opened, labels);
  }
  return opened;
}

describe('a requester’s session', () => {
  test('opens only what is theirs: a stranger gets 403, nobody 401', async () => {
    const { campaign } = await threeLabelers(1);
    const requester = lower(privateKeyToAccount(scene.keys.guardian).address);
    const others = await scene.openCampaign({ requester });
    const labeler = await joined(scene, others);
    const stranger = await requesterSession(scene, scene.keys.guardian);
    await progressOf(scene, stranger, others.campaign);
    const paths = [`/v1/campaigns/${campaign}/progress`, exportPath(campaign), eventsPath(campaign)];
    for (const path of paths) {
      expect(await codeOf(path)).toEqual([401, 'unauthorized']);
      expect(await codeOf(path, { authorization: `Bearer ${'a'.repeat(43)}` })).toEqual([
        401,
        'unauthorized',
      ]);
      expect(await codeOf(path, await labeler.openSession())).toEqual([403, 'not-requester']);
      expect(await codeOf(path, stranger)).toEqual([403, 'not-requester']);
    }
    const own = await requesterSession(scene);
    expect(await codeOf(exportPath(`0x${'7'.repeat(64)}`), own)).toEqual([404, 'unknown-campaign']);
    expect((await scene.app.request(paths[0]!, { headers: own })).status).toBe(200);
  });

  test('is for accounts that opened a campaign here', async () => {
    const { status, text } = await signIn(scene, scene.keys.deployer);
    expect([status, JSON.parse(text).code]).toEqual([404, 'unknown-campaign']);
  });
});

describe('events', () => {
  test('come when labels came and when an epoch is active, and progress then shows it; the relay’s stop ends them', async () => {
    const opened = await scene.openCampaign({ policy: three });
    const others = await scene.openCampaign({ policy: three });
    const headers = await requesterSession(scene);
    const stopping = new AbortController();
    const app = createApp(scene.context, stopping.signal);
    const received = async () =>
      (await progressOf({ ...scene, app }, headers, opened.campaign)).labels.received;

    const response = await app.request(eventsPath(opened.campaign), { headers });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const events = eventsIn(response);
    expect((await events.read()).value?.event).toBe('ready');
    expect(await received()).toBe(0);

    const stranger = await joined(scene, others);
    await stranger.send(others, [makeLabel(others.campaign, article(1), 'up')]);
    const labeler = await joined(scene, opened);
    await labeler.send(opened, [makeLabel(opened.campaign, article(1), 'up')]);
    expect((await events.read()).value?.event).toBe('changed');
    expect(await received()).toBe(1);

    const changed = events.read();
    await scene.closeEpoch();
    expect((await changed).value?.event).toBe('changed');
    stopping.abort();
    while (!(await events.read()).done);
  });
});

describe('from labels to a file', () => {
  test('labels come as they were signed, with what proves them; truth once it is settled', async () => {
    const { campaign } = await threeLabelers(4);
    const headers = await requesterSession(scene);
    const before = await exported(scene, headers, campaign);
    expect(labelsOf(before.text).map(({ state }) => state)).toEqual(Array(12).fill('received'));
    expect((await exported(scene, headers, campaign, { format: 'truth-jsonl' })).text).toBe('');

    const epoch = await scene.closeEpoch();
    const { text } = await exported(scene, headers, campaign);
    const labels = labelsOf(text);
    expect(labels).toHaveLength(12);
    const { statement } = await statementOf(scene, epoch);
    const { file } = await fileOf(scene, statement, campaign);
    const published = new Map(file.batches.map((batch) => [batch.number, batch]));
    const posteriors: object[] = [];
    for (const label of labels) {
      const { number, index, batchHash, key, leaf, price, receivedEpoch, state, ...given } = label;
      if (label.state !== 'paid') throw new Error(state);
      const row = file.rows.find((one) => one.number === number && one.index === index);
      if (row?.state !== 'paid') throw new Error('no such row');
      expect(label).toMatchObject({ credit: row.credit, settledEpoch: epoch, posterior: row.posterior });
      posteriors.push(row.posterior);
      expect([receivedEpoch, price]).toEqual([epoch, '20000']);
      const signed = {
        ...{ task: given.task, target: given.target, body: given.body, assist: given.assist },
        ...{ activeMs: given.activeMs, createdAt: given.createdAt, salts: given.salts },
        ...(given.rationale === undefined ? {} : { rationale: given.rationale }),
      };
      expect(labelLeaf(signed)).toBe(leaf);
      expect(published.get(number)?.leaves[index]).toBe(leaf);
      expect(published.get(number)?.key).toBe(key);
      expect(batchHash).toMatch(/^0x[0-9a-f]{64}$/);
    }
    expect(labels.filter(({ rationale }) => rationale === 'said "down", in\nshort')).toHaveLength(1);

    const truths = truthsOf((await exported(scene, headers, campaign, { format: 'truth-jsonl' })).text);
    expect(truths.map(({ target }) => target.address).sort()).toEqual([0, 1, 2, 3].map(article));
    for (const truth of truths)
      expect(truth).toMatchObject({
        truth: { tone: { kind: 'choice', chosen: ['up'] } },
        posterior: posteriors[0],
        labels: 3,
        settledEpoch: epoch,
      });
    expect(truths.map(({ task }) => task)).toEqual(truths.map(({ task }) => task).sort());
  });

  test('one `at` is the same bytes for ever, whole or from any byte on, whatever is settled since', async () => {
    const { campaign, terms } = await threeLabelers(3);
    const headers = await requesterSession(scene);
    await scene.closeEpoch();
    const late = await joined(scene, { campaign, terms });
    await late.send({ campaign, terms }, [makeLabel(campaign, article(50))]);
    const whole = new Map<string, { text: string; at: string }>();
    for (const format of exportFormats)
      whole.set(format, await exported(scene, headers, campaign, { format }));

    await late.send({ campaign, terms }, [makeLabel(campaign, article(51))]);
    for (const chosen of ['up', 'up']) {
      const labeler = await joined(scene, { campaign, terms });
      await labeler.send({ campaign, terms }, [makeLabel(campaign, article(50), chosen)]);
    }
    await scene.closeEpoch();

    for (const [format, { text, at }] of whole) {
      expect([format, text.length > 100]).toEqual([format, true]);
      expect([format, (await exported(scene, headers, campaign, { format, at })).text]).toEqual([
        format,
        text,
      ]);
      const bytes = Buffer.from(text);
      for (const from of [
        1,
        Math.floor(bytes.length / 3),
        bytes.length - 1,
        bytes.length,
        bytes.length + 5,
      ]) {
        const rest = await exported(scene, headers, campaign, { format, at, from });
        expect([format, from, rest.text]).toEqual([format, from, bytes.subarray(from).toString()]);
      }
    }
    const now = labelsOf((await exported(scene, headers, campaign)).text);
    expect(now).toHaveLength(13);
    expect(now.filter(({ state }) => state === 'held')).toHaveLength(1);
  });

  test('since an epoch: what was received or settled after it', async () => {
    const { campaign, terms } = await threeLabelers(2);
    const headers = await requesterSession(scene);
    const first = await scene.closeEpoch();
    expect((await exported(scene, headers, campaign, { since: first })).text).toBe('');
    const late = await joined(scene, { campaign, terms });
    await late.send({ campaign, terms }, [makeLabel(campaign, article(9))]);
    expect(labelsOf((await exported(scene, headers, campaign, { since: first })).text)).toHaveLength(1);
    expect((await exported(scene, headers, campaign, { since: first, format: 'truth-jsonl' })).text).toBe('');
  });

  test('what is no query of an export is refused', async () => {
    const { campaign } = await threeLabelers(1);
    const headers = await requesterSession(scene);
    for (const [name, value] of [
      ['format', 'pdf'],
      ['since', '-1'],
      ['from', '1e3'],
      ['at', '9.1.1'],
      ['at', '1.4000000000.1'],
      ['at', 'x'],
      ['cells', 'unsafe'],
      ['more', '1'],
    ] as const)
      expect([name, value, await codeOf(exportPath(campaign, { [name]: value }), headers)]).toEqual([
        name,
        value,
        [400, 'malformed'],
      ]);
  });
});

test('progress says labels, tasks, money, answers and agreement', async () => {
  const { campaign, terms } = await threeLabelers(4);
  const labeler = await joined(scene, { campaign, terms });
  await labeler.send({ campaign, terms }, [
    makeLabel(campaign, article(1)),
    makeLabel(campaign, article(8), 'up', { body: { tone: { kind: 'unsure' } } }),
  ]);
  const headers = await requesterSession(scene);
  const epoch = await scene.closeEpoch();
  const progress = await progressOf(scene, headers, campaign);
  expect(progress).toMatchObject({
    campaign,
    state: 'active',
    epoch,
    labels: { received: 13, refused: 1, paid: 12, rejected: 0 },
    tasks: { open: 1, settled: 4 },
    money: {
      token: scene.token,
      deposited: '10000000',
      released: '240000',
      reserved: '20000',
      remaining: '9760000',
      free: '9240000',
    },
  });
  const [tone] = progress.questions;
  expect(tone?.answers.toSorted((a, b) => b.labels - a.labels)).toEqual([
    { kind: 'choice', option: 'up', labels: 8, tasks: 4 },
    { kind: 'choice', option: 'down', labels: 4, tasks: 0 },
    { kind: 'unsure', labels: 1, tasks: 0 },
  ]);
  expect(tone?.agreement).toMatchObject({ tasks: 4 });
  expect(tone?.agreement?.alpha).toBeLessThan(0.1);

  scene.skew.seconds += 10;
  await labeler.send({ campaign, terms }, [makeLabel(campaign, article(20), 'down')]);
  const later = await progressOf(scene, headers, campaign);
  expect(later.labels.received).toBe(14);
  expect(later.questions[0]?.answers).toContainEqual({ kind: 'choice', option: 'down', labels: 5, tasks: 0 });
  scene.skew.seconds -= 10;
});
