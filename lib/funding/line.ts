let line: Promise<unknown> = Promise.resolve();

/** One at a time: all transactions share the account's nonces, and all orders its allowance. */
export function inLine<T>(work: () => Promise<T>): Promise<T> {
  const done = line.then(work);
  line = done.catch(() => {});
  return done;
}
