import type { Body } from '../../protocol/question/body.ts';
import type { Answer, Question } from '../../protocol/question/question.ts';
import type { Hex } from '../../protocol/scalar/hex.ts';
import type { Vote } from '../truth.ts';

/** What the labels of a campaign say about one of its questions. */
export interface JudgedQuestion {
  /** By ref; how sure it is in parts per million. */
  found: Map<Hex, [truth: Answer, ppm: number]>;
  /** How much better than a guess labels are by what others say, in parts per million; those of which nobody can say have none. */
  scores: Map<Vote, number>;
}

/** A truth that was committed to, in parts per million. */
export const certain = 1_000_000;

export const said = (body: Body, { id }: Question): Answer | undefined =>
  Object.hasOwn(body, id) ? body[id] : undefined;
