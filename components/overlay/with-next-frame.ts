import { options } from 'preact';

/**
 * What `act` changes is drawn with the next frame: nobody sees it before. What something else changes meanwhile is drawn at once,
 * and this with it, so that an answer which comes before the frame finds nothing in its way.
 */
export function withNextFrame(act: () => void): void {
  options.debounceRendering = (draw) => void requestAnimationFrame(draw);
  try {
    act();
  } finally {
    delete options.debounceRendering;
  }
}
