import type { Policy } from '../../protocol/terms/policy.ts';

/** A key's label that has a score, oldest first in a list: parts per million, as `peerScores` gives them. */
export interface Score {
  ppm: number;
  gold: boolean;
  /** What it is by a gold of the requester's, where its task was one that counts. */
  given?: number | undefined;
}

/** What is believed of a key before its scores count: imagined labels, and the sum of their scores in parts per million. */
export interface Prior {
  sum: number;
  count: number;
}

/** Ten labels at three tenths; or at nothing, once a promised time ends a hold that was not met. */
export const usual: Prior = { sum: 3_000_000, count: 10 };
export const expired: Prior = { sum: 0, count: 10 };

export interface Quality {
  /** Of the agreement that a guess would have missed, how much was reached: 0 to 10,000. */
  bp: number;
  /** On how many labels this stands, and how many of them are golds. */
  scored: number;
  golds: number;
  /** Of their scores, golds three times, without what was imagined: parts per million. */
  sum: number;
}

/** As many of a key's last scored labels count. */
export const newestScores = 100;
const goldCount = 3;
const goldsToCap = 3;

/**
 * The quality of a campaign key, from its last hundred scored labels. Golds count three times, and from three on cap it.
 * What the requester says can only lower it: of what the others say alone, and of that with the requester's golds in their
 * place, each as one label, the lower holds.
 */
export function qualityOf(scores: readonly Score[], prior: Prior): Quality {
  const last = scores.slice(-newestScores);
  const alone = reachedBy(last, prior);
  if (last.every(({ given }) => given === undefined)) return alone;
  const lowered = reachedBy(
    last.map(({ ppm, gold, given = ppm }) => ({ ppm: given, gold })),
    prior,
  );
  return lowered.bp < alone.bp ? lowered : alone;
}

function reachedBy(last: readonly Score[], prior: Prior): Quality {
  const golds = last.filter(({ gold }) => gold);
  let sum = 0;
  let count = 0;
  for (const { ppm, gold } of last) {
    sum += gold ? goldCount * ppm : ppm;
    count += gold ? goldCount : 1;
  }
  const all = count + prior.count;
  const reached = all === 0 ? 0 : Math.floor((sum + prior.sum) / all);
  const capped = golds.length < goldsToCap ? reached : Math.min(reached, cap(golds.map(({ ppm }) => ppm)));
  const bp = Math.floor(Math.min(1_000_000, Math.max(0, capped)) / 100);
  return { bp, scored: last.length, golds: golds.length, sum };
}

/** The mean of the scores and one standard error more, rounded down. */
function cap(scores: readonly number[]): number {
  const mean = Math.floor(scores.reduce((sum, ppm) => sum + ppm, 0) / scores.length);
  const squares = scores.reduce((sum, ppm) => sum + BigInt(ppm - mean) * BigInt(ppm - mean), 0n);
  return mean + Number(root(squares / BigInt(scores.length * scores.length)));
}

/** The largest whole number whose square is at most n (Heron, from above). */
function root(n: bigint): bigint {
  if (n < 2n) return n;
  let guess = n;
  for (let next = (n + 1n) / 2n; next < guess; next = (guess + n / guess) / 2n) guess = next;
  return guess;
}

/** Whether there is the evidence that the policy wants before a key's labels are paid. */
export const meets = (hold: Policy['hold'], { scored, golds }: Pick<Quality, 'scored' | 'golds'>) =>
  scored >= hold.scored && golds >= hold.golds;
