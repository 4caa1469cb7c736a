import type { Sent } from '../db/transaction.ts';

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
  /** All together, in order; a throw means that nothing of it was done. Nobody hears of it before it is on disk. */
  work(items: Item[]): Promise<Sent<Outcome<Result>[]>>;
  /** Whether one item may be the reason of a throw. */
  mayBeOne(error: unknown): boolean;
}

/**
 * Group commit: what comes in while a piece is worked on is the next piece, which begins when all of the one before is sent,
 * and waits for it by the locks that both take; one more has to wait here. Nobody waits for a timer: an item that comes
 * alone is begun at once.
 */
export function gatherer<Item, Result>({ most, weigh, work, mayBeOne }: Work<Item, Result>) {
  const waiting: Waiting<Item, Result>[] = [];
  let working = false;
  /** Of the piece that was sent last. */
  let committed: Promise<unknown> = Promise.resolve();

  const perform = async (pieces: Waiting<Item, Result>[]): Promise<{ committed?: Promise<unknown> }> => {
    const fail = async (error: unknown): Promise<void> => {
      // Each gets its own try then, so that none fails for another.
      if (pieces.length > 1 && mayBeOne(error)) for (const one of pieces) await perform([one]);
      else for (const { reject } of pieces) reject(error);
    };
    try {
      const sent = await work(pieces.map(({ item }) => item));
      sent.onDisk.then(() => {
        pieces.forEach(({ resolve, reject }, at) => {
          const outcome = sent.result[at];
          if (outcome?.ok) resolve(outcome.result);
          else reject(outcome?.error);
        });
      }, fail);
      return { committed: sent.committed };
    } catch (error) {
      await fail(error);
      return {};
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
      const sent = await perform(waiting.splice(0, enough === -1 ? waiting.length : enough));
      await committed.catch(() => {});
      committed = sent.committed ?? committed;
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
