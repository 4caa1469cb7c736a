import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { StartError } from '../../start-error.ts';
import type { Answer } from './campaign-worker.ts';
import type { Whom } from './open-verifying.ts';
import type { CampaignTask, VerifiedCampaign, Verifying } from './verify-campaign.ts';
import { verifyCampaign } from './verify-campaign.ts';
import type { VerifyAll } from './verify-epoch.ts';

/** So long threads are not worth their start, and nobody wonders what is going on; in milliseconds. */
const soon = 1000;

/** For objects that live until a campaign is done: with less they are moved again and again. */
const resourceLimits = { maxYoungGenerationSizeMb: 96 };

/**
 * Verifies campaigns one by one, and when that takes long as many side by side as the machine has cores. Each is computed as
 * it is alone.
 *
 * @param say progress, in a line
 */
export function sideBySide(
  work: Verifying,
  whom: Whom,
  say: (line: string) => void,
  after = soon,
): VerifyAll {
  return async (tasks) => {
    const start = performance.now();
    const isLate = () => performance.now() - start > after;
    const verified: VerifiedCampaign[] = [];
    while (verified.length < tasks.length && !isLate())
      verified.push(await verifyCampaign(work, tasks[verified.length]!));
    if (verified.length === tasks.length) return verified;
    const left = tasks.slice(verified.length);
    let done = verified.length;
    const told = () => say(`${done++} of ${tasks.length} campaigns`);
    told();
    return [...verified, ...(await byThreads(whom, left, told))];
  };
}

/** @param told of each that is done */
async function byThreads(
  whom: Whom,
  tasks: readonly CampaignTask[],
  told: () => void,
): Promise<VerifiedCampaign[]> {
  const verified: VerifiedCampaign[] = [];
  const queue = tasks.entries();
  const threads = Array.from(
    { length: Math.min(availableParallelism(), tasks.length) },
    () => new Worker(new URL('./campaign-worker.ts', import.meta.url), { workerData: whom, resourceLimits }),
  );
  const run = async (thread: Worker) => {
    for (const [at, task] of queue) {
      thread.postMessage(task);
      const [answer]: [Answer] = (await once(thread, 'message')) as [Answer];
      if ('failed' in answer) throw answer.isStart ? new StartError(answer.failed.message) : answer.failed;
      verified[at] = answer.verified;
      told();
    }
  };
  try {
    await Promise.all(threads.map(run));
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
  return verified;
}
