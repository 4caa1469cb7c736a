import type { Answer } from '../../protocol/question/question.ts';

export const million = 1_000_000;

/** What the answers to one question of a task come to. */
export interface Settled {
  truth: Answer;
  /** How sure that is, in parts per million. */
  ppm: number;
}
