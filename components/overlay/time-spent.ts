import type { Offer } from '../../lib/view/offer.ts';
import type { ActivityMeter } from './activity.ts';
import { offerKey } from './offer.ts';

/**
 * Shares one page's active time out among its labels: each gets what passed since the one before it, and a label that
 * is changed keeps what it had. So the labels of a page add up to the time spent on it.
 */
export function timeSpent(meter: ActivityMeter): (offer: Offer) => number {
  const spent = new Map<string, number>();
  let given = 0;
  return (offer) => {
    const read = meter.read();
    const total = (spent.get(offerKey(offer)) ?? 0) + read - given;
    given = read;
    spent.set(offerKey(offer), total);
    return total;
  };
}
