import { options } from 'preact';

/** Two frames: nobody sees a choice come that much later. */
const longestMs = 32;

/**
 * What `act` changes is drawn with what is drawn next, which is the answer to a call that it makes, or by itself after two frames.
 * Drawn at once, it would be in the way of that answer: the card is drawn, laid out and painted twice while the background
 * needs the same processor.
 */
export function drawWithAnswer(act: () => void): void {
  options.debounceRendering = (draw) => void setTimeout(draw, longestMs);
  try {
    act();
  } finally {
    delete options.debounceRendering;
  }
}
