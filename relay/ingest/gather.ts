/** An item and whoever waits for what becomes of it. */
interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** What becomes of one item of many: those that fail for their own reason do not fail the others. */
export type Outcome<Result> = { ok: true; result: Result } | { ok: false; error: unknown };

interface Work<Item, Result> {
  /** The most that one piece of work takes, by `weigh`; a single item may weigh more. */
  most: number;
  weigh(item: Item): number;
  /** All together, in order; a throw means that nothing of it was done. */
  work(items: Item[]): Promise<Outcome<Result>[]>;
  /** Whether one item may be the reason of a throw. */
  mayBeOne(error: unknown): boolean;
}

/**
 * Group commit: items are worked on one piece after the other, and what comes in meanwhile is the next piece.
 * Nobody waits for a timer: an item that comes alone is done at once.
 */
export function gatherer<Item, Result>({ most, weigh, work, mayBeOne }: Work<Item, Result>) {
  const waiting: Waiting<Item, Result>[] = [];
  let working = false;

  const perform = async (pieces: Waiting<Item, Result>[]): Promise<void> => {
    try {
      const outcomes = await work(pieces.map(({ item }) => item));
      pieces.forEach(({ resolve, reject }, at) => {
        const outcome = outcomes[at];
        if (outcome?.ok) resolve(outcome.result);
        else reject(outcome?.error);
      });
    } catch (error) {
      // Each gets its own try then, so that none fails for another.
      if (pieces.length > 1 && mayBeOne(error)) for (const one of pieces) await perform([one]);
      else for (const { reject } of pieces) reject(error);
    }
  };

  const drain = async (): Promise<void> => {
    working = true;
    while (waiting.length > 0) {
      let weight = 0;
      const enough = waiting.findIndex(({ item }, at) => {
        weight += weigh(item);
        return at > 0 && weight > most;
      });
      await perform(waiting.splice(0, enough === -1 ? waiting.length : enough));
    }
    working = false;
  };

  return (item: Item): Promise<Result> => {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    waiting.push({ item, resolve, reject });
    if (!working) void drain();
    return promise;
  };
}
