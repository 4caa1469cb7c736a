import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { taskId } from '../../../lib/protocol/signed/ids.ts';
import { pageTargetOf } from '../../../lib/protocol/target/target.ts';
import { buildExtension } from '../../stand/built-extension.ts';
import type { BrowserName, LabelerBrowser } from '../../stand/labeler-browser.ts';
import { openBrowser } from '../../stand/open-browser.ts';
import { makeStack } from '../../stand/stack.ts';
import type { Tab } from '../../stand/tab.ts';
import { makeTempFolder } from '../../stand/temp.ts';
import { join as joinCampaign } from '../../trip/steps/join.ts';
import { openOffered } from '../../trip/steps/label.ts';
import { overlaySays } from '../../trip/steps/page-text.ts';
import { pasteRelay } from '../../trip/steps/welcome.ts';
import { words } from '../../trip/steps/words.ts';
import { type Askable, attempt, exported, NotDone, patience, settle } from './acts.ts';
import { makeChance } from './chance.ts';
import { nextMoment, rowsOf } from './moments.ts';
import type { Outcome } from './outcome.ts';
import { openPlace, type Place } from './place.ts';
import { outerSteps, parts } from './plan.ts';
import { chainFaults, deviceFaults } from './reconcile.ts';
import type { Saved } from './run.ts';
import { startEndlessSite } from './site.ts';

const answer = 'Bullish';
/** What can be seen of the trip from outside of a browser. */
const steps = ['click', 'batch sent', ...outerSteps] as const;
type Step = (typeof steps)[number];

const answered = v.variant('ok', [
  v.object({ ok: v.literal(true), value: v.optional(v.unknown()) }),
  v.object({ ok: v.literal(false), failure: v.object({ code: v.string() }) }),
]);

/** What the panel's buttons ask of the background, without the buttons. What is evaluated takes no arguments. */
const askable = (panel: Tab): Askable => ({
  async ask(call: string, argument: object = {}) {
    const message = JSON.stringify({ call, with: argument });
    const send = new Function(`return chrome.runtime.sendMessage(${message})`) as () => Promise<unknown>;
    const said = await panel.evaluate(send).catch((error: unknown) => {
      throw new NotDone('killed', String(error));
    });
    const read = v.safeParse(answered, said);
    if (!read.success) throw new NotDone('no-answer');
    if (!read.output.ok) throw new NotDone(read.output.failure.code);
    return read.output.value as never;
  },
});

interface Scene {
  place: Place;
  browser: LabelerBrowser;
  page: Tab;
  device: Askable;
}

type BrowserPlan = { run: number; step: Step; part: (typeof parts)[number]; delayMs: number; downMs: number };

function planOf(seed: number, run: number): BrowserPlan {
  const pairs = steps.flatMap((step) => parts.map((part) => ({ step, part })));
  const pair = makeChance(`${seed}`).shuffled(pairs)[run % pairs.length];
  if (pair === undefined) throw new Error('There is no pair');
  const { below } = makeChance(`${seed}:${run}`);
  return { run, ...pair, delayMs: below(30), downMs: 50 + below(500) };
}

/** Lets the part fail when the step is there, and come back. */
async function failAt(
  { place, browser }: Scene,
  plan: BrowserPlan,
  reached: Promise<unknown>,
): Promise<void> {
  await reached;
  await sleep(plan.delayMs);
  if (plan.part === 'background killed') {
    await browser.killBackground();
    return;
  }
  const failure = place.failures[plan.part];
  await failure.strike();
  await sleep(plan.downMs);
  await failure.restore();
}

/** When the step is there; the first two are told by whoever clicks. */
function momentOf({ place }: Scene, step: Step, signal: AbortSignal): Promise<unknown> | undefined {
  if (step === 'click' || step === 'told that it is saved') return undefined;
  if (step === 'batch sent' || step === 'receipt commit') return place.heard('POST /v1/batches');
  return nextMoment(place, step, signal);
}

