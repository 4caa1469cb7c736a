interface Watched {
  subscribe(listener: () => void): () => void;
}

/** What happens together is told once. */
const gatherMs = 300;

/** Tells, a moment later, that one of these has changed. */
export function tellOf(stores: readonly Watched[], tell: () => void, signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      tell();
    }, gatherMs);
  };
  const stops = stores.map((store) => store.subscribe(soon));
  signal.addEventListener(
    'abort',
    () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    },
    { once: true },
  );
}
