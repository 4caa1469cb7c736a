import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Mark } from '../export/mark.ts';

/** What came of a campaign since a mark: receipts from its number on, and epochs after its epoch. */
export interface Since {
  campaign: Hex;
  from: Mark;
  to: Mark;
}

interface Kept<T> {
  upTo: Mark;
  counted: T;
}

/** Campaigns whose counts are kept; the one asked for longest ago goes first. */
const mostCampaigns = 1000;

/**
 * Counts something of campaigns. Labels are never taken back and what active epochs say stays, so each is counted once: what is
 * asked for is only what came since.
 *
 * @param nothing before anything is counted
 */
export function countedUp<T>(
  nothing: T,
  add: (before: T, since: Since) => Promise<T>,
): (campaign: Hex, mark: Mark) => Promise<T> {
  const kept = new Map<Hex, Promise<Kept<T>>>();
  return async (campaign, mark) => {
    const before = kept.get(campaign) ?? Promise.resolve({ upTo: { epoch: 0, number: 0 }, counted: nothing });
    const next = before.then(async ({ upTo: from, counted }) => {
      const to = { epoch: Math.max(from.epoch, mark.epoch), number: Math.max(from.number, mark.number) };
      return { upTo: to, counted: await add(counted, { campaign, from, to }) };
    });
    kept.delete(campaign);
    // One that fails is asked again from where the last good one was.
    kept.set(
      campaign,
      next.catch(() => before),
    );
    const [oldest] = kept.keys();
    if (kept.size > mostCampaigns && oldest !== undefined) kept.delete(oldest);
    return (await next).counted;
  };
}
