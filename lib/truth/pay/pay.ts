import type { Policy } from '../../protocol/terms/policy.ts';
import { type Earned, earnedBy } from './better-than-guess.ts';
import { expired, meets, type Prior, type Quality, qualityOf, type Score, usual } from './quality.ts';

/** What a campaign key is paid by in an epoch. */
export interface Standing {
  quality: Quality;
  /** Whether there is the evidence that the policy wants. */
  met: boolean;
}

/**
 * By its scores, oldest first. Without enough of them the prior is nothing: a promised time ends the hold, not the doubt.
 *
 * @param prior what the key began with in this campaign
 */
export function standingOf({ hold }: Policy, scores: readonly Score[], prior: Prior = usual): Standing {
  const quality = qualityOf(scores, prior);
  return meets(hold, quality) ? { quality, met: true } : { quality: qualityOf(scores, expired), met: false };
}

export type Payment = Earned | { state: 'held' };

/** Whether a label is paid nothing because its page does not exist. */
export const isMissed = (payment: Payment): boolean =>
  payment.state === 'rejected' && payment.code === 'no-such-page';

/**
 * What becomes of a label whose task is settled: held until its key's evidence is there or its promised time is due, then
 * priced once. What is not earned stays in the campaign.
 */
export function paymentOf(
  { pay }: Policy,
  { price, due }: { price: bigint; due: boolean },
  { quality, met }: Standing,
): Payment {
  if (pay === 'flat') return { state: 'paid', credit: price };
  return met || due ? earnedBy(price, quality) : { state: 'held' };
}
