/** Work that may be interrupted wherever it yields. */
export type Work = Generator<undefined, void, undefined>;

/** Starts work soon, after what was started before it. */
export type Slices = (work: Work) => void;

/** A turn of ours may take 16 ms: half for this, half for what the browser then has to draw. */
const sliceMs = 8;

/**
 * Does work in slices between which the page has its turn.
 * @param now a steady clock in milliseconds
 */
export function createSlices(now: () => number, signal: AbortSignal): Slices {
  let waiting: Work[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const go = () => {
    timer = undefined;
    const end = now() + sliceMs;
    for (let [work] = waiting; work !== undefined && now() < end; [work] = waiting)
      if (work.next().done) waiting.shift();
    if (waiting.length > 0) timer = setTimeout(go);
  };
  signal.addEventListener(
    'abort',
    () => {
      waiting = [];
      clearTimeout(timer);
    },
    { once: true },
  );
  return (work) => {
    if (signal.aborted) return;
    waiting.push(work);
    timer ??= setTimeout(go);
  };
}
