import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import type { BatchRequest } from '../../lib/protocol/api/batches.ts';
import { canonicalText } from '../../lib/protocol/signed/canonical.ts';
import { batchChecks } from '../../relay/ingest/check/batch-checks.ts';
import { openChecking } from '../../relay/ingest/check/open-checking.ts';
import { article, makeLabel, makeLabeler } from './labeler.ts';
import { makeScene, type Scene } from './scene.ts';

let scene: Scene;
let request: BatchRequest;
beforeAll(async () => {
  scene = await makeScene();
  const opened = await scene.openCampaign();
  const labels = [1, 2, 3].map((n) => makeLabel(opened.campaign, article(n)));
  request = await makeLabeler(scene).request(opened, labels);
});
afterAll(() => scene.stop());

const bodyOf = (value: unknown) => Buffer.from(canonicalText(value));

/** Checks whose thread is there, and the thread. */
async function begun() {
  const started = once(process, 'worker');
  const log = { warn: vi.fn() };
  const checks = batchChecks(await openChecking(scene.context.place), log);
  onTestFinished(checks.close);
  await checks.checkBeside(bodyOf(request));
  const [thread] = (await started) as [Worker];
  await once(thread, 'message');
  let answers = 0;
  thread.on('message', () => answers++);
  return { checks, thread, log, answers: () => answers };
}

test('a batch is what it is, wherever it is checked, in whatever form it came', async () => {
  const { checks, answers } = await begun();
  const inOtherWords = Buffer.from(JSON.stringify(request, undefined, 1));
  const here = await checks.check(bodyOf(request));
  const there = await Promise.all([bodyOf(request), inOtherWords].map(checks.checkBeside));
  expect(answers()).toBe(2);
  for (const { bytes, ...rest } of there) {
    expect(bytes.equals(bodyOf(request))).toBe(true);
    expect(rest).toEqual({ ...here, bytes: undefined });
  }
});

test('what is wrong with it is said alike', async () => {
  const { checks, answers } = await begun();
  const { batch, labels, signature } = request;
  const wrong = [
    [Buffer.from([0xff]), 'malformed'],
    [bodyOf({ ...request, more: 1 }), 'malformed'],
    [bodyOf({ ...request, labels: labels.slice(1) }), 'wrong-labels'],
    [bodyOf({ ...request, batch: { ...batch, sequence: 99 } }), 'bad-signature'],
    [bodyOf({ ...request, signature: `${signature.slice(0, -2)}00` }), 'bad-signature'],
    [bodyOf({ ...request, labels: [...labels.slice(1), labels[1]] }), 'wrong-labels'],
  ] as const;
  for (const [body, code] of wrong) {
    const problem = await checks.check(body).catch((error: unknown) => error);
    expect(problem).toMatchObject({ name: 'ProblemError', code });
    await expect(checks.checkBeside(body)).rejects.toEqual(problem);
  }
  expect(answers()).toBe(wrong.length);
});

test('a batch whose thread is lost is checked all the same, and so are those after it', async () => {
  const { checks, thread, log, answers } = await begun();
  const checking = checks.checkBeside(bodyOf(request));
  await thread.terminate();
  const { hash } = await checks.check(bodyOf(request));
  expect((await checking).hash).toBe(hash);
  expect((await checks.checkBeside(bodyOf(request))).hash).toBe(hash);
  expect(answers()).toBe(0);
  expect(log.warn).toHaveBeenCalledOnce();
});
