export type Say = (line: string) => void;

/**
 * Runs one part of a start and says in one line what it was and how long it took; `tell` adds what came of it.
 * @param now milliseconds of a clock that only goes forward
 */
export async function timed<T>(
  say: Say,
  what: string,
  work: () => Promise<T>,
  tell: (result: T) => string = () => '',
  now: () => number = () => performance.now(),
): Promise<T> {
  const start = now();
  const result = await work();
  const told = tell(result);
  say(`${seconds(now() - start)}  ${what}${told === '' ? '' : ` · ${told}`}`);
  return result;
}

/** `  0.4 s`, as wide as `123.4 s`. */
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1).padStart(5)} s`;
