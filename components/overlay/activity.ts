import { type Hear, hearAtWindow } from './hearing.ts';

/** How long after the last input a person still counts as active. */
const idleAfterMs = 30_000;

export interface ActivityMeter {
  /** Milliseconds so far. */
  read(): number;
}

/**
 * Time in which the page was visible and focused, and the last input was less than half a minute ago. Counted on the
 * device; what leaves is one rounded number per label.
 * @param now a steady clock in milliseconds
 */
export function createActivityMeter(
  now: () => number,
  signal: AbortSignal,
  hear: Hear = hearAtWindow,
): ActivityMeter {
  let total = 0;
  let from: number | null = now();
  let lastInput = from;

  /** Adds what has passed, up to the moment from which the person counts as idle. */
  const settle = () => {
    if (from === null) return;
    const end = Math.min(now(), lastInput + idleAfterMs);
    total += Math.max(0, end - from);
    from = end;
  };
  const input = () => {
    settle();
    lastInput = now();
    from = isAttended() ? lastInput : null;
  };
  const change = () => {
    settle();
    if (isAttended()) input();
    else from = null;
  };
  if (!isAttended()) from = null;
  for (const kind of ['pointermove', 'pointerdown', 'keydown', 'wheel', 'scroll'] as const)
    hear(kind, input, { signal });
  for (const kind of ['focus', 'blur', 'pagehide']) addEventListener(kind, change, { signal });
  document.addEventListener('visibilitychange', change, { signal });
  return {
    read() {
      settle();
      return Math.round(total);
    },
  };
}

const isAttended = (): boolean => document.visibilityState === 'visible' && document.hasFocus();
