/** Work that can be left and taken up again wherever it yields; a few milliseconds lie between two yields at most. */
export type Work<T> = Generator<void, T, void>;

export function finish<T>(work: Work<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** @param rest called at every yield; while it has nothing to wait for it returns undefined */
export async function finishInSlices<T>(work: Work<T>, rest: () => Promise<unknown> | undefined): Promise<T> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    const pause = rest();
    if (pause !== undefined) await pause;
  }
}
