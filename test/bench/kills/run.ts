import { setTimeout as sleep } from 'node:timers/promises';
import type { Draft } from '../../../lib/messages.ts';
import { taskId, termsHash } from '../../../lib/protocol/signed/ids.ts';
import { pageTargetOf } from '../../../lib/protocol/target/target.ts';
import type { LabelRecord } from '../../../lib/storage/records.ts';
import { attempt, claimAll, exported, NotDone, patience } from './acts.ts';
import type { Device } from './device.ts';
import { nextMoment } from './moments.ts';
import type { Place } from './place.ts';
import { isDeviceStep, type Plan } from './plan.ts';

/** A label of which the person was told that it is saved. */
export type Saved = { run: number; task: string };

const isOnItsWay = ({ state }: LabelRecord): boolean => state === 'queued' || state === 'sent';

/** Clicks again until it is said to be saved, as a person does. A label that a killed click left behind counts. */
async function saveSurely(device: Device, draft: Draft): Promise<void> {
  for (;;) {
    try {
      return await device.ask('save', draft);
    } catch (error) {
      if (!(error instanceof NotDone) || !['killed', 'labeled-already'].includes(error.code)) throw error;
      if (error.code === 'labeled-already') return;
    }
  }
}

function draftFor({ campaign, site }: Place, run: number, at: number): Draft {
  const { terms, id } = campaign;
  const target = pageTargetOf(`${site}/news/run-${run}-${at}`);
  const body = { sentiment: { kind: 'choice', chosen: ['bullish'] } } as const;
  return {
    campaign: id,
    termsHash: termsHash(terms),
    target,
    body: { sentiment: { ...body.sentiment, chosen: [...body.sentiment.chosen] } },
    assist: 'human',
    activeMs: 4000,
  };
}

/** Lets the part fail at the step, and come back; resolves when it is back. */
async function failAt(
  place: Place,
  device: Device,
  plan: Plan,
  alone: (work: () => Promise<void>) => Promise<void>,
  told: Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const { step, part, delayMs, downMs } = plan;
  let goOn = () => {};
  if (step === 'told that it is saved') await told;
  else if (isDeviceStep(step) || step === 'receipt commit') {
    const armed = await device.arm(isDeviceStep(step) ? step : 'before POST', isDeviceStep(step));
    ({ goOn } = armed);
    await armed.reached;
  } else await nextMoment(place, step, signal);
  if (!isDeviceStep(step) && step !== 'told that it is saved') await sleep(delayMs);
  if (part === 'background killed') return device.kill();
  const failure = place.failures[part];
  await alone(async () => {
    await failure.strike();
    goOn();
    await sleep(downMs);
    await failure.restore();
  });
}

/**
 * One run. Resolves when everything is back and every label that was said to be saved has a receipt, or patience is over.
 *
 * @param saved what is said to be saved is put here at once
 * @returns whether the failure happened
 */
export async function run(
  place: Place,
  device: Device,
  plan: Plan,
  saved: Saved[],
  alone: (work: () => Promise<void>) => Promise<void>,
): Promise<boolean> {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(new Error('patience is over')), patience);
  let failed = false;
  let broken: unknown;
  const told = Promise.withResolvers<void>();
  failAt(place, device, plan, alone, told.promise, over.signal).then(
    () => {
      failed = true;
    },
    (error: unknown) => {
      broken = error;
    },
  );
  // The step is armed before anything passes it.
  await sleep(10);
  const drafts = Array.from({ length: plan.labels }, (_, at) => draftFor(place, plan.run, at));
  const tasks = new Set<string>();
  for (const draft of drafts) {
    await saveSurely(device, draft);
    const task = taskId(place.campaign.id, draft.target);
    told.resolve();
    tasks.add(task);
    saved.push({ run: plan.run, task });
    // The next label is saved while a sync runs.
    void attempt(() => device.ask('sync'));
  }
  const isWaiting = async () =>
    (await exported(device)).labels.some((one) => tasks.has(one.task) && isOnItsWay(one));
  while (!over.signal.aborted) {
    if (broken !== undefined) throw broken;
    await attempt(async () => {
      await device.ask('sync');
      if (plan.step.includes('claim') && !failed) await claimAll(device);
    });
    if (failed && !(await isWaiting().catch(() => true))) break;
    await sleep(failed ? 20 : 60);
  }
  if (over.signal.aborted) await alone(place.mustLive);
  over.abort(new Error('the run is over'));
  clearTimeout(timer);
  return failed;
}
