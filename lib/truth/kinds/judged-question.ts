import type { Body } from '../../protocol/question/body.ts';
import type { Answer, Question } from '../../protocol/question/question.ts';
import type { Hex } from '../../protocol/scalar/hex.ts';
import { split } from '../split.ts';

/** What the labels of a campaign say about one of its questions. */
export interface JudgedQuestion {
  /** By ref; how sure it is in parts per million. */
  found: Map<Hex, [truth: Answer, ppm: number]>;
  /** What that says of the labels; worked out when it is asked for. */
  ofLabels(): JudgedLabels;
}

/** What the truth of a question says of its labels; by their place among the votes. */
export interface JudgedLabels {
  /** How much better than a guess labels are by what others say, in parts per million; NaN where nobody can say. */
  scores: Float64Array;
  /** What scores come to by the requester's golds, of those on one that counts; NaN for the others. */
  given: Float64Array;
  /** What labels own of the answers: a million per task, divided among those that speak for its truth; 0 for the others. */
  weights: Float64Array;
}

export function nothingJudged(votes: number): JudgedLabels {
  const unsaid = () => new Float64Array(votes).fill(Number.NaN);
  return { scores: unsaid(), given: unsaid(), weights: new Float64Array(votes) };
}

/** A truth that was committed to, in parts per million. */
export const certain = 1_000_000;

/** What the truth of one question about one task weighs in the dataset. */
const ofAnswer = 1_000_000;

/** Divides an answer among labels, by what each says for it. */
export const dividedBy = (worth: readonly number[]): number[] => split(ofAnswer, worth);

export const said = (body: Body, { id }: Question): Answer | undefined =>
  Object.hasOwn(body, id) ? body[id] : undefined;
