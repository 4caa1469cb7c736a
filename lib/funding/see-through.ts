import type { Outcome, Purse } from '../chain/purse.ts';
import type { SentRecord } from '../storage/records.ts';

/** How often a transaction that waits is looked at, and for how long in one go, in milliseconds. */
const lookMs = 700;
const patienceMs = 20_000;

/** Follows a transaction for a while; one that waits is sent again first, since nothing else tells whether it ever was. */
export async function seeThrough(
  purse: Purse,
  sent: Omit<SentRecord, 'step'>,
  now: () => number,
): Promise<Outcome> {
  const until = now() + patienceMs;
  let outcome = await purse.outcome(sent);
  if (outcome !== 'waiting') return outcome;
  await purse.send(sent);
  outcome = await purse.outcome(sent);
  while (outcome === 'waiting' && now() < until) {
    await new Promise((resolve) => setTimeout(resolve, lookMs));
    outcome = await purse.outcome(sent);
  }
  return outcome;
}
