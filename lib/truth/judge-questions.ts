import type { Body } from '../protocol/question/body.ts';
import type { Question } from '../protocol/question/question.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { judgeChoice } from './kinds/choice.ts';
import type { JudgedQuestion } from './kinds/judged-question.ts';
import { judgeSpan } from './kinds/span.ts';
import type { Inferred, Judged, Vote } from './truth.ts';

/**
 * Judges every question by its kind. Deterministic: the same votes in any order give the same integers, so that anybody
 * recomputes a settlement (P11).
 *
 * @param golds the truth of tasks to which the relay was committed, by ref
 * @param givenGolds what the requester says of tasks, by ref: they have no say in any truth
 */
export function judgeQuestions(
  questions: readonly Question[],
  votes: readonly Vote[],
  golds: ReadonlyMap<Hex, Body>,
  givenGolds: ReadonlyMap<Hex, Body> = new Map(),
): Judged {
  const tasks = new Map<Hex, Inferred>(votes.map(({ ref }) => [ref, { truth: {}, posterior: {} }]));
  const weights = new Map<Vote, number>();
  const sums = new Map<Vote, { sum: number; byGiven: number; count: number }>();
  const onGiven = new Set<Vote>();
  for (const question of questions) {
    const { found, scores, given: known, weights: owned } = judgeQuestion(question, votes, golds, givenGolds);
    for (const [ref, [answer, ppm]] of found) {
      const of = tasks.get(ref)!;
      of.truth[question.id] = answer;
      of.posterior[question.id] = ppm;
    }
    for (const [vote, weight] of owned) weights.set(vote, (weights.get(vote) ?? 0) + weight);
    for (const [vote, ppm] of scores) {
      const { sum, byGiven, count } = sums.get(vote) ?? { sum: 0, byGiven: 0, count: 0 };
      const other = known.get(vote);
      if (other !== undefined) onGiven.add(vote);
      sums.set(vote, { sum: sum + ppm, byGiven: byGiven + (other ?? ppm), count: count + 1 });
    }
  }
  const scores = new Map([...sums].map(([vote, { sum, count }]) => [vote, Math.floor(sum / count)]));
  const given = new Map(
    [...onGiven].map((vote) => {
      const { byGiven, count } = sums.get(vote)!;
      return [vote, Math.floor(byGiven / count)];
    }),
  );
  return { tasks, scores, given, weights };
}

function judgeQuestion(
  question: Question,
  votes: readonly Vote[],
  golds: ReadonlyMap<Hex, Body>,
  givenGolds: ReadonlyMap<Hex, Body>,
): JudgedQuestion {
  switch (question.kind) {
    case 'choice':
      return judgeChoice(question, votes, golds, givenGolds);
    case 'span':
      return judgeSpan(question, votes, golds);
  }
}
