/** A thread that verifies campaigns (side-by-side.ts). */
import { workerData } from 'node:worker_threads';
import { answerTasks } from '../../threads/answering.ts';
import { openVerifying, type Whom } from './open-verifying.ts';
import { type CampaignTask, verifyCampaign } from './verify-campaign.ts';

const whom: Whom = workerData;
const opening = openVerifying(whom);

answerTasks(async (task: CampaignTask) => verifyCampaign(await opening, task));
