import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';

/** Milliseconds since 1970. */
export type Clock = () => number;

export const ClockContext = createContext<Clock | null>(null);

export function useClock(): Clock {
  const clock = useContext(ClockContext);
  if (clock === null) throw new Error('ClockContext is missing');
  return clock;
}

/** The time, drawn again every second until `until` has passed. */
export function useNow(until: number): number {
  const clock = useClock();
  const [, redraw] = useState(0);
  useEffect(() => {
    if (clock() >= until) return;
    const timer = setInterval(() => {
      redraw((times) => times + 1);
      if (clock() >= until) clearInterval(timer);
    }, 1000);
    return () => clearInterval(timer);
  }, [clock, until]);
  return clock();
}
