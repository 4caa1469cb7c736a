import { canObserveSight } from '../../components/overlay/watch-by-observer.ts';

/** A smaller frame has no room for the card, in CSS pixels: most are not there to be read. */
const least = { width: 360, height: 260 };

const isRoomy = (): boolean => innerWidth >= least.width && innerHeight >= least.height;

/**
 * Whether our card can stand in this document: in a tab's own, and in a frame of it that is large enough, as soon as it is. Not
 * in frames of frames, of whose surroundings nobody can say whose they are; and only where the browser tells whether something in a
 * frame is seen, which Firefox does not.
 */
export async function mayStandHere(signal: AbortSignal): Promise<boolean> {
  if (self === top) return true;
  if (parent !== top || !canObserveSight()) return false;
  if (isRoomy()) return true;
  return new Promise((resolve) => {
    const end = new AbortController();
    const look = () => {
      if (!isRoomy()) return;
      end.abort();
      resolve(true);
    };
    addEventListener('resize', look, { passive: true, signal: AbortSignal.any([signal, end.signal]) });
  });
}
