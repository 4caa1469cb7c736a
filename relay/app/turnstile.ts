/**
 * Lets one through at a time, and what has come in meanwhile in between: pieces of work that keep the thread busy do not
 * follow each other while an answer of the database, by which others could go on, lies there unread.
 */
export function turnstile(): () => Promise<void> {
  const waiting: (() => void)[] = [];
  const next = () => {
    waiting.shift()?.();
    if (waiting.length > 0) setImmediate(next);
  };
  return () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (waiting.push(resolve) === 1) setImmediate(next);
    return promise;
  };
}
