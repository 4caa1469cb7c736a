/** One after the other: a relay can not start while its database is away, so only one part is. */
export function makeLine() {
  let line: Promise<unknown> = Promise.resolve();
  return (work: () => Promise<void>): Promise<void> => {
    const done = line.then(work);
    line = done.catch(() => {});
    return done;
  };
}
