import { sideBySide } from '../../threads/side-by-side.ts';
import type { Whom } from './open-verifying.ts';
import {
  type CampaignTask,
  type VerifiedCampaign,
  type Verifying,
  verifyCampaign,
} from './verify-campaign.ts';
import type { VerifyAll } from './verify-epoch.ts';

/** So long threads are not worth their start, and nobody wonders what is going on; in milliseconds. */
const soon = 1000;

/**
 * Verifies campaigns one by one, and when that takes long in threads. Each is computed as it is alone.
 *
 * @param say progress, in a line
 */
export function verifySideBySide(
  work: Verifying,
  whom: Whom,
  say: (line: string) => void,
  after = soon,
): VerifyAll {
  return async (tasks) => {
    const start = performance.now();
    const verified: VerifiedCampaign[] = [];
    const isLong = () => performance.now() - start > after;
    const told = () => say(`${verified.length} of ${tasks.length} campaigns`);
    const results = sideBySide<CampaignTask, VerifiedCampaign>(tasks, {
      alone: (task) => verifyCampaign(work, task),
      isLong,
      thread: new URL('./campaign-worker.ts', import.meta.url),
      given: whom,
    });
    if (isLong()) told();
    for await (const one of results) {
      verified.push(one);
      if (isLong()) told();
    }
    return verified;
  };
}
