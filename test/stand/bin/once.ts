import { writeFile } from 'node:fs/promises';
import { clickToClaim, type TripReport } from '../../trip/click-to-claim.ts';
import { Interrupted, makeSteps, StepFailed } from '../../trip/steps/steps.ts';
import { keepEvidence } from '../evidence.ts';
import type { BrowserName, LabelerBrowser } from '../labeler-browser.ts';
import { openBrowser } from '../open-browser.ts';
import { type Say, seconds } from '../progress.ts';
import type { Stand } from '../stand.ts';
import { makeTempFolder } from '../temp.ts';

export type OnceOptions = {
  browser: BrowserName;
  say: Say;
  /** The person ends it. */
  end: AbortSignal;
  /** When the command began, by `performance.now()`. */
  begun: number;
  /** File for the JSON report. */
  report?: string | undefined;
};

/**
 * One label from click to money in a headless browser with a fresh profile, told step by step.
 * @returns whether the money arrived; if not, what was seen is kept and said
 */
export async function runOnce(stand: Stand, options: OnceOptions): Promise<boolean> {
  const { say, end, begun, report } = options;
  const steps = makeSteps(say, end);
  const profile = await makeTempFolder('profile');
  let browser: LabelerBrowser | undefined;
  let done: TripReport | undefined;
  let failure: string | undefined;
  try {
    browser = await steps.take('Browser started with a fresh profile', () =>
      openBrowser(options.browser, { headless: true, profileDir: profile.dir }),
    );
    done = await clickToClaim(stand, browser, steps);
  } catch (thrown) {
    if (thrown instanceof Interrupted) return false;
    if (!(thrown instanceof StepFailed)) throw thrown;
    const kept = await keepEvidence(browser, stand.relay.logFile);
    const log = await stand.relay.logTail();
    failure = `${thrown.message}\nScreenshots, page texts and the relay's log: ${kept}\nThe log ends:\n${log}`;
  } finally {
    await browser?.stop();
    await profile.stop();
  }
  const ok = done !== undefined;
  const ms = Math.round(performance.now() - begun);
  if (report !== undefined) {
    const written = { ok, ms, ...done, failure, steps: steps.taken };
    await writeFile(report, `${JSON.stringify(written, null, 2)}\n`);
  }
  if (done === undefined) say(`\nFailed at: ${failure}`);
  else
    say(`\n${seconds(ms)}  Paid ${done.credited} smallest units for one click: transaction ${done.txHash}`);
  return ok;
}
