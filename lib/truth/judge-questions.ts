import type { Body } from '../protocol/question/body.ts';
import type { Question } from '../protocol/question/question.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { judgeChoice } from './kinds/choice.ts';
import type { JudgedQuestion } from './kinds/judged-question.ts';
import { judgeSpan } from './kinds/span.ts';
import type { Inferred, Judged, Vote } from './truth.ts';

/** What labels say of their tasks, and, when it is asked for, of each other too. */
export interface JudgedTasks extends Pick<Judged, 'tasks'> {
  whole(): Judged;
}

/**
 * Judges every question by its kind. Deterministic: the same votes in any order give the same integers, so that anybody
 * recomputes a settlement (P11).
 *
 * @param golds the truth of tasks to which the relay was committed, by ref
 * @param givenGolds what the requester says of tasks, by ref: they have no say in any truth
 */
export function judgeTasks(
  questions: readonly Question[],
  votes: readonly Vote[],
  golds: ReadonlyMap<Hex, Body>,
  givenGolds: ReadonlyMap<Hex, Body> = new Map(),
): JudgedTasks {
  const tasks = new Map<Hex, Inferred>(votes.map(({ ref }) => [ref, { truth: {}, posterior: {} }]));
  const judged = questions.map((question) => judgeQuestion(question, votes, golds, givenGolds));
  for (const [at, { found }] of judged.entries())
    for (const [ref, [answer, ppm]] of found) {
      const of = tasks.get(ref)!;
      of.truth[questions[at]!.id] = answer;
      of.posterior[questions[at]!.id] = ppm;
    }
  return { tasks, whole: () => ({ tasks, ...labelsOf(judged) }) };
}

/** The same with all that is said of labels. */
export const judgeQuestions = (...given: Parameters<typeof judgeTasks>): Judged =>
  judgeTasks(...given).whole();

/** Over all questions: scores are means, rounded down, and weights add up. */
function labelsOf(judged: readonly JudgedQuestion[]): Omit<Judged, 'tasks'> {
  const weights = new Map<Vote, number>();
  const sums = new Map<Vote, { sum: number; byGiven: number; count: number }>();
  const onGiven = new Set<Vote>();
  for (const { ofLabels } of judged) {
    const { scores, given: known, weights: owned } = ofLabels();
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
  return { scores, given, weights };
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
