import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again and again until what is read is enough.
 * @param what named in the error: what was waited for
 * @throws after `withinMs` milliseconds, with what was read last
 */
export async function until<T>(
  what: string,
  read: () => Promise<T | undefined>,
  isEnough: (value: T) => boolean = () => true,
  withinMs = 30_000,
): Promise<T> {
  let last: T | undefined;
  for (const end = Date.now() + withinMs; Date.now() < end; await sleep(50)) {
    last = await read();
    if (last !== undefined && isEnough(last)) return last;
  }
  throw new Error(
    `${what}: not within ${withinMs / 1000} s; last seen: ${short(JSON.stringify(last, readable))}`,
  );
}

const readable = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}` : value);

/** The end of a long text, where a page shows what came last. */
const short = (text: string | undefined): string => (text === undefined ? 'nothing' : text.slice(-600));
