import type { Say } from '../progress.ts';

/** Exit code of a process that Ctrl-C ended (128 + SIGINT). */
const interrupted = 130;

/**
 * A signal that aborts at the first Ctrl-C or SIGTERM, so that every part is stopped in its order; the second one ends
 * this process at once. What then is left running is ended or taken over by the next start.
 */
export function listenForEnd(say: Say): AbortSignal {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(interrupted);
    say('\nStopping. Press Ctrl-C again to stop at once.');
    controller.abort();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal);
  return controller.signal;
}