/** Reads, clicks, and clicks again until it is saved, as a person does whose background died under the click. */
async function clickSurely(page: Tab): Promise<void> {
  const done = [words('saved'), words('failure_labeled_already')];
  const again = [words('confirm_again'), words('failure_no_answer'), words('failure_internal')];
  for (;;) {
    await sleep(700);
    await page.click({ role: 'radio', name: answer });
    if (done.includes(await overlaySays(page, ...done, ...again))) return;
  }
}

async function run(scene: Scene, plan: BrowserPlan, saved: Saved[]): Promise<boolean> {
  const { place, page, device } = scene;
  const address = `${place.site}/news/run-${plan.run}`;
  const task = taskId(place.campaign.id, pageTargetOf(address));
  const over = new AbortController();
  let failed = false;
  let broken: unknown;
  const fail = (reached: Promise<unknown>) =>
    failAt(scene, plan, reached).then(
      () => {
        failed = true;
      },
      (error: unknown) => {
        broken = error;
      },
    );
  await openOffered(page, address, answer);
  const moment = momentOf(scene, plan.step, over.signal);
  if (moment !== undefined) void fail(moment);
  // The failure is timed from the reading pause that comes before the click.
  if (plan.step === 'click') void fail(sleep(700));
  await clickSurely(page);
  saved.push({ run: plan.run, task });
  if (plan.step === 'told that it is saved') void fail(Promise.resolve());
  const isReceived = async () =>
    (await exported(device)).labels.some(
      (one) => one.task === task && one.batch !== null && one.state !== 'sent',
    );
  for (const end = Date.now() + patience; Date.now() < end; await sleep(300)) {
    if (broken !== undefined) throw broken;
    await attempt(async () => {
      await device.ask('sync');
      if (plan.step === 'claim on its way' && !failed) await settle(device);
    });
    if (failed && (await isReceived().catch(() => false))) break;
  }
  over.abort(new Error('the run is over'));
  return failed;
}

/**
 * Runs of the trip in a browser with the built extension; a run is one label, from a real click on.
 *
 * @param minutes after which no more runs begin
 */
export async function withBrowser(
  name: BrowserName,
  runs: readonly number[],
  seed: number,
  minutes: number,
): Promise<Outcome> {
  const stack = makeStack();
  try {
    const temp = await makeTempFolder('kills');
    stack.push(temp.stop);
    await buildExtension(name);
    const site = await startEndlessSite();
    stack.push(site.stop);
    const place = await openPlace(temp.dir, site.url);
    stack.push(place.stop);
    const browser = await openBrowser(name, { headless: true, profileDir: join(temp.dir, 'profile') });
    stack.push(browser.stop);
    await pasteRelay(await browser.welcome(), place.relayUrl);
    await browser.allowSites(['http://localhost/*']);
    const { page, panel } = await browser.openWithPanel(site.url);
    await joinCampaign(panel, place.campaign.terms.title);
    const scene: Scene = { place, browser, page, device: askable(panel) };

    const saved: Saved[] = [];
    const happened: Record<string, number> = {};
    const end = performance.now() + minutes * 60_000;
    for (const number of runs) {
      if (performance.now() > end) break;
      const plan = planOf(seed, number);
      const did = await run(scene, plan, saved);
      const what = did ? plan.part : 'step not reached';
      happened[what] = (happened[what] ?? 0) + 1;
      console.log(`run ${number}: ${plan.part} at ${plan.step}${did ? '' : ', not reached'}`);
    }
    await settle(scene.device);
    const device = await exported(scene.device);
    const account = await accountOf(place);
    const faults = [...(await deviceFaults(place, account, saved, device)), ...(await chainFaults(place))];
    return {
      runs: saved.length,
      labels: device.labels.length,
      receipts: device.batches.length,
      happened,
      faults,
    };
  } finally {
    await stack.stop();
  }
}

/** The only one that ever labeled here. */
async function accountOf(place: Place): Promise<Hex> {
  const [row, ...others] = await rowsOf<{ account: Hex }>(place, 'select distinct account from batches');
  if (row === undefined || others.length > 0) throw new Error('There is not one account');
  return row.account;
}
