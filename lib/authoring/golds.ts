import { goldEvery } from '../protocol/terms/cost.ts';

/** A campaign's golds, as far as they follow from its size: before anybody labels, an estimate. */
export interface GoldsCost {
  /** Tasks that the relay puts off as golds, over all epochs; and tasks whose answer the requester gives. */
  chosen: number;
  given: number;
  /** Labels that are asked for the sake of golds alone, at most, and what they cost. */
  labels: number;
  pay: bigint;
  /** How many labelers can meet ten golds each. */
  labelers: number;
  /** Whether those are as many as one task takes. */
  isEnough: boolean;
}

/** So many golds tell a labeler who looks from one who does not (`npm run bench -- incentives`). */
const goldsEach = 10;

/**
 * A tenth of the tasks become golds once they have the fewest labels, and what they can still get measures people. Tasks that
 * the requester knows have all their labels anyway.
 *
 * @param least labels of a task, and most
 * @param given tasks whose answer the requester gives
 */
export function goldsCost(
  price: bigint,
  { least, most, tasks }: { least: number; most: number; tasks: number },
  given: number,
): GoldsCost {
  const chosen = most > least ? Math.floor(tasks / goldEvery) : 0;
  const labels = chosen * (most - least);
  const labelers = Math.floor((labels + given * least) / goldsEach);
  return {
    chosen,
    given,
    labels,
    pay: price * BigInt(labels),
    labelers,
    isEnough: labelers >= most && chosen + given >= goldsEach,
  };
}
