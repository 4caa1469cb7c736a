/** A thread that verifies the campaigns that it is sent, one after the other (side-by-side.ts). */
import { parentPort, workerData } from 'node:worker_threads';
import { StartError } from '../../start-error.ts';
import { openVerifying, type Whom } from './open-verifying.ts';
import { type CampaignTask, type VerifiedCampaign, verifyCampaign } from './verify-campaign.ts';

/** What a thread answers to each task. An error's class does not come through. */
export type Answer = { verified: VerifiedCampaign } | { failed: Error; isStart: boolean };

const whom: Whom = workerData;
const opening = openVerifying(whom);

parentPort?.on('message', (task: CampaignTask) => void answer(task));

async function answer(task: CampaignTask): Promise<void> {
  parentPort?.postMessage(await verified(task));
}

async function verified(task: CampaignTask): Promise<Answer> {
  try {
    return { verified: await verifyCampaign(await opening, task) };
  } catch (error) {
    const failed = error instanceof Error ? error : new Error(String(error));
    return { failed, isStart: error instanceof StartError };
  }
}
