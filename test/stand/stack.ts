import { once } from './once.ts';

export type Stack = {
  /** Adds what stops a part that is up now. */
  push(stop: () => Promise<unknown>): void;
  /** Stops everything in reverse order; one part that fails to stop does not keep the others up. */
  stop(): Promise<void>;
};

/** Parts that depend on the parts before them, so that the last to come up is the first to go. */
export function makeStack(): Stack {
  const stops: Array<() => Promise<unknown>> = [];
  const stop = once(async () => {
    const failures: unknown[] = [];
    for (const end of stops.splice(0).reverse()) await end().catch((failure) => failures.push(failure));
    if (failures.length > 0) throw new AggregateError(failures, 'Some parts did not stop');
  });
  return { push: (end) => void stops.push(end), stop };
}
