import type { Body } from '../../lib/protocol/question/body.ts';
import { disagreement } from '../../lib/truth/agreement/disagreement.ts';

/** What a task is ranked by among the slowest and the most contested. */
export interface Figures {
  /** Of the labels' active time; of an even number the lower one, so that it is one that a label has. */
  medianMs: number;
  /** How far the labels are apart, in parts per million. */
  apart: number;
}

/** @param labels of one task, one at least */
export function figuresOf(labels: readonly { activeMs: number; body: Body }[]): Figures {
  const times = labels.map(({ activeMs }) => activeMs).sort((a, b) => a - b);
  return {
    medianMs: times[Math.floor((times.length - 1) / 2)] ?? 0,
    apart: disagreement(labels.map(({ body }) => body)),
  };
}
