import type { Hex } from '../protocol/scalar/hex.ts';
import { everyTask } from '../protocol/signed/lottery.ts';
import type { Policy } from '../protocol/terms/policy.ts';

/** Which share of its tasks a campaign offers to each account, as its last epoch left it. Shares in basis points. */
export interface Lottery {
  share: number;
  /** What a label is taken under: the larger of this share and the one before, for work that was offered then. */
  taken: number;
  /** How many accounts are drawn for each label that a task may have. */
  width: number;
  /** The cut, in seconds, at which it last changed. */
  since: number;
}

/** What an epoch's settlement says of how tasks fill. */
export interface Filling {
  /** Campaign keys whose labels are judged, those that are remembered too. */
  keys: number;
  /** Tasks that are settled now, without golds; and those of them that have fewer labels than the terms want at least. */
  tasks: number;
  short: number;
}

/**
 * @param keys of all labels that are judged
 * @param labels of each task that is settled now and is no gold
 */
export function fillingOf({ redundancy }: Policy, keys: Iterable<Hex>, labels: Iterable<number>): Filling {
  const counts = [...labels];
  const short = counts.filter((count) => count < redundancy.min).length;
  return { keys: new Set(keys).size, tasks: counts.length, short };
}

const day = 86_400;
const widest = 1024;
/** Tasks of an epoch that say something; and one in so many may be short before more accounts are drawn. */
const telling = 10;
const mayBeShort = 10;

/** A campaign begins with its pages open to everybody. */
const atFirst: Lottery = { share: everyTask, taken: everyTask, width: 4, since: 0 };

/**
 * The lottery after an epoch, from public figures alone: the fewer accounts are drawn for a task, the less can some of them
 * choose to meet there; the more, the sooner it has its labels. So as many are drawn as it takes to fill tasks: half as many
 * while they fill, twice as many when a tenth of them does not, at most once a day.
 *
 * @param cut seconds
 * @returns undefined where people are not paid by agreement, or nobody meets anybody
 */
export function nextLottery(
  { pay, redundancy }: Policy,
  before: Lottery = atFirst,
  { keys, tasks, short }: Filling,
  cut: number,
): Lottery | undefined {
  if (pay === 'flat' || redundancy.max === 1) return undefined;
  if (tasks < telling || cut < before.since + day) return before;
  const width =
    short * mayBeShort > tasks ? Math.min(widest, before.width * 2) : Math.max(1, before.width / 2);
  const share = Math.min(everyTask, Math.ceil((everyTask * redundancy.max * width) / keys));
  return { share, taken: Math.max(share, before.share), width, since: cut };
}
